import { readWhole, replaceText, whyUnusable } from '../../files/open-file.ts';
import { PublishError } from '../publish-error.ts';

/** Below the runner's limit of 1 MiB: a UTF-16 unit takes at most 3 bytes of UTF-8. */
export const MAX_SUMMARY_CHARS = 300_000;

const MAX_BEFORE_BYTES = 64 * 1024 * 1024;

/** The job summary of this step. A second write replaces the first. */
export interface JobSummary {
  readonly isWritten: boolean;
  /** @throws PublishError where the runner has none or it cannot be written */
  write(markdown: string): void;
}

/** @param path GITHUB_STEP_SUMMARY; text of earlier writers stays */
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
    // `write` reports what is wrong with the file.
    return '';
  }
}
