import type { MeanCurve } from '../../src/analysis/compare/curves.ts';

/** Training loss falls to the end; validation loss turns at its lowest point and rises by `rise` an epoch. */
export function curve(
  model: string,
  runs: number,
  epochs: number,
  { speed = 0.2, rise = 0.02 } = {},
): MeanCurve {
  const numbers = Array.from({ length: epochs }, (_, i) => i + 1);
  return {
    model,
    runs,
    epochs: numbers,
    train: numbers.map((epoch) => 0.2 + 1.9 * Math.exp(-speed * epoch)),
    validation: numbers.map((epoch) => 1.3 + 0.8 * Math.exp(-2 * speed * epoch) + rise * epoch),
  };
}
