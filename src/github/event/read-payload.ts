import { UserError } from '../../config/user-error.ts';
import { readWhole, whyUnusable } from '../../files/open-file.ts';

/** GitHub limits payloads to 25 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

/** @returns null if there is none, which some events allow */
export async function readPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return null;
  const refuse = (why: string) =>
    new UserError(
      `GITHUB_EVENT_PATH is "${path}", ${why}. The runner writes the event there before each step; run the job again, or do not set the variable`,
    );
  let text: string;
  try {
    text = readWhole(path, MAX_BYTES, 'followed').toString('utf8');
  } catch (error) {
    throw refuse(`which ${whyUnusable(error)}`);
  }
  if (text.trim() === '') throw refuse('which is empty');
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('which is not JSON');
  }
}
