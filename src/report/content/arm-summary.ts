import type { Comparison, SampleSummary } from '../../analysis/comparison.ts';
import { mean, standardDeviation } from '../../stats/describe.ts';
import { isMeasured, type View } from '../view.ts';

/**
 * What an arm measured. Where the comparison could not be made the runs have their values all the same, and a reader who sees none
 * would take them for lost; null where there is not a single one.
 */
export function armSummary(
  view: View,
  comparison: Comparison,
  arm: 'baseline' | 'candidate',
): SampleSummary | null {
  if (isMeasured(comparison)) return comparison[arm];
  const model = arm === 'baseline' ? view.baseline : view.model(comparison.variant);
  const values = (model?.values[comparison.metric] ?? []).map(({ value }) => value);
  if (values.length === 0) return null;
  const n = values.length;
  return { n, mean: mean(values), standardDeviation: n < 2 ? null : standardDeviation(values) };
}
