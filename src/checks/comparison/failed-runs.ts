import { failedShare, runsOf } from '../../analysis/compare/samples.ts';
import { failureReason } from '../../records/failure-reason.ts';
import { defineCheck } from '../define-check.ts';
import { eachModel } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Enough for a reader's message: what was found, and what to write. */
const MAX_REASON_CHARS = 320;
const MAX_NAMED = 3;
/** The machine may cause a first failure. Three show what they have in common. */
const FEWEST_FAILURES = 3;
const ONE = 'its one run';

/**
 * The share of a model's runs that did not finish. A run that diverged or crashed has no metric, so the comparison
 * speaks only of the runs that survived; beyond the limit it speaks of too few to mean anything.
 */
export const failedRuns = defineCheck({
  id: 'failed-runs',
  title: 'did enough runs finish?',
  invalidates: true,
  options: {},
  early: {
    breaks: 'model',
    watch({ limits }, planned) {
      let failed = 0;
      return ({ status }) => {
        if (status !== 'ok') failed += 1;
        return failed >= FEWEST_FAILURES && failed > limits['failed-runs'] * planned;
      };
    },
  },
  reword: ({ status }) =>
    status === 'fail'
      ? {
          advice:
            'find out what happened to these runs; --failed-runs sets how many may fail before the verdict is invalid',
        }
      : {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, limits }) {
    const limit = limits['failed-runs'];
    const runs = runsOf(records, model);
    const failed = runs.filter((record) => record.status !== 'ok');
    const share = failedShare(records, model);
    const base = { value: share, threshold: limit, interval: null } as const;
    if (runs.length === 0) return notChecked('no run was started', null, limit);
    if (failed.length === 0)
      return {
        ...base,
        status: 'pass',
        message: `${runs.length === 1 ? ONE : `all ${runs.length} runs`} finished`,
        advice: null,
      };
    const named = failed.slice(0, MAX_NAMED).map((record) => `${record.seed} (${record.status})`);
    const seeds = [
      ...named,
      ...(failed.length > MAX_NAMED ? [`and ${failed.length - MAX_NAMED} more`] : []),
    ].join(', ');
    const count = runs.length === 1 ? ONE : `${failed.length} of ${runs.length} runs`;
    const found = `${count} did not finish: seed ${seeds}`;
    const reason = failureReason(failed[0]?.failure ?? '', MAX_REASON_CHARS);
    // Without a finished run there is nothing to compare, whatever the limit.
    if (share > limit || share === 1)
      return {
        ...base,
        status: 'fail',
        message: reason === '' ? found : `${found}; the first: ${reason}`,
        advice:
          'fix the failing runs first; the verdict is invalid while more runs fail than limits.failed-runs allows',
      };
    return {
      ...base,
      status: 'warn',
      message: found,
      ...(reason === '' ? {} : { evidence: `the first: ${reason}` }),
      advice: 'find out why these runs failed; the comparison covers only the runs that finished',
    };
  },
});
