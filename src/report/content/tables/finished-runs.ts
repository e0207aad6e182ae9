import type { SampleSummary } from '../../../analysis/compare/comparison.ts';
import { mean, standardDeviation } from '../../../stats/describe.ts';
import type { ModelSummary } from '../../../verdict/result.ts';
import type { View } from '../../view.ts';
import { valuesOf } from './pairs.ts';

/**
 * What a model measured over all of its finished runs, whichever of them have a partner in a comparison; null where no run has the
 * metric. A row about a model shows this one, so it says the same beside every comparison.
 */
export function finishedRuns(view: View, model: string | undefined, metric: string): SampleSummary | null {
  const values = valuesOf(view, model, metric).map(({ value }) => value);
  if (values.length === 0) return null;
  const n = values.length;
  return { n, mean: mean(values), standardDeviation: n < 2 ? null : standardDeviation(values) };
}

/** A run that failed is never dropped in silence. */
export function failedRuns(model: ModelSummary | null): number {
  return Object.entries(model?.runs ?? {}).reduce((sum, [status, n]) => sum + (status === 'ok' ? 0 : n), 0);
}
