/**
 * The report between numbers and strings: what is said, not yet how it is written. Markdown, HTML and plain text are
 * made from the same document, and only their writers escape: no content file can forget to.
 */
import type { LossChart } from './content/charts/loss-chart.ts';
import type { Phrase } from './phrase.ts';

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
  /** Fine print. */
  | { readonly kind: 'small'; readonly content: Phrase }
  | { readonly kind: 'note'; readonly content: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | { readonly kind: 'table'; readonly table: Table }
  /** Untrusted lines: output of a program, or a command to copy. */
  | { readonly kind: 'lines'; readonly text: string; readonly language: string }
  | { readonly kind: 'losses'; readonly chart: LossChart };

export interface Part {
  /** What a note calls it when it had to be cut. */
  readonly name: string;
  /** 0 is never cut; the highest is cut first. */
  readonly rank: number;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly headline: Phrase;
  /** Above the fold, in order. */
  readonly lead: readonly Part[];
  /** Folded, in order; `name` is the summary line. */
  readonly folded: readonly Part[];
}

export function paragraph(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'paragraph', content }];
}

export function small(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'small', content }];
}

/** Columns in which no row says anything are left out. */
export function tableBlock(table: Table | null): readonly Block[] {
  if (table === null || table.rows.length === 0) return [];
  const isFilled = (_: unknown, at: number) => table.rows.some((row) => !isEmpty(row[at] ?? []));
  const columns = table.columns.filter(isFilled);
  const rows = table.rows.map((row) => table.columns.map((_, at) => row[at] ?? []).filter(isFilled));
  return [{ kind: 'table', table: { columns, rows } }];
}

function isEmpty(phrase: Phrase): boolean {
  return phrase.every((part) => part === '');
}
