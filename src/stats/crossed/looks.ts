/**
 * Looks at a crossed test: seeds are added from look to look, the examples stay.
 *
 * The variance of the difference at n seeds is A + B/n, with A = σ²(example)/m and B = σ²(seed) + σ²(rest)/m, and an earlier
 * estimate covaries with a later one as the later one varies: the law of a group-sequential test with information 1/(A + B/n). The
 * larger the share of A, the more alike are the looks, and the less is lost by looking several times. The boundaries of a test over
 * seeds alone, which know B only, are then stricter than need be: by 2 to 4 points of power with 100 examples.
 *
 * The error is spent by the share of the seeds, as without examples; each look's level is that of the paired t test times
 * the ratio that normal boundaries have with and without the share of A. At a share of 0 that is the exact one. The share is
 * estimated at each look; it is rounded down, which is the cautious side, so that few plans have to be solved.
 *
 * Source: C. Jennison and B. W. Turnbull, Group Sequential Methods (2000), ch. 3 and 7.
 */
import { normalCdf } from '../distributions/normal.ts';
import { normalBoundaries } from '../sequential/normal-boundaries.ts';
import type { Spending } from '../sequential/spending.ts';
import { pairedTBoundaries, type TBoundary } from '../sequential/t-boundaries.ts';
import type { CrossedComponents } from './crossed-test.ts';

/** Beyond this, levels hardly change any more, and the law of the looks takes ever longer to compute. */
const HIGHEST_SHARE = 0.9;
const STEPS = 20;

/** A look of the plan; `significanceLevel` is what the two-sided p has to reach. */
export type CrossedLook = Pick<TBoundary, 'pairs' | 'significanceLevel' | 'spent'> & {
  /** Of the last look's 1. */
  readonly information: number;
};

/**
 * The share of the variance at the last look that the examples make, from 0 to 0.9 in steps of 0.05.
 *
 * @param design.examples test examples, or clusters of them
 * @param design.seeds at the last look
 */
export function exampleShare(
  { seed, example, rest }: CrossedComponents,
  { seeds, examples }: { readonly seeds: number; readonly examples: number },
): number {
  const ofExamples = example / examples;
  const total = ofExamples + (seed + rest / examples) / seeds;
  const share = total > 0 ? ofExamples / total : 0;
  return Math.floor(STEPS * Math.min(HIGHEST_SHARE, share) + 1e-9) / STEPS;
}

/** The information of `seeds` as a share of that at the last look. */
export function informationAt(seeds: number, lastSeeds: number, share: number): number {
  return 1 / (share + ((1 - share) * lastSeeds) / seeds);
}

/**
 * @param plan.looks numbers of seed pairs, rising
 * @param plan.alpha two-sided
 * @param plan.share see `exampleShare`
 * @param plan.ofPairs the boundaries of the same looks without examples, where they are known: solving them takes longest
 */
export function crossedLooks(plan: {
  readonly looks: readonly number[];
  readonly alpha: number;
  readonly spending: Spending;
  readonly share: number;
  readonly ofPairs?: readonly TBoundary[];
}): CrossedLook[] {
  const { looks, alpha, spending, share, ofPairs = pairedTBoundaries({ looks, alpha, spending }) } = plan;
  const last = looks.at(-1) as number;
  const information = looks.map((seeds) => informationAt(seeds, last, share));
  const fractions = looks.map((seeds) => seeds / last);
  const levels = (each: readonly number[]) =>
    normalBoundaries({ information: each, alpha, spending, fractions }).map((z) => 2 * normalCdf(-z));
  const [without, withExamples] = share === 0 ? [[], []] : [levels(fractions), levels(information)];
  return ofPairs.map(({ pairs, significanceLevel, spent }, look) => ({
    pairs,
    spent,
    information: information[look] as number,
    significanceLevel:
      share === 0 ? significanceLevel : significanceLevel * ratio(withExamples[look], without[look]),
  }));
}

/** 1 where a look spends nothing either way. */
function ratio(level: number | undefined, of: number | undefined): number {
  return level !== undefined && of !== undefined && of > 0 ? level / of : 1;
}
