import { UserError } from '../config/user-error.ts';
import {
  describeFault,
  EXIT_INTERRUPTED,
  EXIT_NO_VERDICT,
  EXIT_USAGE,
  summariseFault,
} from '../exit-codes.ts';
import { AbortedError } from '../train/aborted-error.ts';

interface Explanation {
  readonly kind: 'failed' | 'cancelled';
  readonly exitCode: number;
  /** For whoever looks into the run. */
  readonly log: string;
  /** For whoever reads the pull request. */
  readonly message: string;
}

/** What ended the action before there was a verdict. */
export function explainFailure(error: unknown): Explanation {
  if (error instanceof AbortedError)
    return {
      kind: 'cancelled',
      exitCode: EXIT_INTERRUPTED,
      log: 'stopped; finished runs are kept',
      message: 'the run was stopped before it was decided',
    };
  if (error instanceof UserError)
    return { kind: 'failed', exitCode: EXIT_USAGE, log: error.message, message: error.message };
  return {
    kind: 'failed',
    exitCode: EXIT_NO_VERDICT,
    log: describeFault(error),
    message: summariseFault(error),
  };
}
