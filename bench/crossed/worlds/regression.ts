/**
 * A prediction is label + shared example error + model error + run bias + noise; `shift` shortens the candidate's errors by
 * that share.
 */
import { influenceValues } from '../../../src/stats/crossed/contributions.ts';
import { PAIRS, type World } from './world.ts';

const [SEED_DEVIATION, NOISE] = [0.2, 0.5];

/** `spread` sums squares of labels around their mean; higher is better. */
type SquaresMetric = (errors: number, spread: number, examples: number) => number;

export const rmse = (examples: number) =>
  regression('RMSE', examples, (errors, _, count) => -Math.sqrt(errors / count));
export const r2 = (examples: number) => regression('R²', examples, (errors, spread) => 1 - errors / spread);

function regression(name: string, examples: number, metric: SquaresMetric): World {
  const labels = new Float64Array(examples);
  const [baseline, candidate] = [new Float64Array(examples), new Float64Array(examples)];
  return {
    name: `${name}, ${examples}`,
    examples,
    draw: (draws, shift) => {
      for (let example = 0; example < examples; example++) {
        labels[example] = 2 * draws.normal();
        const common = Math.SQRT1_2 * draws.normal();
        baseline[example] = common + Math.SQRT1_2 * draws.normal();
        candidate[example] = common + Math.SQRT1_2 * draws.normal();
      }
      const mean = labels.reduce((sum, label) => sum + label / examples, 0);
      const spread = labels.reduce((sum, label) => sum + (label - mean) ** 2, 0);
      const run = (own: Float64Array, scale: number) => {
        const bias = SEED_DEVIATION * draws.normal();
        const squares = own.map((error) => (scale * (error + bias + NOISE * draws.normal())) ** 2);
        const sum = squares.reduce((total, square) => total + square, 0);
        const withoutEach = squares.map((square, example) => {
          // Removing a value also moves the mean.
          const lost = (((labels[example] as number) - mean) ** 2 * examples) / (examples - 1);
          return metric(sum - square, spread - lost, examples - 1);
        });
        return influenceValues(metric(sum, spread, examples), withoutEach);
      };
      return Array.from({ length: PAIRS }, () => {
        const before = run(baseline, 1);
        return run(candidate, 1 - shift).map((value, example) => value - (before[example] as number));
      });
    },
  };
}
