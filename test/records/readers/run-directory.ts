/** Run directories with files of a test's own, and what the readers make of them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../../src/records/readers/unreadable-run-error.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Path in the run directory -> text, or what is to be written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

export async function directoryOf(files: Files): Promise<string> {
  const directory = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    const data =
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    await writeFile(join(directory, name), data);
  }
  return directory;
}

export async function read(files: Files, declaredMetrics: readonly string[] = []) {
  const warnings: string[] = [];
  const directory = await directoryOf(files);
  const content = await readRunDirectory(directory, {
    declaredMetrics,
    warn: (message) => warnings.push(message),
  });
  return { ...content, warnings };
}

/** The message that refuses the directory. */
export async function refusal(files: Files, declaredMetrics: readonly string[] = []): Promise<string> {
  const directory = await directoryOf(files);
  try {
    await readRunDirectory(directory, { declaredMetrics });
  } catch (error) {
    if (error instanceof UnreadableRunError) return error.message;
    throw error;
  }
  throw new Error('the directory was read');
}
