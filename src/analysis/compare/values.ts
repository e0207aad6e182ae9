import { mean, standardDeviation } from '../../stats/describe.ts';
import { rising } from './canonical.ts';
import type { SampleSummary } from './comparison.ts';

/** The order of values does not change the last digit. */
export function summarise(values: readonly number[]): SampleSummary {
  const sorted = rising(values);
  return {
    n: values.length,
    mean: mean(sorted),
    standardDeviation: values.length < 2 ? null : standardDeviation(sorted),
  };
}

export function countBetter(differences: readonly number[]) {
  return { count: differences.filter((difference) => difference > 0).length, of: differences.length };
}

export function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite);
}
