import type { SampleSummary } from '../../../analysis/compare/comparison.ts';
import { summarise } from '../../../analysis/compare/values.ts';
import type { ModelSummary } from '../../../verdict/result.ts';
import { type View, valuesOf } from '../../view.ts';

/**
 * What a model measured over all of its finished runs, whichever of them have a partner in a comparison; null where no run has the
 * metric. A row about a model shows this one, so it says the same beside every comparison.
 */
export function finishedRuns(view: View, model: string | undefined, metric: string): SampleSummary | null {
  const values = valuesOf(model === undefined ? null : view.model(model), metric).map(({ value }) => value);
  return values.length === 0 ? null : summarise(values);
}

/** A run that failed is never dropped in silence. */
export function failedRuns(model: ModelSummary | null): number {
  return Object.entries(model?.runs ?? {}).reduce((sum, [status, n]) => sum + (status === 'ok' ? 0 : n), 0);
}
