/** Run directories with files of a test's own or of fixtures/logs, and what the readers make of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../../src/records/readers/unreadable-run-error.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** What real tools wrote, and in `broken` what fixtures/logs/broken/make.py did to it. */
export const LOGS = fileURLToPath(new URL('../../../fixtures/logs', import.meta.url));

/** Follows `FILE:LINE: the last line `. */
export const LAST_LINE_CUT =
  'may be incomplete and was left out; end every line, including the last, with a line break';

/** Path in the run directory -> text, or what is to be written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

export async function directoryOf(files: Files): Promise<string> {
  const directory = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    const data =
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    writeFileSync(join(directory, name), data);
  }
  return directory;
}

export async function read(files: Files, declaredMetrics: readonly string[] = []) {
  return readFolder(await directoryOf(files), declaredMetrics);
}

/** @param folder below fixtures/logs */
export function readLog(folder: string, declaredMetrics: readonly string[] = []) {
  return readFolder(join(LOGS, folder), declaredMetrics);
}

async function readFolder(directory: string, declaredMetrics: readonly string[]) {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const { hint, ...content } = await readRunDirectory(directory, { declaredMetrics, warn });
  return { ...content, warnings };
}

type Content = Awaited<ReturnType<typeof readFolder>>;

/** The losses of one point of the curve. */
export function losses({ curves }: Content, index: number) {
  const { epoch, train, validation } = curves.at(index) ?? { epoch: Number.NaN, train: {}, validation: {} };
  return [epoch, train.loss, validation.loss];
}

export function outcomeOf({ curves, status, failure, warnings }: Content) {
  return { points: curves.length, status, failure, warnings };
}

/** The message that refuses the directory. */
export async function refusal(files: Files, declaredMetrics: readonly string[] = []): Promise<string> {
  const directory = await directoryOf(files);
  try {
    await readRunDirectory(directory, { declaredMetrics });
  } catch (error) {
    if (error instanceof UnreadableRunError) return [error.message, error.details].filter(Boolean).join('. ');
    throw error;
  }
  throw new Error('the directory was read');
}
