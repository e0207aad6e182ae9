/**
 * The two cross-checks of a paired comparison that draw at random, at a bounded cost.
 *
 * 10,000 resamples and 99,999 sign patterns cost resamples × pairs. Up to 300 pairs every pair is drawn and flipped by
 * itself; beyond, the pairs are dealt out to 300 blocks that are drawn and flipped whole, so that tens of thousands of pairs
 * cost what 300 do. Neither check's level suffers: patterns that flip whole blocks are a subgroup of all patterns, under
 * which the signs are as exchangeable, and the bootstrap of block sums estimates the same error of the mean, some 4 % of
 * which is its own scatter (1/√600).
 */
import { bcaInterval, type Statistic } from '../stats/bootstrap.ts';
import { mean } from '../stats/describe.ts';
import { signFlipTest } from '../stats/sign-flip.ts';
import type { MeasuredComparison } from './comparison.ts';

const RESAMPLES = 10_000;
const MAX_BLOCKS = 300;

type ResampledChecks = Pick<MeasuredComparison, 'bootstrapInterval' | 'signFlip'>;

/**
 * @param differences in the order of the seeds: the draws, and so the last digits, depend on it
 * @param stream a generator of its own for every use
 */
export function resampledChecks(
  differences: readonly number[],
  level: number,
  stream: (use: 'bca' | 'sign-flip') => () => number,
): ResampledChecks {
  const blocks = differences.length <= MAX_BLOCKS ? null : dealOut(differences);
  const bootstrap = { level, resamples: RESAMPLES, random: stream('bca') };
  const interval =
    blocks === null
      ? bcaInterval(differences, mean, bootstrap)
      : bcaInterval([...blocks.keys()], meanOfBlocks(blocks), bootstrap);
  const { pValue, exact, smallestAttainable } = signFlipTest(blocks?.map(({ sum }) => sum) ?? differences, {
    random: stream('sign-flip'),
  });
  return {
    bootstrapInterval: { ...interval, method: 'bca' },
    signFlip: { pValue, exact, smallestAttainable },
  };
}

interface Block {
  readonly sum: number;
  readonly pairs: number;
}

/** Like cards, one pair a block in turn: no block holds a stretch of neighbouring seeds. */
function dealOut(differences: readonly number[]): readonly Block[] {
  const blocks = Array.from({ length: MAX_BLOCKS }, () => ({ sum: 0, pairs: 0 }));
  for (const [index, difference] of differences.entries()) {
    const block = blocks[index % MAX_BLOCKS] as (typeof blocks)[number];
    block.sum += difference;
    block.pairs += 1;
  }
  return blocks;
}

/** The mean over the pairs of the blocks with these indices; over all of them it is the mean difference. */
function meanOfBlocks(blocks: readonly Block[]): Statistic {
  const sums = Float64Array.from(blocks, ({ sum }) => sum);
  const pairs = Float64Array.from(blocks, (block) => block.pairs);
  return (indices) => {
    let sum = 0;
    let count = 0;
    for (const index of indices) {
      sum += sums[index] as number;
      count += pairs[index] as number;
    }
    return sum / count;
  };
}
