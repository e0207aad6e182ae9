import { exactSum } from '../numerics/exact-sum.ts';
import type { Computation } from './metric.ts';

/** A metric that is a mean of contributions of the examples. */
export function meanOf(
  needs: Computation['needs'],
  contributions: NonNullable<Computation['contributions']>,
): Computation {
  return {
    needs,
    contributions,
    value: (labels, run) => exactSum(contributions(labels, run)) / labels.length,
    leaveOneOut: (labels, run) => {
      const row = contributions(labels, run);
      const sum = exactSum(row);
      return Float64Array.from(row, (value) => (sum - value) / (row.length - 1));
    },
  };
}
