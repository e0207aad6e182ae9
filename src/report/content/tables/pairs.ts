import type { Metric } from '../../../config/file/normalise.ts';
import { type View, valuesOf } from '../../view.ts';

export interface PairedDifference {
  readonly seed: number;
  readonly baseline: number;
  readonly variant: number;
  /** Turned so that positive is better. */
  readonly difference: number;
}

export function pairedDifferences(
  view: View,
  variant: string,
  { name, direction }: Metric,
): readonly PairedDifference[] {
  const baseline = new Map(valuesOf(view.baseline, name).map(({ seed, value }) => [seed, value]));
  const sign = direction === 'maximize' ? 1 : -1;
  return valuesOf(view.model(variant), name).flatMap(({ seed, value }) => {
    const other = baseline.get(seed);
    return other === undefined
      ? []
      : [{ seed, baseline: other, variant: value, difference: sign * (value - other) }];
  });
}
