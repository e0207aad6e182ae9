/**
 * The cross-checks of a paired comparison that draw at random, at a bounded cost.
 *
 * 10,000 resamples and 99,999 sign patterns cost resamples × pairs. Up to 100 pairs every pair is drawn and flipped by
 * itself; beyond, the pairs are dealt out to 100 blocks that are drawn and flipped whole, so that tens of thousands of pairs
 * cost what 100 do. No check's level suffers: patterns that flip whole blocks are a subgroup of all patterns, under
 * which the signs are as exchangeable, and the bootstrap of blocks estimates the same error of the mean, some 7 % of
 * which is its own scatter (1/√200).
 */
import { standardDeviation } from '../../stats/describe.ts';
import { bcaIntervalOfMean, resampleMeans } from '../../stats/resampling/mean-resamples.ts';
import { signFlipTest } from '../../stats/tests/sign-flip.ts';
import { studentisedIntervalOfMean, studentisedTest } from '../../stats/tests/studentised-test.ts';
import type { MeasuredComparison } from './comparison.ts';

const RESAMPLES = 10_000;
const MAX_BLOCKS = 100;

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
  const blocks = differences.length > MAX_BLOCKS ? dealOut(differences) : null;
  const signFlip = signFlipTest(blocks?.sums ?? differences, { random: stream('sign-flip') });
  const values = blocks?.values ?? differences;
  // Blocks can cancel out where pairs do not.
  const varies = standardDeviation(values) > 0;
  const resamples = varies
    ? resampleMeans(values, { resamples: RESAMPLES, random: stream('bootstrap') })
    : null;
  return {
    bootstrapInterval: resamples && { ...bcaIntervalOfMean(resamples, { level }), method: 'bca' },
    studentised: resamples && {
      ...studentisedTest(resamples, margin),
      interval: studentisedIntervalOfMean(resamples, { level }),
    },
    signFlip,
  };
}

/**
 * Pairs are dealt out like cards, one a block in turn: no block holds a stretch of neighbouring seeds, and blocks differ in size by
 * at most one pair. A flip turns a block's sum around. The bootstrap draws values whose mean is the mean difference: a block's sum
 * over the average size, less what the pair too many or too few adds at the mean.
 */
function dealOut(differences: readonly number[]) {
  const sums = new Array<number>(MAX_BLOCKS).fill(0);
  const sizes = new Array<number>(MAX_BLOCKS).fill(0);
  let total = 0;
  for (const [index, difference] of differences.entries()) {
    const block = index % MAX_BLOCKS;
    sums[block] = (sums[block] as number) + difference;
    sizes[block] = (sizes[block] as number) + 1;
    total += difference;
  }
  const mean = total / differences.length;
  const size = differences.length / MAX_BLOCKS;
  const values = sums.map((sum, block) => mean + (sum - mean * (sizes[block] as number)) / size);
  return { sums, values };
}
