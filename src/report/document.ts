/** The report as blocks. Only the writers of Markdown, HTML and plain text escape, so no content file can forget to. */
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
  | { readonly kind: 'small'; readonly content: Phrase }
  | { readonly kind: 'note'; readonly content: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | { readonly kind: 'table'; readonly table: Table }
  /** Untrusted lines: output of a program, or a command to copy. */
  | { readonly kind: 'lines'; readonly text: string; readonly language: string }
  | { readonly kind: 'losses'; readonly chart: LossChart };

export interface Part {
  /** The summary line of a fold, and the name of the part in the note about cut parts. */
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

export function left(title: Phrase): Column {
  return { title, align: 'left' };
}

export function right(title: Phrase): Column {
  return { title, align: 'right' };
}

export function paragraph(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'paragraph', content }];
}

export function small(content: Phrase): readonly Block[] {
  return isEmpty(content) ? [] : [{ kind: 'small', content }];
}

/** Drops columns that are empty in every row. */
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
