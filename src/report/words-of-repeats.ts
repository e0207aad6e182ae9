/** An evaluation has repeats and cases where a training has seeds and test examples. Names of users stay as they are. */
import type { Block, Part, ReportDocument } from './document.ts';
import type { Inline, Phrase } from './phrase.ts';
import type { View } from './view.ts';

const WORDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/holds for these two trained models only/g, 'holds for new cases, with one repeat of each model'],
  [/\bseed pair(s?)\b/g, 'repeat$1'],
  [/\bseed(s?)\b/g, 'repeat$1'],
  [/\bSeed(s?)\b/g, 'Repeat$1'],
  [/\b(?:test )?example(s?)\b/g, 'case$1'],
  [/\b(?:Test e|E)xample(s?)\b/g, 'Case$1'],
  [/\btest set(s?)\b/g, 'suite$1'],
  [/\btrain (about|at least|more|both)\b/g, 'run $1'],
  [/\bnothing was trained\b/g, 'nothing was run'],
  [/\btrained models\b/g, 'models'],
];
/** Names in a sentence of the analysis, and what no reader sees on the page. */
const QUOTED = /("[^"]*"|`[^`]*`)/;
const UNTOUCHED = /(<(code|pre|script|style|svg)\b[\s\S]*?<\/\2>|<[^>]*>)/;

function hasRepeats({ result: { design } }: View): boolean {
  return design.unit === 'repeat';
}

export function wordsFor(view: View): (phrase: Phrase) => Phrase {
  return hasRepeats(view) ? (phrase) => phrase.map(inlineOf) : (phrase) => phrase;
}

export function documentOf(view: View, document: ReportDocument): ReportDocument {
  if (!hasRepeats(view)) return document;
  const { headline, lead, folded } = document;
  return { headline: headline.map(inlineOf), lead: lead.map(partOf), folded: folded.map(partOf) };
}

/** Of a page, whose text stands between tags. */
export function pageOf(view: View, html: string): string {
  if (!hasRepeats(view)) return html;
  const parts = html.split(UNTOUCHED);
  // The split has a text, its end, and the name of the end's tag, in turn.
  return parts.map((part, index) => (index % 3 === 0 ? reword(part) : index % 3 === 1 ? part : '')).join('');
}

function reword(text: string): string {
  return WORDS.reduce((words, [pattern, replacement]) => words.replace(pattern, replacement), text);
}

function inlineOf(part: Inline): Inline {
  if (typeof part === 'string') return reword(part);
  if (part.kind === 'strong') return { ...part, content: part.content.map(inlineOf) };
  if (part.kind !== 'prose') return part;
  const text = part.text.split(QUOTED).map((piece, index) => (index % 2 === 0 ? reword(piece) : piece));
  return { ...part, text: text.join('') };
}

function partOf(part: Part): Part {
  return { ...part, name: reword(part.name), blocks: part.blocks.map(blockOf) };
}

function blockOf(block: Block): Block {
  if ('content' in block) return { ...block, content: block.content.map(inlineOf) };
  if (block.kind === 'list') return { ...block, items: block.items.map((item) => item.map(inlineOf)) };
  if (block.kind !== 'table') return block;
  const { columns, rows } = block.table;
  const table = {
    columns: columns.map((column) => ({ ...column, title: column.title.map(inlineOf) })),
    rows: rows.map((row) => row.map((cell) => cell.map(inlineOf))),
  };
  return { ...block, table };
}
