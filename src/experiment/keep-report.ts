import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { writeAtomically } from '../records/store/write-atomically.ts';
import { renderComment } from '../report/comment.ts';
import { renderResultJson } from '../report/result-json.ts';
import type { ExperimentResult } from '../verdict/result.ts';

export interface Report {
  readonly markdown: string;
  readonly json: string;
}

export function renderReport(result: ExperimentResult): Report {
  return { markdown: renderComment(result), json: renderResultJson(result) };
}

/**
 * Writes report.md, report.html and result.json.
 *
 * @throws UserError if the folder can't be written to
 */
export async function keepReport(
  folder: string,
  result: ExperimentResult,
  report = renderReport(result),
): Promise<void> {
  // The drawing code is large, so only writing a page loads it.
  const { renderHtml } = await import('../report/page/page.ts');
  await writeReport(folder, { ...report, html: renderHtml(result) });
}

/**
 * @param prefix of the file names, so that one kind of report does not replace another
 * @throws UserError where the folder cannot be written to
 */
export async function writeReport(
  folder: string,
  { markdown, html, json }: Report & { readonly html: string },
  prefix = '',
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeAtomically(join(folder, `${prefix}report.md`), [markdown]);
    await writeAtomically(join(folder, `${prefix}report.html`), [html]);
    await writeAtomically(join(folder, `${prefix}result.json`), [json]);
  } catch (error) {
    throw new UserError(`cannot write the report to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Renders the report and writes it. A failed write does not lose the verdict. */
export async function reportResult(
  result: ExperimentResult,
  folder: string,
  warn: (message: string) => void,
): Promise<Report> {
  const report = renderReport(result);
  await keepReport(folder, result, report).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    warn(error.message);
  });
  return report;
}
