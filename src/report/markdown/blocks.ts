import { markdownTable } from 'markdown-table';
import type { Block, Part, Table } from '../document.ts';
import { fencedBlock } from '../format/escape.ts';
import { inlineMarkdown } from './inline.ts';
import { mermaidChart } from './mermaid.ts';

export function blocksMarkdown(blocks: readonly Block[]): string {
  return blocks
    .map(blockMarkdown)
    .filter((text) => text !== '')
    .join('\n\n');
}

/** `name` holds trusted words, and GitHub reads no Markdown in a summary. */
export function foldedMarkdown({ name, blocks }: Part): string {
  return `<details><summary>${name}</summary>\n\n${blocksMarkdown(blocks)}\n\n</details>`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineMarkdown(block.content);
    case 'small':
      return `<sub>${inlineMarkdown(block.content)}</sub>`;
    case 'note':
      return `> ℹ️ ${inlineMarkdown(block.content)}`;
    case 'list':
      return block.items.map((item) => `- ${inlineMarkdown(item)}`).join('\n');
    case 'table':
      return tableMarkdown(block.table);
    case 'lines':
      return fencedBlock(block.text, block.language);
    case 'losses':
      return mermaidChart(block.chart);
  }
}

function tableMarkdown({ columns, rows }: Table): string {
  const header = columns.map(({ title }) => inlineMarkdown(title));
  const cells = rows.map((row) => row.map(inlineMarkdown));
  // Aligned source would waste the comment's characters on spaces.
  return markdownTable([header, ...cells], {
    align: columns.map(({ align }) => align),
    alignDelimiters: false,
    padding: true,
  });
}
