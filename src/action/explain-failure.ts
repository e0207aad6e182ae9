import { UserError } from '../config/user-error.ts';
import {
  describeFault,
  EXIT_INTERRUPTED,
  EXIT_NO_VERDICT,
  EXIT_UNDECIDED,
  EXIT_USAGE,
  summariseFault,
} from '../exit-codes.ts';
import { AwaitedRunsError, describeWave, nextWave } from '../experiment/waves/awaited-runs.ts';
import { PublishError } from '../github/publish-error.ts';
import type { AwaitedWave } from '../report/waves.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { plural, wordFor } from '../words/plural.ts';

interface Explanation {
  readonly kind: 'failed' | 'cancelled';
  readonly exitCode: number;
  readonly log: string;
  readonly message: string;
}

export function explainFailure(error: unknown): Explanation {
  if (error instanceof AbortedError)
    return {
      kind: 'cancelled',
      exitCode: EXIT_INTERRUPTED,
      log: 'stopped; finished runs are kept',
      message: 'the run was stopped before it was decided',
    };
  if (error instanceof AwaitedRunsError) {
    const message = tellMissing(describeWave(nextWave(error.awaited)));
    return { kind: 'failed', exitCode: EXIT_UNDECIDED, log: message, message };
  }
  if (error instanceof UserError || error instanceof PublishError)
    return { kind: 'failed', exitCode: EXIT_USAGE, log: error.message, message: error.message };
  return {
    kind: 'failed',
    exitCode: EXIT_NO_VERDICT,
    log: describeFault(error),
    message: summariseFault(error),
  };
}

function tellMissing({ wave, runs }: AwaitedWave): string {
  const some = runs.slice(0, 3).map(({ model, seed }) => `${model} seed ${seed}`);
  const more = runs.length > some.length ? ' and others' : '';
  const ofWave = wave === 'checks' ? 'that checks need' : `of wave ${wave}`;
  const missing = `${plural(runs.length, 'run')} ${ofWave} ${wordFor(runs.length, 'is', 'are')} missing`;
  return `${missing} (${some.join(', ')}${more}): the jobs that should train them saved no records. Run the failed jobs of this workflow again, or all jobs if no job that trains has failed; finished runs are not trained again`;
}
