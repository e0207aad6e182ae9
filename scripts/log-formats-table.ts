import { markdownTable } from 'markdown-table';
import { READERS } from '../src/records/readers/registry.ts';

const HEADER = ['Tool', 'File', 'Training and validation loss', 'Metrics', 'Epoch'];

/** The files that are read, by tool; those that any program can write come first. */
export function renderLogFormats(): string {
  const logs = READERS.flatMap(({ documented = [] }) => documented);
  const rank = (tool: string) => (tool === 'any' ? '' : tool.toLowerCase());
  const sorted = logs.toSorted((a, b) => rank(a.tool).localeCompare(rank(b.tool), 'en'));
  const rows = sorted.map(({ tool, file, losses = '', metrics = '', epoch = '' }) => [
    tool,
    file,
    losses,
    metrics,
    epoch,
  ]);
  return markdownTable([HEADER, ...rows], { alignDelimiters: false });
}
