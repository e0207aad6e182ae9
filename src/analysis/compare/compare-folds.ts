/**
 * Compares two arms over the folds of one repeated cross-validation.
 *
 * Training sets of two folds overlap, so the differences are neither independent nor exchangeable: only the corrected
 * resampled t test applies. More repeats never replace new data, so no number of pairs is promised to suffice.
 */
import { correctedResampledT } from '../../stats/tests/nadeau-bengio.ts';
import { canonicalPairs } from './canonical.ts';
import {
  type ComparisonRequest,
  equivalence,
  identity,
  impossible,
  type Measurement,
  T_TEST_ALONE,
  TOO_LARGE,
  testOf,
} from './compare-models.ts';
import type { ImpossibleComparison } from './comparison.ts';
import { powerOf } from './planned-power.ts';
import { pairBySeed } from './samples.ts';
import { allFinite, countBetter, summarise } from './values.ts';
import { whyFlat } from './without-spread.ts';

/** Folds have disjoint test examples. */
const ON_NEW_EXAMPLES = {
  scope: 'new-examples',
  scopeReason: null,
  testExamples: null,
  crossed: null,
} as const;

/** @param testShare size of a test set over that of a training set: 1/(k − 1) for k folds */
export function compareFolds(
  request: ComparisonRequest,
  testShare: number,
): Measurement | ImpossibleComparison {
  const { direction, alpha } = request;
  const pairs = pairBySeed(request.baseline, request.candidate);
  const baseline = pairs.map((pair) => pair.baseline);
  const candidate = pairs.map((pair) => pair.candidate);
  const n = pairs.length;
  if (n < 2) return impossible(request, 'fold', 'both arms must finish at least two folds in common');
  const flat = whyFlat(request.metric, 'fold', { baseline, candidate });
  if (flat !== null) return impossible(request, 'fold', flat.reason, flat.cause);
  const { differences } = canonicalPairs(pairs, direction);
  const level = 1 - alpha;
  const t = correctedResampledT(differences, { testShare, level });
  const power = powerOf(request, t.standardError * Math.sqrt(n), n);
  const measured = {
    ...identity(request, 'fold'),
    ...ON_NEW_EXAMPLES,
    verdict: null,
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: countBetter(differences),
    difference: t.difference,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    interval: { ...t.interval, method: 'nadeau-bengio' as const },
    ...testOf(t, request.minEffect),
    ...T_TEST_ALONE,
    equivalence: equivalence(request, t.difference, t.standardError, t.degreesOfFreedom),
    power: { ...power, pairsForMargin: null },
  };
  return allFinite(measured) ? measured : impossible(request, 'fold', TOO_LARGE);
}
