/**
 * Two arms over the folds of one repeated cross-validation.
 *
 * The training sets of two folds share most of their examples, so the differences are neither independent nor exchangeable:
 * the corrected resampled t test allows for it in the standard error (stats/tests/nadeau-bengio.ts), while the sign-flip test, the
 * bootstraps and all else that takes runs for independent draws have no say here. More repeats make the estimate steadier and
 * never as sure as new data would, so no number of pairs is promised to settle anything.
 */
import { standardDeviation } from '../../stats/describe.ts';
import { correctedResampledT } from '../../stats/tests/nadeau-bengio.ts';
import {
  type ComparisonRequest,
  equivalence,
  identity,
  impossible,
  type Measurement,
  NO_DIFFERENCE,
  ROUNDING,
} from './compare-models.ts';
import type { ImpossibleComparison } from './comparison.ts';
import { powerOf } from './planned-power.ts';
import { pairBySeed } from './samples.ts';
import { allFinite, countBetter, largest, summarise } from './values.ts';

/** Every fold has test examples of its own. */
const ON_NEW_EXAMPLES = {
  scope: 'new-examples',
  scopeReason: null,
  testExamples: null,
  crossed: null,
} as const;

/** @param testShare size of a test set over that of a training set, 1/(k − 1) for k folds */
export function compareFolds(
  request: ComparisonRequest,
  testShare: number,
): Measurement | ImpossibleComparison {
  const { direction, alpha } = request;
  const pairs = pairBySeed(request.baseline, request.candidate);
  const baseline = pairs.map((pair) => pair.baseline);
  const candidate = pairs.map((pair) => pair.candidate);
  const n = pairs.length;
  if (n < 2) return impossible(request, 'fold', 'at least two folds have to be finished by both arms');
  const sign = direction === 'maximize' ? 1 : -1;
  const differences = candidate.map((value, index) => sign * (value - (baseline[index] as number)));
  const head = {
    ...identity(request, 'fold'),
    ...ON_NEW_EXAMPLES,
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: countBetter(differences),
    probabilityOfImprovement: null,
  };
  const rounding = ROUNDING * Math.max(largest(baseline), largest(candidate));
  const level = 1 - alpha;
  if (standardDeviation(differences) <= rounding) {
    if (differences.some((difference) => Math.abs(difference) > rounding)) {
      return impossible(
        request,
        'fold',
        `all ${n} folds differ by exactly the same amount, so there is no spread to test against; does the fold reach the training?`,
      );
    }
    const interval = { level, low: 0, high: 0, method: 'nadeau-bengio' } as const;
    return { ...head, ...NO_DIFFERENCE, degreesOfFreedom: n - 1, interval };
  }
  const t = correctedResampledT(differences, { testShare, level });
  const power = powerOf(request, t.mean, t.standardError * Math.sqrt(n), n);
  const measured = {
    ...head,
    ...NO_DIFFERENCE,
    identical: false,
    difference: t.mean,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    statistic: t.statistic,
    interval: { ...t.interval, method: 'nadeau-bengio' as const },
    pValue: t.pValue,
    equivalence: equivalence(request, t.mean, t.standardError, t.degreesOfFreedom),
    power: { ...power, pairsNeeded: null, pairsNeededForEquivalence: null },
  };
  return allFinite(measured)
    ? measured
    : impossible(request, 'fold', 'its numbers leave the range of doubles; rescale the metric');
}
