/** Estimates the height of a comment, 780 pixels wide in 16 pixel type. */
import type { Block } from '../document.ts';
import { plainText } from '../format/plain.ts';
import type { Phrase } from '../phrase.ts';

export const SCREEN = 890;
const GAP = 16;
/** From this many columns on, names wrap. */
const NARROW = 6;

export function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + blockHeight(block) + GAP, 0);
}

export function headlineHeight(headline: Phrase): number {
  return linesOf(headline, 72) * 27 + 2 * GAP;
}

function blockHeight(block: Block): number {
  switch (block.kind) {
    case 'paragraph':
      return linesOf(block.content, 92) * 25;
    case 'note':
      return linesOf(block.content, 85) * 25;
    case 'small':
      return linesOf(block.content, 120) * 24;
    case 'list':
      return block.items.reduce((sum, item) => sum + linesOf(item, 86) * 26, 0);
    case 'table':
      return 40 + block.table.rows.reduce((sum, row) => sum + 13 + 24 * rowLines(row), 0);
    case 'lines':
      return (block.text.split('\n').length + 2) * 20;
    case 'losses':
      return block.chart.height + 36;
  }
}

/** A difference and its interval take two lines; a name that wraps can take more. */
function rowLines(row: readonly Phrase[]): number {
  const cells = row.map((cell) => plainText(cell).split(/(?<=[-\s])/));
  return Math.max(2, ...cells.slice(0, 2).map((pieces) => (row.length < NARROW ? 1 : packed(pieces))));
}

function packed(pieces: readonly string[]): number {
  const longest = Math.max(...pieces.map(({ length }) => length));
  let lines = 1;
  let used = 0;
  for (const { length } of pieces) {
    if (used > 0 && used + length >= longest) {
      lines += 1;
      used = 0;
    }
    used += length;
  }
  return lines;
}

function linesOf(phrase: Phrase, charsALine: number): number {
  return Math.max(1, Math.ceil([...plainText(phrase)].length / charsALine));
}
