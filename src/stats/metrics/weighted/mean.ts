import { ExactSum } from '../../numerics/exact-sum.ts';
import type { Computation } from '../metric.ts';

/** A metric that is a mean of contributions of the examples. */
export function meanOf(
  needs: Computation['needs'],
  contributions: NonNullable<Computation['contributions']>,
): Computation {
  return {
    needs,
    contributions,
    prepare: (labels, runs) => {
      const rows = runs.map((run) => contributions(labels, run));
      const ones = new Int32Array(labels.length).fill(1);
      return {
        weigh: (weights) => (run) => {
          const { sum, total } = addUp(rows[run] as ArrayLike<number>, weights);
          return sum / total;
        },
        leaveOneOut: (run) => {
          const row = rows[run] as ArrayLike<number>;
          const { sum, total } = addUp(row, ones);
          return Float64Array.from(row, (value) => (sum - value) / (total - 1));
        },
      };
    },
  };
}

function addUp(row: ArrayLike<number>, weights: Int32Array): { sum: number; total: number } {
  const sum = new ExactSum();
  let total = 0;
  for (let example = 0; example < weights.length; example++) {
    const weight = weights[example] as number;
    sum.addProduct(weight, row[example] as number);
    total += weight;
  }
  return { sum: sum.value, total };
}
