/**
 * Resamples of the difference of two independent means: each arm is drawn from itself, and the distance from the observed
 * difference is kept, in the resample's own standard errors (Welch's). So arms may differ in spread and shape, which a
 * permutation of the runs does not allow.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), section 4.4.
 */
import { differenceOfMeans, mean, standardDeviation } from '../describe.ts';
import { StatisticsError } from '../error.ts';
import { type Random, randomInteger } from '../random.ts';
import type { MeanResamples } from './mean-resamples.ts';
import { drawnLaw } from './resampled-law.ts';

/** A smaller share of the variance is rounding of equal values. */
const ROUNDING = 1e-13;

/** @throws StatisticsError for fewer than two values in an arm, values that are not finite, or two constant arms */
export function resampleArms(
  candidate: readonly number[],
  baseline: readonly number[],
  { resamples, random }: { readonly resamples: number; readonly random: Random },
): MeanResamples {
  const errors = [candidate, baseline].map((arm) => standardDeviation(arm) / Math.sqrt(arm.length));
  const standardError = Math.hypot(...errors);
  if (!(standardError > 0)) throw new StatisticsError('resampleArms requires values that vary');
  const [ofCandidate, ofBaseline] = [candidate, baseline].map((arm) => {
    const centre = mean(arm);
    return Float64Array.from(arm, (value) => (value - centre) / standardError);
  }) as [Float64Array, Float64Array];
  const ratios = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    const after = drawMean(ofCandidate, random);
    const before = drawMean(ofBaseline, random);
    const distance = after.mean - before.mean;
    const variance = after.variance + before.variance;
    ratios[resample] =
      variance > ROUNDING
        ? distance / Math.sqrt(variance)
        : Math.sign(distance) * Number.POSITIVE_INFINITY || 0;
  }
  const n = Math.min(candidate.length, baseline.length);
  return { n, mean: differenceOfMeans(candidate, baseline), standardError, ratios: drawnLaw(ratios) };
}

function drawMean(
  values: Float64Array,
  random: Random,
): { readonly mean: number; readonly variance: number } {
  const n = values.length;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < n; index++) {
    const value = values[randomInteger(random, n)] as number;
    sum += value;
    squares += value * value;
  }
  return { mean: sum / n, variance: Math.max(0, squares - (sum * sum) / n) / (n - 1) / n };
}
