/** Prints the whole report to a pipe, and a short one to a terminal. */
import { join } from 'node:path';
import type { TerminalOptions } from '../report/terminal.ts';

export interface PrintOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly quiet?: boolean;
}

export interface Printed {
  readonly json: string;
  /** null: a pipe gets the short report too. */
  readonly markdown: string | null;
  short(options: TerminalOptions): string;
  readonly where: string;
}

/** Prints the short report to standard error if standard output has another form. */
export function printReport(
  { json, markdown, short, where }: Printed,
  options: PrintOptions,
  { stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'> = process,
): void {
  const isShort = options.json !== true && (markdown === null || (stdout.isTTY && options.markdown !== true));
  if (isShort) stdout.write(short(terminalOf(stdout)));
  else stdout.write(options.json === true ? json : `${markdown}\n`);
  if (options.quiet === true) return;
  if (!isShort) stderr.write(`\n${short(terminalOf(stderr))}`);
  if (where !== '') stderr.write(`\n${where}\n`);
}

export function pageIn(folder: string): string {
  return `The page is ${join(folder, 'report.html')}`;
}

function terminalOf(stream: NodeJS.WriteStream): TerminalOptions {
  if (!stream.isTTY) return {};
  // Node reads NO_COLOR and FORCE_COLOR, and knows terminals without colours.
  return { columns: stream.columns || undefined, colour: stream.hasColors() };
}

export const PRINT_OPTIONS = {
  markdown: ['--markdown', 'print the report as Markdown, as in a pipe'],
  quiet: ['-q, --quiet', 'print only warnings and errors, no progress'],
} as const;
