import { readWhole, replaceText, whyUnusable } from '../../files/open-file.ts';
import { PublishError } from '../publish-error.ts';

/** The runner refuses a summary above 1 MiB a step; a UTF-16 unit takes at most three bytes of UTF-8. */
export const MAX_SUMMARY_CHARS = 300_000;

/** Of what others have written: the runner takes no more of it. */
const MAX_BEFORE_BYTES = 64 * 1024 * 1024;

/** What this step says in the job summary: written at once, and replaced when more is known. */
export interface JobSummary {
  readonly isWritten: boolean;
  /** @throws PublishError where the runner has none or it cannot be written */
  write(markdown: string): void;
}

/** @param path GITHUB_STEP_SUMMARY; what others have written there stays */
export function openSummary(path: string | undefined): JobSummary {
  const before = path === undefined ? '' : textOf(path);
  let isWritten = false;
  return {
    get isWritten() {
      return isWritten;
    },
    write(markdown) {
      if (path === undefined || path === '')
        throw new PublishError('cannot write the job summary: GITHUB_STEP_SUMMARY is not set');
      try {
        replaceText(path, `${before}${markdown}\n`);
        isWritten = true;
      } catch (error) {
        throw new PublishError(
          `cannot write the job summary: GITHUB_STEP_SUMMARY is "${path}", which ${whyUnusable(error)}; check what in this job replaces that file`,
          { cause: error },
        );
      }
    },
  };
}

function textOf(path: string): string {
  try {
    return readWhole(path, MAX_BEFORE_BYTES).toString('utf8');
  } catch {
    // Whoever writes there says what is wrong with it.
    return '';
  }
}
