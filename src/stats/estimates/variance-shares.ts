/**
 * Variance by source in a crossed design: how much do initial weights, example order and training data contribute to the
 * spread of runs?
 *
 * Each pair of levels of two sources occurs equally often (a complete crossing; a Latin square for three). Value = mean +
 * effect of each source + rest, all independent and normal; the rest includes interactions. With r runs per level,
 *
 *     σ²(source) = (mean square of the source − mean square of the rest) / r,   not below zero
 *     share      = σ²(source) / (Σ σ²(sources) + σ²(rest))
 *
 * The interval is generalised: sums of squares over drawn χ² give draws of each component, whose quantiles bound the share.
 * Coverage: docs/contributing/check-calibration.md.
 *
 * Source: S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), ch. 3-4; S. Weerahandi, JASA 88 (1993);
 * X. Bouthillier et al., MLSys 2021, for the question.
 */
import { isConstant, mean, quantile } from '../describe.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import { type Random, randomNormal } from '../random.ts';

export interface CrossedValue {
  /** Level of each source, an integer from 0. */
  readonly levels: readonly number[];
  readonly value: number;
}

export interface VarianceShares {
  /** In the metric's unit squared, with all sources redrawn. */
  readonly variance: number;
  /** One per source, in order. */
  readonly shares: ReadonlyArray<{ readonly share: number; readonly interval: Interval }>;
  readonly rest: number;
}

interface Squares {
  readonly sum: number;
  readonly degreesOfFreedom: number;
}

/**
 * @param runs one per cell of the design
 * @throws StatisticsError for an unbalanced design, one without residual degrees of freedom, and values that are constant or
 * depend on one source alone
 */
export function varianceShares(
  runs: readonly CrossedValue[],
  { level = 0.95, draws = 10_000, random }: { level?: number; draws?: number; random: Random },
): VarianceShares {
  const values = runs.map(({ value }) => value);
  requireFinite('varianceShares', values);
  requireBetween('varianceShares', 'level', level, 0, 1);
  const { sources, runsOfLevel, rest } = analyse(runs, values);
  const components = (errors: number, effects: readonly number[]) =>
    effects.map((meanSquare) => Math.max(0, (meanSquare - errors) / runsOfLevel));
  const restMeanSquare = rest.sum / rest.degreesOfFreedom;
  const found = components(
    restMeanSquare,
    sources.map(({ sum, degreesOfFreedom }) => sum / degreesOfFreedom),
  );
  const variance = found.reduce((total, component) => total + component, restMeanSquare);
  const drawn = sources.map(() => new Array<number>(draws));
  for (let draw = 0; draw < draws; draw++) {
    const errors = rest.sum / chiSquared(rest.degreesOfFreedom, random);
    const effects = components(
      errors,
      sources.map(({ sum, degreesOfFreedom }) => sum / chiSquared(degreesOfFreedom, random)),
    );
    const total = effects.reduce((sum, component) => sum + component, errors);
    for (const [source, component] of effects.entries())
      (drawn[source] as number[])[draw] = component / total;
  }
  return {
    variance,
    rest: restMeanSquare / variance,
    shares: found.map((component, source) => ({
      share: component / variance,
      interval: {
        level,
        low: quantile(drawn[source] as number[], (1 - level) / 2),
        high: quantile(drawn[source] as number[], (1 + level) / 2),
      },
    })),
  };
}

function analyse(runs: readonly CrossedValue[], values: readonly number[]) {
  const groups = (runs[0]?.levels ?? []).map((_, source) => byLevel(runs, source));
  const counts = new Set(groups.flatMap((levels) => levels.map((level) => level.length)));
  const [runsOfLevel = 0] = counts;
  if (counts.size !== 1)
    throw new StatisticsError('varianceShares requires equally many runs at every level');
  const grand = mean(values);
  const sources = groups.map((levels) => ({
    sum: runsOfLevel * levels.reduce((sum, level) => sum + (mean(level) - grand) ** 2, 0),
    degreesOfFreedom: levels.length - 1,
  }));
  const total = values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  const rest: Squares = {
    sum: sources.reduce((left, { sum }) => left - sum, total),
    degreesOfFreedom: sources.reduce(
      (left, { degreesOfFreedom }) => left - degreesOfFreedom,
      runs.length - 1,
    ),
  };
  if (rest.degreesOfFreedom < 1 || sources.some(({ degreesOfFreedom }) => degreesOfFreedom < 1)) {
    throw new StatisticsError(
      `varianceShares requires more runs than ${runs.length}: nothing is left to tell sources from the rest`,
    );
  }
  if (isConstant(values)) throw new StatisticsError('varianceShares requires values that vary');
  if (rest.sum <= 1e-12 * total) {
    throw new StatisticsError('varianceShares requires values that do not depend on the sources alone');
  }
  return { sources, runsOfLevel, rest };
}

function byLevel(runs: readonly CrossedValue[], source: number): number[][] {
  const groups = new Map<number | undefined, number[]>();
  for (const { levels, value } of runs) {
    const level = levels[source];
    groups.set(level, [...(groups.get(level) ?? []), value]);
  }
  return [...groups.values()];
}

function chiSquared(degreesOfFreedom: number, random: Random): number {
  let sum = 0;
  for (let term = 0; term < degreesOfFreedom; term++) sum += randomNormal(random) ** 2;
  return sum;
}
