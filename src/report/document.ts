/** The report as blocks. Only the writers of Markdown, HTML and plain text escape, so no content file can forget to. */
import type { LossChart } from './content/charts/loss-chart.ts';
import type { Inline, Phrase } from './phrase.ts';

export interface Column {
  readonly title: Phrase;
  readonly align: 'left' | 'right';
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: ReadonlyArray<readonly Phrase[]>;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly content: Phrase }
  | { readonly kind: 'small'; readonly content: Phrase }
  | { readonly kind: 'note'; readonly content: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | { readonly kind: 'table'; readonly table: Table }
  /** Untrusted lines: output of a program, or a command to copy. */
  | { readonly kind: 'lines'; readonly text: string; readonly language: string }
  | { readonly kind: 'losses'; readonly chart: LossChart };

export interface Part {
  /** Summary of the fold; also names the part if it was cut. */
  readonly name: string;
  /** 0 is never cut; the highest is cut first. */
  readonly rank: number;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly headline: Phrase;
  readonly lead: readonly Part[];
  readonly folded: readonly Part[];
}

/** A column that knows its cell in the row of an item. */
interface ColumnOf<Item> extends Column {
  cell(item: Item): Inline | Phrase;
}

type Cell<Item> = ColumnOf<Item>['cell'];

export function left<Item>(title: Inline | Phrase, cell: Cell<Item>): ColumnOf<Item> {
  return { title: phraseOf(title), align: 'left', cell };
}

export function right<Item>(title: Inline | Phrase, cell: Cell<Item>): ColumnOf<Item> {
  return { title: phraseOf(title), align: 'right', cell };
}

export function paragraph(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'paragraph', content }];
}

export function small(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'small', content }];
}

/** Leaves out empty items. */
export function list(phrases: readonly Phrase[]): readonly Block[] {
  const items = phrases.filter((phrase) => !isEmpty(phrase));
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

export function tableOf<Item>(items: readonly Item[], columns: ReadonlyArray<ColumnOf<Item>>): Table {
  return { columns, rows: items.map((item) => columns.map(({ cell }) => phraseOf(cell(item)))) };
}

/** Leaves out columns that are empty in every row. */
export function tableBlock<Item>(
  items: readonly Item[],
  columns: ReadonlyArray<ColumnOf<Item>>,
): readonly Block[] {
  const { rows } = tableOf(items, columns);
  const filled = columns.filter((_, at) => rows.some((row) => !isEmpty(row[at] ?? [])));
  return rows.length === 0 ? [] : [{ kind: 'table', table: tableOf(items, filled) }];
}

function isEmpty(phrase: Phrase): boolean {
  return phrase.every((part) => part === '');
}

function phraseOf(content: Inline | Phrase): Phrase {
  return typeof content === 'string' || 'kind' in content ? [content] : content;
}
