import type { Comparison } from '../../../analysis/compare/comparison.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const MAX_NAMES = 3;

/** Variant, metric or both, as needed. */
export function shortName(view: View, { variant, metric }: Comparison): Phrase {
  if (view.primaryMetrics.length === 1) return [code(variant)];
  if (view.variants.length === 1) return say`${metricName(metric)}`;
  return say`${metricName(metric)} with ${code(variant)}`;
}

export function firstNames(names: readonly Phrase[]): readonly Phrase[] {
  return names.length <= MAX_NAMES
    ? names
    : [...names.slice(0, MAX_NAMES - 1), say`${names.length - MAX_NAMES + 1} more`];
}
