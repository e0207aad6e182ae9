/**
 * What a design can find, and how large it must be, given the spread of a pair's difference. A design with looks is taken at
 * the level of its last look, so its power is slightly higher than stated. Comparisons share alpha equally.
 */
import {
  type CrossedDesign,
  crossedEquivalencePower,
  examplesNeeded,
  seedsNeeded,
  smallestDetectableDifference,
} from '../../stats/crossed/planning.ts';
import {
  equivalencePairsNeeded,
  minimumDetectableDifference,
  pairsNeeded,
  smallestSize,
} from '../../stats/power/power.ts';
import { sequentialLevels } from '../decide/levels.ts';
import type { Spread } from './spread.ts';

export const POWERS = [0.8, 0.9] as const;
const MOST_SEEDS = 10_000;
const MOST_EXAMPLES = 1e8;

export interface PlanningRequest {
  readonly spread: Spread;
  /** Repeats of an evaluation are tested over their cases alone. Default: false. */
  readonly areRepeats?: boolean | undefined;
  /** Null: as many as measured. */
  readonly examples: number | null;
  readonly margin: number;
  /** What an improvement must exceed: the gain to find is this and the margin, as hard as a difference of the margin. Default: 0. */
  readonly minEffect?: number | undefined;
  readonly alpha: number;
  readonly comparisons: number;
  readonly looks: readonly number[];
}

interface Needed {
  readonly power: number;
  /** Null if no number of seeds suffices. */
  readonly seedsForDifference: number | null;
  /** To show equal models equivalent within ±margin. */
  readonly seedsForEquivalence: number | null;
  /** To confirm one difference of the margin in a second run on new seeds, tested once at all of alpha. */
  readonly seedsToConfirm: number | null;
  /** With the design's most seeds. */
  readonly examplesForDifference: number | null;
  readonly examplesForEquivalence: number | null;
}

interface Detectable {
  readonly seeds: number;
  readonly power: number;
  readonly difference: number;
}

export interface Requirements {
  /** Null for repeats of an evaluation. */
  readonly thisTestSet: Plan | null;
  /** At the upper end of the spread's interval; null where the spread was stated. */
  readonly atUpperSpread: Plan | null;
  /** Null where the examples are unknown. */
  readonly newExamples: (Plan & { readonly examples: number }) | null;
  /** Two-sided, for one comparison at the last look. */
  readonly level: number;
}

export interface Plan {
  readonly needed: readonly Needed[];
  /** At the first and the last look. */
  readonly detectable: readonly Detectable[];
}

export function requirementsOf(request: PlanningRequest): Requirements {
  const { spread, areRepeats = false, alpha, comparisons, looks, margin, minEffect = 0 } = request;
  const share = alpha / comparisons;
  const level = levelOf(looks, looks.length, share);
  const design = { areRepeats, margin, minEffect, share, level, looks, alpha };
  const examples = request.examples ?? spread.examples?.count ?? null;
  return {
    level,
    thisTestSet: areRepeats ? null : planSeeds(spread.standardDeviation, design),
    atUpperSpread: spread.interval && planSeeds(spread.interval.high, design),
    newExamples:
      spread.examples === null || examples === null
        ? null
        : { examples, ...planCrossed(spread.examples.components, examples, design) },
  };
}

interface Levels {
  readonly areRepeats: boolean;
  readonly margin: number;
  readonly minEffect: number;
  readonly share: number;
  readonly level: number;
  readonly alpha: number;
  readonly looks: readonly number[];
}

function planSeeds(
  standardDeviation: number,
  { margin, minEffect, share, level, looks, alpha }: Levels,
): Plan {
  return {
    needed: POWERS.map((power) => ({
      power,
      seedsForDifference: pairsNeeded({
        difference: margin,
        standardDeviation,
        alpha: level,
        power,
        maximum: MOST_SEEDS,
      }),
      seedsForEquivalence: equivalencePairsNeeded({
        difference: 0,
        margin,
        standardDeviation,
        // Each one-sided test has half of the level.
        alpha: level / 2,
        power,
        maximum: MOST_SEEDS,
      }),
      seedsToConfirm: pairsNeeded({
        difference: margin,
        standardDeviation,
        alpha,
        power,
        maximum: MOST_SEEDS,
      }),
      examplesForDifference: null,
      examplesForEquivalence: null,
    })),
    detectable: endsOf(looks).flatMap(({ seeds, taken }) =>
      POWERS.map((power) => ({
        seeds,
        power,
        difference:
          minEffect +
          minimumDetectableDifference({
            standardDeviation,
            pairs: seeds,
            alpha: levelOf(looks, taken, share),
            power,
          }),
      })),
    ),
  };
}

function planCrossed(
  components: CrossedDesign['components'],
  examples: number,
  { areRepeats, margin, minEffect, share, level, looks, alpha }: Levels,
): Plan {
  const most = looks.at(-1) ?? 2;
  const shows = (seeds: number, examples: number, power: number) =>
    crossedEquivalencePower({ components, areRepeats, seeds, examples, margin, alpha: level }) >= power;
  return {
    needed: POWERS.map((power) => {
      const aim = { components, areRepeats, difference: margin, alpha: level, power };
      return {
        power,
        seedsForDifference: seedsNeeded({ ...aim, examples }),
        seedsForEquivalence: smallestSize(2, MOST_SEEDS, (seeds) => shows(seeds, examples, power)),
        seedsToConfirm: seedsNeeded({ ...aim, examples, alpha }),
        examplesForDifference: examplesNeeded({ ...aim, seeds: most }),
        examplesForEquivalence: smallestSize(2, MOST_EXAMPLES, (count) => shows(most, count, power)),
      };
    }),
    detectable: endsOf(looks).flatMap(({ seeds, taken }) =>
      POWERS.map((power) => ({
        seeds,
        power,
        difference:
          minEffect +
          smallestDetectableDifference({
            components,
            areRepeats,
            examples,
            seeds,
            alpha: levelOf(looks, taken, share),
            power,
          }),
      })),
    ),
  };
}

function endsOf(looks: readonly number[]) {
  const ends = looks.length === 1 ? [1] : [1, looks.length];
  return ends.map((taken) => ({ seeds: looks[taken - 1] ?? 2, taken }));
}

/** One run per model, compared over test examples, has all of alpha. */
function levelOf(looks: readonly number[], taken: number, share: number): number {
  return looks[0] === 1 ? share : sequentialLevels(looks.slice(0, taken), looks).difference(share);
}
