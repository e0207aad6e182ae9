/** An evaluation has repeats and cases where a training has seeds and test examples. Names of users stay as they are. */
import type { Block, Part, ReportDocument } from './document.ts';
import { escapeHtml } from './format/escape.ts';
import { escapeRegExp } from './page/glossary.ts';
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
/** Names in a sentence of the analysis, escaped as in JSON. */
const { source: QUOTED } = /"(?:[^"\\]|\\.)*"|`[^`]*`/;
/** On the page: tags, what no reader sees, and what users wrote. A slice or example is named in bold. */
const UNTOUCHED = [
  /<(?<tag>code|pre|script|style|svg|title|q)\b[\s\S]*?<\/\k<tag>>/,
  /<li class="example">(?:<q>[^<]*<\/q> )?<strong>[^<]*<\/strong>/,
  /<[^>]*>/,
  /&quot;(?:\\&quot;|(?!&quot;)[^<])*&quot;/,
].map(({ source }) => source);

type Reword = (text: string) => string;

function hasRepeats({ result: { design } }: View): boolean {
  return design.unit === 'repeat';
}

export function wordsFor(view: View): (phrase: Phrase) => Phrase {
  if (!hasRepeats(view)) return (phrase) => phrase;
  const proseOf = rewordExcept([QUOTED, ...namesOf(view)]);
  return (phrase) => phrase.map((part) => inlineOf(part, proseOf));
}

export function documentOf(view: View, document: ReportDocument): ReportDocument {
  if (!hasRepeats(view)) return document;
  const words = wordsFor(view);
  const partOf = (part: Part): Part => ({
    ...part,
    name: reword(part.name),
    blocks: part.blocks.map((block) => blockOf(block, words)),
  });
  const { headline, lead, folded } = document;
  return { headline: words(headline), lead: lead.map(partOf), folded: folded.map(partOf) };
}

/** Rewords the text between the tags of a page. */
export function pageOf(view: View, html: string): string {
  return hasRepeats(view) ? rewordExcept([...UNTOUCHED, ...namesOf(view, escapeHtml)])(html) : html;
}

/** Patterns of the names that have one of our words, which stand in sentences without quotes. */
function namesOf({ result: { models, comparisons } }: View, write: Reword = (name) => name): string[] {
  const names = [...models.map(({ name }) => name), ...comparisons.map(({ metric }) => metric)];
  return [...new Set(names)]
    .filter((name) => reword(name) !== name)
    .sort((a, b) => b.length - a.length)
    .map((name) => `(?<![\\w-])${escapeRegExp(write(name))}(?![\\w-]| pairs?\\b)`);
}

/** @param patterns sources of what stays as it is */
function rewordExcept(patterns: readonly string[]): Reword {
  const untouched = new RegExp(patterns.join('|'), 'g');
  return (text) => {
    let written = '';
    let end = 0;
    for (const { index, 0: part } of text.matchAll(untouched)) {
      written += reword(text.slice(end, index)) + part;
      end = index + part.length;
    }
    return written + reword(text.slice(end));
  };
}

function reword(text: string): string {
  return WORDS.reduce((words, [pattern, replacement]) => words.replace(pattern, replacement), text);
}

function inlineOf(part: Inline, proseOf: Reword): Inline {
  if (typeof part === 'string') return reword(part);
  if (part.kind === 'strong') return { ...part, content: part.content.map((one) => inlineOf(one, proseOf)) };
  return part.kind === 'prose' ? { ...part, text: proseOf(part.text) } : part;
}

function blockOf(block: Block, words: (phrase: Phrase) => Phrase): Block {
  if ('content' in block) return { ...block, content: words(block.content) };
  if (block.kind === 'list') return { ...block, items: block.items.map(words) };
  if (block.kind !== 'table') return block;
  const { columns, rows } = block.table;
  const table = {
    columns: columns.map((column) => ({ ...column, title: words(column.title) })),
    rows: rows.map((row) => row.map(words)),
  };
  return { ...block, table };
}
