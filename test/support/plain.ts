import type { Block } from '../../src/report/document.ts';
import { plainText } from '../../src/report/format/plain.ts';
import { blocksMarkdown } from '../../src/report/markdown/blocks.ts';
import type { Phrase } from '../../src/report/phrase.ts';

/** As a reader sees it: no-break spaces are spaces. */
export function plain(phrase: Phrase): string {
  return plainText(phrase).replaceAll('\u00a0', ' ');
}

/** Blocks as Markdown, one line each, without escapes of names. */
export function plainBlocks(blocks: readonly Block[]): string {
  return blocksMarkdown(blocks).replaceAll('\u00a0', ' ').replaceAll(/[`\\]/g, '');
}
