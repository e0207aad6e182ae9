import type { Metric } from './metric.ts';
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
  compute: {
    needs: 'probabilities',
    value: (labels, run) => sizeOf(binned(labels, run).excess) / labels.length,
    leaveOneOut: (labels, run) => {
      const { excess, bins, ofExample } = binned(labels, run);
      return ofExample.map((own, example) => {
        const bin = bins[example] as number;
        const whole = excess[bin] as number;
        excess[bin] = whole - own;
        const error = sizeOf(excess) / (labels.length - 1);
        excess[bin] = whole;
        return error;
      });
    },
  },
};

/** A bin's size times (share right − mean probability) is its sum of (right − probability). */
function binned(labels: ArrayLike<number>, { probabilities }: RunPredictions) {
  const { highest, highestClass } = probabilities as ClassProbabilities;
  const bins = highestClass.map((_, example) => binOf(highest[example] as number));
  const rights = highestClass.map((label, example) => Number(label === labels[example]));
  const excess = new Float64Array(BINS);
  for (const [example, right] of rights.entries()) {
    const bin = bins[example] as number;
    excess[bin] = (excess[bin] as number) + right - (highest[example] as number);
  }
  const ofExample = highest.map((probability, example) => (rights[example] as number) - probability);
  return { excess, bins, ofExample };
}

function sizeOf(excess: Float64Array): number {
  return excess.reduce((sum, value) => sum + Math.abs(value), 0);
}

function binOf(probability: number): number {
  return Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), BINS - 1);
}
