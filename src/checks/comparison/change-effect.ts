import { pairRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { isNearBest, traceOf } from '../evidence/run-trace.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked } from '../words.ts';
import { isFineGrained, isSettled } from './seed-effect.ts';

/**
 * If every pair agrees in all losses, predictions and metrics, although code or parameters differ, the change never ran: a flag
 * that is not read, an installed package instead of the checkout, a shared file. Coarse values agree by chance, as in
 * `seed-effect`.
 */
export const changeEffect = defineCheck({
  id: 'change-effect',
  title: 'does the change reach the result?',
  isOfEvaluations: true,
  invalidates: true,
  isFinal: true,
  needs: ['records'],
  of: eachVariant,
  judge({ model }, { records, ...setup }) {
    const pairs = pairRuns(records, baselineOf(setup), model);
    if (pairs.length < 2) return notChecked('needs at least two pairs of finished runs');
    if (!pairs.every(isChanged))
      return notChecked('no known difference from the baseline in code or parameters');
    const names = setup.metrics.map(({ name }) => name);
    const equal = pairs.filter(([one, other]) => traceOf(one, names) === traceOf(other, names)).length;
    const base = { value: equal, threshold: pairs.length };
    if (equal < pairs.length)
      return { ...base, status: 'pass', message: `${equal} of ${pairs.length} pairs are equal` };
    if (setup.mayBeEqual?.includes(model) === true)
      return { ...base, status: 'pass', message: `all ${equal} pairs are identical, as claimed` };
    const own = pairs.map(([, run]) => run);
    if (!isSettled(own)) return notChecked(`all ${equal} pairs are equal, too few to tell from chance`);
    if (isNearBest(own, setup.metrics, records) && !own.every(isFineGrained))
      return notChecked('every metric is within a few examples of its best value in both arms');
    return {
      ...base,
      status: 'fail',
      message: `this change did nothing: all ${equal} pairs are identical, although code or parameters differ`,
      advice:
        'write `Claim: no change` in the pull request, or `claim: no change` in the config, if this is intended. To skip such pull requests, list the files that matter in `paths:`. Otherwise, check that the program runs the code of its checkout and reads the parameter',
    };
  },
});

/** Fingerprints alone may differ because records come from two machines. */
function isChanged([one, other]: readonly [RunRecord, RunRecord]): boolean {
  const differs = one.commit !== other.commit || JSON.stringify(one.params) !== JSON.stringify(other.params);
  return differs && one.fingerprint !== other.fingerprint;
}
