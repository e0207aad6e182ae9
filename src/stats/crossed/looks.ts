/**
 * Looks at a crossed test: seeds are added, the examples stay.
 *
 * The variance at n seeds is A + B/n, with A = σ²(example)/m and B = σ²(seed) + σ²(rest)/m, so this is a group-sequential
 * test with information 1/(A + B/n). Each look's level is that of the paired t test times the ratio of normal boundaries with
 * and without A. The share of A is rounded down, which is conservative and limits the number of plans to solve.
 *
 * Source: C. Jennison and B. W. Turnbull, Group Sequential Methods (2000), ch. 3 and 7.
 */
import { normalCdf } from '../distributions/normal.ts';
import { normalBoundaries } from '../sequential/normal-boundaries.ts';
import { pairedTBoundaries, type TBoundary } from '../sequential/t-boundaries.ts';
import type { CrossedComponents } from './crossed-test.ts';

/** Beyond this share, levels hardly change, but they take ever longer to compute. */
const HIGHEST_SHARE = 0.9;
const STEPS = 20;

/** The two-sided p must reach `significanceLevel`. */
export type CrossedLook = Pick<TBoundary, 'pairs' | 'significanceLevel' | 'spent'> & {
  readonly information: number;
};

/**
 * Share of the last look's variance that comes from the examples, from 0 to 0.9 in steps of 0.05. `seeds` are those of the
 * last look.
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

export function informationAt(seeds: number, lastSeeds: number, share: number): number {
  return 1 / (share + ((1 - share) * lastSeeds) / seeds);
}

/**
 * @param plan.looks numbers of seed pairs, rising
 * @param plan.alpha two-sided
 * @param plan.spent share of alpha spent by each look
 * @param plan.share that of the examples
 * @param plan.ofPairs known boundaries of the same looks without examples, which are slow to solve
 */
export function crossedLooks(plan: {
  readonly looks: readonly number[];
  readonly alpha: number;
  readonly spent: readonly number[];
  readonly share: number;
  readonly ofPairs?: readonly TBoundary[];
}): CrossedLook[] {
  const { looks, alpha, spent, share, ofPairs = pairedTBoundaries(plan) } = plan;
  const last = looks.at(-1) as number;
  const information = looks.map((seeds) => informationAt(seeds, last, share));
  const levels = (each: readonly number[]) =>
    share === 0 ? [] : normalBoundaries({ information: each, alpha, spent }).map((z) => 2 * normalCdf(-z));
  const without = levels(looks.map((seeds) => seeds / last));
  const withExamples = levels(information);
  return ofPairs.map((boundary, look) => ({
    pairs: boundary.pairs,
    spent: boundary.spent,
    information: information[look] as number,
    significanceLevel: boundary.significanceLevel * ratio(withExamples[look], without[look]),
  }));
}

/** Returns 1 if a look spends nothing in either plan. */
function ratio(level: number | undefined, of: number | undefined): number {
  return level !== undefined && of !== undefined && of > 0 ? level / of : 1;
}
