/** What the rows of a check speak of, and at which level each is tested. */
import type { Setup } from './evidence.ts';

export function wholeExperiment(): ReadonlyArray<{ readonly model: null }> {
  return [{ model: null }];
}

export function eachModel({ models }: Setup): ReadonlyArray<{ readonly model: string }> {
  return models.map(({ name }) => ({ model: name }));
}

export function eachVariant(setup: Setup): ReadonlyArray<{ readonly model: string }> {
  return eachModel(setup).slice(1);
}

export function baselineOf({ models }: Pick<Setup, 'models'>): string {
  return models[0]?.name ?? 'baseline';
}

/**
 * What a check has of alpha. A dozen tests at alpha each would alarm in every third experiment in which nothing is wrong, and a reader stops reading
 * them: tests that are made in every experiment that has the data for it have a quarter, or half where six pairs could not reach less.
 * bench/healthy-experiments.ts measures what is left.
 */
const PARTS = { whole: 1, half: 1 / 2, quarter: 1 / 4 } as const;
type Part = keyof typeof PARTS;
type Shared = Pick<Setup, 'alpha' | 'models'>;

/**
 * Every check tests at alpha or a part of it, shared among what it speaks of: the chance that it alarms for any of them is at most
 * that.
 */
export function levelPerModel({ alpha, models }: Shared, part: Part = 'whole'): number {
  return (PARTS[part] * alpha) / models.length;
}

export function levelPerVariant({ alpha, models }: Shared, part: Part = 'whole'): number {
  return (PARTS[part] * alpha) / Math.max(1, models.length - 1);
}
