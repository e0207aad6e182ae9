/** Reads a change log as keepachangelog.com has it. */
import { fromMarkdown } from 'mdast-util-from-markdown';

export interface Section {
  /** `0.1.0` or `Unreleased`. */
  readonly version: string;
  readonly date: string | null;
  readonly body: string;
  /** Headings alone do not count. */
  readonly isEmpty: boolean;
}

const SILENT = new Set(['heading', 'definition', 'html', 'thematicBreak']);

export function readChangelog(text: string): Section[] {
  const blocks = fromMarkdown(text).children.map((node) => ({
    node,
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
  }));
  const starts = blocks.flatMap(({ node }, at) => (node.type === 'heading' && node.depth === 2 ? [at] : []));
  return starts.flatMap((at, index) => {
    const inside = blocks.slice(at + 1, starts[index + 1]);
    const heading = text.slice(blocks[at]?.start, blocks[at]?.end);
    const [, version, date = null] =
      /^(?:##\s+)?\[?([^\s\]]+)\]?(?:\([^)]*\))?(?:\s+-\s+(\S+))?/.exec(heading) ?? [];
    const said = inside.filter(({ node }) => node.type !== 'definition');
    const body = text.slice(said[0]?.start, said.at(-1)?.end);
    const isEmpty = inside.every(({ node }) => SILENT.has(node.type));
    return version === undefined ? [] : [{ version, date, body: said.length === 0 ? '' : body, isEmpty }];
  });
}
