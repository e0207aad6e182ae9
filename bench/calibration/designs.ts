/**
 * The designs that the default was chosen from: other looks, other spending, other futility, other cross-checks. They go through
 * the decision of the default with one thing changed.
 */
import { type Levels, SINGLE_LOOK } from '../../src/analysis/levels.ts';
import { studentisedInterval } from '../../src/stats/bootstrap.ts';
import { createRandom } from '../../src/stats/random.ts';
import type { Spending } from '../../src/stats/sequential/spending.ts';
import { pairedTBoundaries, type TBoundary } from '../../src/stats/sequential/t-boundaries.ts';
import { DEFAULT, type Design, decideByLooks, FIXED } from './design.ts';
import type { Procedure } from './procedures.ts';
import type { Sample } from './sample.ts';

const RESAMPLES = 4000;
const FIVE = [5, 7, 10, 14, 20];
const SIX = [5, 7, 9, 11, 15, 20];
const SEVEN = [5, 6, 8, 10, 13, 16, 20];
const LATER = [8, 10, 12, 15, 20];

/** Our own of a single look, which the detection of the others is held against. */
export const FIXED_NAME = 'fixed, 20';

const DESIGNS: ReadonlyArray<readonly [string, Design]> = [
  [FIXED_NAME, FIXED],
  ...[2, 2.5, 2.75, 3].map((shape) => sequential(FIVE, shape)),
  sequential(SIX, 2.75),
  [`**default**: ${DEFAULT.looks.join(', ')}`, DEFAULT],
  sequential(SIX, 3.5),
  sequential(SEVEN, 3),
  sequential(LATER, 3),
  ['default, never futile', { ...DEFAULT, futility: 0 }],
  ['default, futile below 10 %', { ...DEFAULT, futility: 0.1 }],
  ['default, no cross-checks', { ...DEFAULT, crossChecked: false }],
  ['fixed, no cross-checks', { ...FIXED, crossChecked: false }],
  ['default, studentised at 1.5 × the level', { ...DEFAULT, objects: disagrees(1.5) }],
  ['fixed, studentised at 1.5 × the level', { ...FIXED, objects: disagrees(1.5) }],
  ['default, studentised at the level', { ...DEFAULT, objects: disagrees(1) }],
  ['fixed, studentised at the level', { ...FIXED, objects: disagrees(1) }],
];

export const DESIGN_PROCEDURES: readonly Procedure[] = DESIGNS.map(([name, design]) => ({
  name,
  isCostly: true,
  decide: (sample) => decideByLooks(sample, design, null),
}));

function sequential(looks: readonly number[], shape: number): readonly [string, Design] {
  const known = new Map<number, TBoundary[]>();
  const spending: Spending = { kind: 'kim-demets', shape };
  const boundaries = (alpha: number): TBoundary[] => {
    const found = known.get(alpha) ?? pairedTBoundaries({ looks, alpha, spending });
    known.set(alpha, found);
    return found;
  };
  const levels = (counts: readonly number[]): Levels => ({
    ...SINGLE_LOOK,
    difference: (alpha) => boundaries(alpha)[counts.length - 1]?.significanceLevel ?? 0,
    equivalence: (alpha) => (boundaries(2 * alpha)[counts.length - 1]?.significanceLevel ?? 0) / 2,
  });
  return [`${looks.join(', ')}; t^${shape}`, { ...DEFAULT, looks, levels }];
}

/**
 * The studentised bootstrap is the interval that skewed differences mislead least (docs/statistics.md). It objects where it
 * includes zero at a level so many times that of the look.
 */
function disagrees(times: number): (sample: Sample, seeds: number, level: number) => boolean {
  return (sample, seeds, level) => {
    const { low, high } = studentisedInterval(sample.differences(seeds), plainMean, plainError, {
      level: 1 - times * level,
      resamples: RESAMPLES,
      random: createRandom('calibration', 'studentised', sample.experiment, seeds),
    });
    return low <= 0 && high >= 0;
  };
}

/** Millions of resamples: without the guards of stats/describe.ts, which this study has no need of. */
function plainMean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function plainError(values: readonly number[]): number {
  const centre = plainMean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
