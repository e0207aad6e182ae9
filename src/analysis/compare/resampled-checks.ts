/**
 * Cross-checks with random draws, at a bounded cost.
 *
 * Up to 100 pairs are drawn and flipped one by one. More are dealt out to 100 blocks, which are drawn and flipped whole. No
 * check's level suffers: signs of blocks are exchangeable too, and the bootstrap of blocks estimates the same error of the
 * mean with about 7 % scatter (1/√200).
 */
import { differenceOfMeans, mean, standardDeviation } from '../../stats/describe.ts';
import { createRandom, shuffle } from '../../stats/random.ts';
import { resampleArms } from '../../stats/resampling/arm-resamples.ts';
import { type MeanResamples, resampleMeans } from '../../stats/resampling/mean-resamples.ts';
import { tailCounter } from '../../stats/resampling/tail-counter.ts';
import { varianceRatio } from '../../stats/tests/equal-spread.ts';
import { type SignFlip, signFlipTest } from '../../stats/tests/sign-flip.ts';
import { studentisedIntervalOfMean, studentisedTest } from '../../stats/tests/studentised-test.ts';
import { type Permutation, twoSamplePermutation } from '../../stats/tests/two-sample-permutation.ts';
import {
  type Arms,
  type CanonicalArms,
  compareNumbers,
  negate,
  type OrientedDifferences,
  oriented,
  rising,
  type Side,
} from './canonical.ts';
import type { MeasuredComparison } from './comparison.ts';
import { drawUntilSettled } from './draw-until-settled.ts';

const RESAMPLES = 10_000;
/** Sign patterns, or permutations of the arms. */
const PATTERNS = 99_999;
const MAX_BLOCKS = 100;
/** Since they are not drawn again near a level. */
const ARM_RESAMPLES = 40_000;
const MOST_RUNS = 400;
/** p of the F test. */
const DIFFERENT_SPREAD = 0.1;

type Studentised = NonNullable<MeasuredComparison['studentised']>;

interface Options {
  readonly level: number;
  readonly margin: number | null;
}

/** @param pairs must have differences that vary */
export function flipSigns(pairs: OrientedDifferences): SignFlip {
  return signFlipTest(unitsOf(pairs).sums, { samples: PATTERNS });
}

export function studentisedOfPairs(pairs: OrientedDifferences, options: Options): Studentised | null {
  const { values } = unitsOf(pairs);
  // Blocks can cancel out where pairs do not.
  return standardDeviation(values) > 0 ? resample(values, pairs.side, options) : null;
}

/** The p of the tested values, with the interval and the equivalence of those that were measured. */
export function studentisedFor<Values>(
  measured: Values,
  tested: Values,
  studentised: (values: Values) => Studentised | null,
): Studentised | null {
  const own = studentised(measured);
  if (own === null || tested === measured) return own;
  const other = studentised(tested);
  return other && { ...own, pValue: other.pValue, smallestAttainable: other.smallestAttainable };
}

/**
 * Equal spreads need no bootstrap, since the permutation test suffices.
 *
 * @returns null if the spreads do not differ, or arms are so large that their means are normal whatever the runs are
 */
export function studentisedOfArms(
  { baseline, candidate }: Pick<CanonicalArms, 'baseline' | 'candidate'>,
  options: Options,
): Studentised | null {
  if (baseline.length + candidate.length > MOST_RUNS) return null;
  if (varianceRatio(baseline, candidate) > DIFFERENT_SPREAD) return null;
  const side = Math.sign(differenceOfMeans(candidate, baseline)) as Side;
  // The difference is a sum of two means, drawn in one order and from one side whichever arm is the baseline.
  const parts = [candidate, baseline.map(negate)]
    .map((part) => rising(side < 0 ? part.map(negate) : part))
    .sort((a, b) => a.length - b.length || compareNumbers(a, b));
  const [one = [], other = []] = parts;
  const random = createRandom('analysis', 'arms', one.length, other.length);
  return turned(resampleArms(one, other.map(negate), { resamples: ARM_RESAMPLES, random }), side, options);
}

export function permute({ one, other }: Arms): Permutation {
  return twoSamplePermutation(other, one, { samples: PATTERNS });
}

/** Draws enough to tell the p of a sign-flip or permutation test from `level`. */
export function settlePermutation(
  from: OrientedDifferences | Arms,
  known: SignFlip,
  level: number,
): SignFlip {
  if (known.exact || known.smallestAttainable > level) return known;
  let before = { samples: PATTERNS, pValue: known.pValue };
  const drawn = (samples: number, { one, other }: Arms) => {
    const found = twoSamplePermutation(other, one, { samples, before });
    before = { samples, pValue: found.pValue };
    return found;
  };
  const sums = 'one' in from ? null : unitsOf(from).sums;
  return drawUntilSettled(
    { result: known, draws: PATTERNS },
    {
      level,
      share: ({ pValue }) => pValue,
      draw: (draws) => (sums === null ? drawn(draws, from as Arms) : signFlipTest(sums, { samples: draws })),
      unsettled: (result, atMost) => ({ ...result, pValue: atMost }),
    },
  );
}

/** @param which the two-sided p of a difference, or the one-sided p of equivalence, to tell from `level` */
export function settleStudentised(
  pairs: OrientedDifferences,
  known: Studentised,
  { which, level, margin }: { which: 'pValue' | 'equivalencePValue'; level: number; margin: number | null },
): Studentised {
  if (known.smallestAttainable === 0) return known;
  const { values } = unitsOf(pairs);
  const sides = which === 'pValue' ? 2 : 1;
  return drawUntilSettled(
    { result: known, draws: RESAMPLES },
    {
      level: level / sides,
      share: (result) => (result[which] ?? 1) / sides,
      draw: countTails(values, known, { which, margin }),
      unsettled: (result, atMost) => ({ ...result, [which]: Math.min(1, sides * atMost) }),
    },
  );
}

/** Recomputes one p-value; the interval stays. */
function countTails(
  values: readonly number[],
  known: Studentised,
  { which, margin }: { which: 'pValue' | 'equivalencePValue'; margin: number | null },
): (draws: number) => Studentised {
  const standardError = standardDeviation(values) / Math.sqrt(values.length);
  const t = mean(values) / standardError;
  const bounds = which === 'pValue' ? farSide(t) : bothSides(t, (margin ?? 0) / standardError);
  const counter = tailCounter(values, bounds);
  return (draws) => {
    const { above, below } = counter.count(draws);
    const share = (Math.max(above, below) + 1) / (draws + 1);
    const pValue = which === 'pValue' ? Math.min(1, 2 * share) : share;
    return { ...known, [which]: pValue, smallestAttainable: 2 / (draws + 1) };
  };
}

/** The smaller tail, which the two-sided p is twice of. */
function farSide(t: number) {
  return t > 0
    ? { atLeast: t, atMost: Number.NEGATIVE_INFINITY }
    : { atLeast: Number.POSITIVE_INFINITY, atMost: t };
}

/** Both tests of equivalence. */
function bothSides(t: number, margin: number) {
  return { atLeast: t + margin, atMost: t - margin };
}

function resample(
  values: readonly number[],
  side: OrientedDifferences['side'],
  { level, margin }: Options,
): Studentised {
  return turned(resampleMeans(values, { resamples: RESAMPLES }), side, { level, margin });
}

/** For the side that was not drawn, mirrored. */
function turned(
  resamples: MeanResamples,
  side: OrientedDifferences['side'],
  { level, margin }: Options,
): Studentised {
  const { nonSuperiorityPValue, ...test } = studentisedTest(resamples, margin);
  const { low, high } = studentisedIntervalOfMean(resamples, { level });
  if (side > 0) return { ...test, interval: { level, low, high } };
  const mirrored = { low: high === null ? null : negate(high), high: low === null ? null : negate(low) };
  if (side < 0)
    return { ...test, nonInferiorityPValue: nonSuperiorityPValue, interval: { level, ...mirrored } };
  // Mirrored results differ in their two sides only by chance, so the wider one is used for both.
  const reach = high === null || mirrored.high === null ? null : Math.max(high, mirrored.high);
  return { ...test, interval: { level, low: reach === null ? null : negate(reach), high: reach } };
}

function unitsOf(pairs: OrientedDifferences): {
  readonly sums: readonly number[];
  readonly values: readonly number[];
} {
  const differences = oriented(pairs);
  return differences.length > MAX_BLOCKS ? dealOut(differences) : { sums: differences, values: differences };
}

/**
 * Block sizes differ by at most one. Unshuffled, sorted pairs would make blocks more alike than chance does. A flip negates a
 * block's sum. The bootstrap draws values whose mean is the mean difference: a block's sum over the average size, corrected
 * at the mean for an extra or missing pair.
 */
function dealOut(differences: readonly number[]) {
  const sums = new Array<number>(MAX_BLOCKS).fill(0);
  const sizes = new Array<number>(MAX_BLOCKS).fill(0);
  const cards = [...differences];
  shuffle(cards, createRandom('analysis', 'blocks', cards.length));
  let total = 0;
  for (const [index, difference] of cards.entries()) {
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
