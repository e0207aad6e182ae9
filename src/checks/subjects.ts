import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { Setup } from './evidence.ts';

export function wholeExperiment(): ReadonlyArray<{ readonly model: null }> {
  return [{ model: null }];
}

export function eachModel({ models }: Setup): ReadonlyArray<{ readonly model: string }> {
  return models.filter(({ isFixed }) => isFixed !== true).map(({ name }) => ({ model: name }));
}

export function eachVariant({ models }: Setup): ReadonlyArray<{ readonly model: string }> {
  return models.slice(1).map(({ name }) => ({ model: name }));
}

export function baselineOf({ models }: Pick<Setup, 'models'>): string {
  return models[0]?.name ?? 'baseline';
}

export function primaryMetrics(metrics: readonly Metric[]): Metric[] {
  return metrics.filter(({ role }) => role === 'primary');
}

/** Whether the verdict is that the models differ. */
export function isDifferent({ verdict }: Pick<Comparison, 'verdict'>): boolean {
  return verdict === 'improvement' || verdict === 'regression';
}

/**
 * A check's part of alpha. A dozen tests at alpha each would alarm in every third healthy experiment, so tests that
 * run in every experiment get a quarter, or half if six pairs could not reach less. bench/healthy-experiments.ts
 * measures the rest.
 */
const PARTS = { whole: 1, half: 1 / 2, quarter: 1 / 4 } as const;
type Part = keyof typeof PARTS;
type Shared = Pick<Setup, 'alpha' | 'models'>;

/** A check shares its part of alpha among its rows, so any of them alarms by chance at most at that rate. */
export function levelPerModel({ alpha, models }: Shared, part: Part = 'whole'): number {
  return (PARTS[part] * alpha) / models.length;
}

export function levelPerVariant({ alpha, models }: Shared, part: Part = 'whole'): number {
  return (PARTS[part] * alpha) / Math.max(1, models.length - 1);
}
