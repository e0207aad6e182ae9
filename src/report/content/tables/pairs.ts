/** Per-seed values, paired as the test pairs them. */
import type { Metric } from '../../../config/file/normalise.ts';
import type { View } from '../../view.ts';

export interface PairedDifference {
  readonly seed: number;
  readonly baseline: number;
  readonly variant: number;
  /** Turned so that positive is better. */
  readonly difference: number;
}

/** The pairs of one variant on one metric, in seed order; none where the arms share no seed. */
export function pairedDifferences(
  view: View,
  variant: string,
  { name, direction }: Metric,
): readonly PairedDifference[] {
  const baseline = new Map(valuesOf(view, view.baseline?.name, name).map(({ seed, value }) => [seed, value]));
  const sign = direction === 'maximize' ? 1 : -1;
  return valuesOf(view, variant, name).flatMap(({ seed, value }) => {
    const other = baseline.get(seed);
    return other === undefined
      ? []
      : [{ seed, baseline: other, variant: value, difference: sign * (value - other) }];
  });
}

export function valuesOf(
  view: View,
  model: string | undefined,
  metric: string,
): ReadonlyArray<{ readonly seed: number; readonly value: number }> {
  const values = model === undefined ? undefined : view.model(model)?.values;
  // A metric may be called like something that every object inherits.
  return values !== undefined && Object.hasOwn(values, metric) ? (values[metric] ?? []) : [];
}
