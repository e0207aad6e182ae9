import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../config/user-error.ts';

/** GitHub cuts a payload at 25 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * @param path GITHUB_EVENT_PATH
 * @returns null where there is none: some events need no payload
 * @throws UserError for a file that is missing, too long, or no JSON
 */
export async function readPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return null;
  const refuse = (why: string) =>
    new UserError(
      `GITHUB_EVENT_PATH is "${path}", ${why}. The runner writes the event there before each step; run the job again, or do not set the variable`,
    );
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) throw refuse('which is not a file');
  if (size > MAX_BYTES) throw refuse(`which is larger than ${MAX_BYTES / 1024 ** 2} MB`);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw refuse('which cannot be read');
  if (text.trim() === '') throw refuse('which is empty');
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('which is not JSON');
  }
}
