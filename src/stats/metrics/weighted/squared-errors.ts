import { ExactSum, exactSum } from '../../numerics/exact-sum.ts';
import type { Computation } from '../metric.ts';

/** A smaller share is rounding: labels are constant. */
const ROUNDING = 1e-12;

/** @param metric of the sum of squared errors, the number of examples, and the labels' sum of squares around their mean */
export function fromSquaredErrors(
  metric: (squares: number, examples: number, spread: number) => number,
): Computation {
  return {
    needs: 'predictions',
    prepare: (labels, runs) => {
      const values = new Float64Array(labels);
      const examples = values.length;
      const errors = runs.map(({ predictions }) =>
        values.map((label, example) => ((predictions[example] as number) - label) ** 2),
      );
      const centre = examples === 0 ? 0 : exactSum(values) / examples;
      const centred = values.map((label) => label - centre);
      const ones = new Int32Array(examples).fill(1);
      const sum = (run: number, weights: Int32Array) => {
        const row = errors[run] as Float64Array;
        const total = new ExactSum();
        for (let example = 0; example < examples; example++) {
          total.addProduct(weights[example] as number, row[example] as number);
        }
        return total.value;
      };
      return {
        weigh: (weights) => {
          const { total, spread } = spreadOf(centred, weights);
          return (run) => metric(sum(run, weights), total, spread);
        },
        leaveOneOut: (run) => {
          const squares = sum(run, ones);
          const { spread } = spreadOf(centred, ones);
          return Float64Array.from(errors[run] as Float64Array, (error, example) => {
            const label = centred[example] as number;
            // Removing a value from centred ones loses its square and moves the mean.
            const lost = (label * label * examples) / (examples - 1);
            return metric(squares - error, examples - 1, lost < spread * (1 - ROUNDING) ? spread - lost : 0);
          });
        },
      };
    },
  };
}

function spreadOf(centred: Float64Array, weights: Int32Array): { total: number; spread: number } {
  let total = 0;
  const [sum, squares] = [new ExactSum(), new ExactSum()];
  for (let example = 0; example < centred.length; example++) {
    const weight = weights[example] as number;
    const value = centred[example] as number;
    total += weight;
    sum.addProduct(weight, value);
    squares.addProduct(weight * value, value);
  }
  const spread = squares.value - sum.value ** 2 / total;
  return { total, spread: spread > ROUNDING * squares.value ? spread : 0 };
}
