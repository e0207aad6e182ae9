import type { Metric, WeightedRuns } from './metric.ts';
import type { ClassProbabilities, RunPredictions } from './predictions.ts';

const BINS = 15;

/**
 * Expected calibration error: examples in 15 bins of equal width by the probability of the predicted class, mean of
 * |share right − mean probability|, weighted by the size of the bins. A bin holds its upper edge and not its lower.
 *
 * Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML 2017.
 */
export const CALIBRATION_ERROR: Metric = {
  name: 'ece',
  title: 'calibration error',
  direction: 'minimize',
  unit: 'none',
  maximum: 1,
  task: 'classification',
  compute: { needs: 'probabilities', prepare },
};

function prepare(labels: ArrayLike<number>, runs: readonly RunPredictions[]): WeightedRuns {
  const examples = labels.length;
  const rows = runs.map(({ probabilities }) => {
    const { highest, highestClass } = probabilities as ClassProbabilities;
    return {
      highest,
      right: new Uint8Array(examples).map((_, example) => Number(highestClass[example] === labels[example])),
      bins: new Uint8Array(
        highest.map((probability) => Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), BINS - 1)),
      ),
    };
  });
  // Share right minus mean probability, times the bin's size, is the sum of (right − probability) over the bin.
  const excess = new Float64Array(BINS);
  const sizeOfExcess = () => excess.reduce((sum, value) => sum + Math.abs(value), 0);
  const add = (run: number, weights: Int32Array) => {
    const { highest, right, bins } = rows[run] as (typeof rows)[number];
    excess.fill(0);
    let total = 0;
    for (let example = 0; example < examples; example++) {
      const weight = weights[example] as number;
      const bin = bins[example] as number;
      total += weight;
      excess[bin] =
        (excess[bin] as number) + weight * (right[example] as number) - weight * (highest[example] as number);
    }
    return total;
  };
  return {
    weigh: (weights) => (run) => {
      const total = add(run, weights);
      return sizeOfExcess() / total;
    },
    leaveOneOut: (run) => {
      add(run, new Int32Array(examples).fill(1));
      const { highest, right, bins } = rows[run] as (typeof rows)[number];
      return highest.map((probability, example) => {
        const bin = bins[example] as number;
        const whole = excess[bin] as number;
        excess[bin] = whole - ((right[example] as number) - probability);
        const error = sizeOfExcess() / (examples - 1);
        excess[bin] = whole;
        return error;
      });
    },
  };
}
