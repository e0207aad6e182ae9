import type { Metric, WeightedRuns } from './metric.ts';
import type { ClassProbabilities, RunPredictions } from './predictions.ts';

const BINS = 15;

/**
 * Expected calibration error: mean of |share right − mean probability| over 15 bins of equal width by the predicted class's
 * probability, weighted by size. Bins include their upper edge only.
 *
 * Source: C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017.
 */
export const CALIBRATION_ERROR: Metric = {
  name: 'ece',
  title: 'calibration error',
  direction: 'minimize',
  unit: 'none',
  maximum: 1,
  minimum: 0,
  task: 'classification',
  compute: { needs: 'probabilities', prepare },
};

function prepare(labels: ArrayLike<number>, runs: readonly RunPredictions[]): WeightedRuns {
  const rows = runs.map(({ probabilities }) => {
    const { highest, highestClass } = probabilities as ClassProbabilities;
    return {
      highest,
      right: highestClass.map((label, example) => Number(label === labels[example])),
      bins: highestClass.map((_, example) => binOf(highest[example] as number)),
    };
  });
  // A bin's size times (share right − mean probability) is its sum of (right − probability).
  const excess = new Float64Array(BINS);
  const sizeOfExcess = () => excess.reduce((sum, value) => sum + Math.abs(value), 0);
  const addUp = (run: number, weights: Int32Array) => {
    const { highest, right, bins } = rows[run] as (typeof rows)[number];
    excess.fill(0);
    for (let example = 0; example < weights.length; example++) {
      const weight = weights[example] as number;
      if (weight === 0) continue;
      const bin = bins[example] as number;
      const hits = weight * (right[example] as number);
      excess[bin] = (excess[bin] as number) + hits - weight * (highest[example] as number);
    }
  };
  return {
    weigh: (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return (run) => {
        addUp(run, weights);
        return sizeOfExcess() / total;
      };
    },
    leaveOneOut: (run) => {
      const { highest, right, bins } = rows[run] as (typeof rows)[number];
      addUp(run, new Int32Array(highest.length).fill(1));
      return highest.map((probability, example) => {
        const bin = bins[example] as number;
        const whole = excess[bin] as number;
        excess[bin] = whole - ((right[example] as number) - probability);
        const error = sizeOfExcess() / (highest.length - 1);
        excess[bin] = whole;
        return error;
      });
    },
  };
}

function binOf(probability: number): number {
  return Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), BINS - 1);
}
