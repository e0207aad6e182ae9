import type { MeanCurve } from '../../src/analysis/compare/curves.ts';

export interface CurveShape {
  readonly epochs: number;
  /** How fast both losses fall. */
  readonly speed?: number;
  /** By how much the validation loss rises an epoch, once it does not fall any more. */
  readonly rise?: number;
  /** By how much both losses are lower. */
  readonly lead?: number;
}

/** Training loss falls to the end; validation loss turns at its lowest point and rises by `rise` an epoch. */
export function curve(
  model: string,
  runs: number,
  epochs: number,
  { speed = 0.2, rise = 0.005, lead = 0 }: Omit<CurveShape, 'epochs'> = {},
): MeanCurve {
  const numbers = Array.from({ length: epochs }, (_, i) => i + 1);
  return {
    model,
    runs,
    epochs: numbers,
    train: numbers.map((epoch) => 0.2 + 1.9 * Math.exp(-speed * epoch) - lead),
    validation: numbers.map((epoch) => 1.3 + 0.8 * Math.exp(-2 * speed * epoch) + rise * epoch - lead),
  };
}
