import { appendFile } from 'node:fs/promises';
import { PublishError } from '../publish-error.ts';

/** The runner refuses a summary above 1 MiB a step; a UTF-16 unit takes at most three bytes of UTF-8. */
export const MAX_SUMMARY_CHARS = 300_000;

/**
 * Adds to the job summary.
 *
 * @param path GITHUB_STEP_SUMMARY
 * @throws PublishError where the runner has none or it cannot be written.
 */
export async function writeSummary(path: string | undefined, markdown: string): Promise<void> {
  if (path === undefined || path === '')
    throw new PublishError('cannot write the job summary: GITHUB_STEP_SUMMARY is not set');
  try {
    await appendFile(path, `${markdown}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PublishError(`cannot write the job summary: ${reason}`, { cause: error });
  }
}
