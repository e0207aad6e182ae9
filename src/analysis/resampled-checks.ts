/**
 * The cross-checks of a paired comparison that draw at random, at a bounded cost.
 *
 * 10,000 resamples and 99,999 sign patterns cost resamples × pairs. Up to 150 pairs every pair is drawn and flipped by
 * itself; beyond, the pairs are dealt out to 150 blocks that are drawn and flipped whole, so that tens of thousands of pairs
 * cost what 150 do. No check's level suffers: patterns that flip whole blocks are a subgroup of all patterns, under
 * which the signs are as exchangeable, and the bootstrap of blocks estimates the same error of the mean, some 6 % of
 * which is its own scatter (1/√300).
 */
import { standardDeviation } from '../stats/describe.ts';
import { bcaIntervalOfMean, resampleMeans } from '../stats/mean-resamples.ts';
import { signFlipTest } from '../stats/sign-flip.ts';
import { studentisedIntervalOfMean, studentisedTest } from '../stats/studentised-test.ts';
import type { MeasuredComparison } from './comparison.ts';
import { studentisedLevel } from './cross-check.ts';

const RESAMPLES = 10_000;
const MAX_BLOCKS = 150;

type ResampledChecks = Pick<MeasuredComparison, 'bootstrapInterval' | 'studentised' | 'signFlip'>;

/**
 * @param differences in the order of the seeds: the draws, and so the last digits, depend on it. They vary.
 * @param stream a generator of its own for every use
 */
export function resampledChecks(
  differences: readonly number[],
  { level, margin }: { readonly level: number; readonly margin: number | null },
  stream: (use: 'bootstrap' | 'sign-flip') => () => number,
): ResampledChecks {
  const values = differences.length <= MAX_BLOCKS ? differences : blockValues(differences);
  const signFlip = signFlipTest(values, { random: stream('sign-flip') });
  // Blocks can cancel out where pairs do not.
  const varies = standardDeviation(values) > 0;
  const resamples = varies
    ? resampleMeans(values, { resamples: RESAMPLES, random: stream('bootstrap') })
    : null;
  return {
    bootstrapInterval: resamples && { ...bcaIntervalOfMean(resamples, { level }), method: 'bca' },
    studentised: resamples && {
      ...studentisedTest(resamples, margin),
      interval: studentisedIntervalOfMean(resamples, { level: 1 - studentisedLevel(1 - level, 0) }),
    },
    signFlip,
  };
}

/**
 * One value a block, whose mean is the mean difference. Pairs are dealt out like cards, one a block in turn: no block holds a
 * stretch of neighbouring seeds. Blocks differ in size by at most one pair; a block's value is its sum over the average size,
 * less what the pair too many or too few adds at the mean.
 */
function blockValues(differences: readonly number[]): readonly number[] {
  const sums = new Float64Array(MAX_BLOCKS);
  const sizes = new Float64Array(MAX_BLOCKS);
  let total = 0;
  for (const [index, difference] of differences.entries()) {
    const block = index % MAX_BLOCKS;
    sums[block] = (sums[block] as number) + difference;
    sizes[block] = (sizes[block] as number) + 1;
    total += difference;
  }
  const mean = total / differences.length;
  const size = differences.length / MAX_BLOCKS;
  return Array.from(sums, (sum, block) => mean + (sum - mean * (sizes[block] as number)) / size);
}
