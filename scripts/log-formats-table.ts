import { READERS } from '../src/records/readers/registry.ts';

const HEAD = [
  '| Tool | File | Training and validation loss | Metrics | Epoch |',
  '| :-- | :-- | :-- | :-- | :-- |',
];

/** Lists readable files by tool; general formats come first. */
export function renderLogFormats(): string {
  const rows = READERS.flatMap(({ documented = [] }) => documented);
  const toolOf = (row: string) => (row.startsWith('any |') ? '' : (row.split(' |', 1)[0] ?? ''));
  const sorted = rows.toSorted((a, b) => toolOf(a).localeCompare(toolOf(b), 'en'));
  return [...HEAD, ...sorted.map((row) => `| ${row} |`)].join('\n');
}
