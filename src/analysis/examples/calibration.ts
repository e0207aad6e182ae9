/**
 * Whether a model is right as often as it says, in ten equal bins by the probability of the chosen class.
 *
 * Source: Guo et al., On calibration of modern neural networks, ICML 2017.
 */
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

const BINS = 10;

interface CalibrationBin {
  readonly confidence: number;
  readonly accuracy: number;
  readonly predictions: number;
}

export interface Calibration {
  /** By confidence, without empty ones. */
  readonly bins: readonly CalibrationBin[];
  readonly expectedError: number;
}

/**
 * @param runs of one model
 * @returns null without probabilities
 */
export function calibration(runs: readonly RunPredictions[], labels: ArrayLike<number>): Calibration | null {
  const sums = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0, predictions: 0 }));
  for (const { probabilities } of runs) {
    if (probabilities === null) continue;
    for (let example = 0; example < labels.length; example++) {
      const confidence = probabilities.highest[example] as number;
      const sum = sums[Math.min(BINS - 1, Math.max(0, Math.floor(confidence * BINS)))];
      if (sum === undefined || !Number.isFinite(confidence)) continue;
      sum.confidence += confidence;
      sum.right += probabilities.highestClass[example] === labels[example] ? 1 : 0;
      sum.predictions += 1;
    }
  }
  const bins = sums
    .filter(({ predictions }) => predictions > 0)
    .map(({ confidence, right, predictions }) => ({
      confidence: confidence / predictions,
      accuracy: right / predictions,
      predictions,
    }));
  const total = bins.reduce((sum, { predictions }) => sum + predictions, 0);
  if (total === 0) return null;
  const expectedError = bins.reduce(
    (sum, bin) => sum + (bin.predictions / total) * Math.abs(bin.accuracy - bin.confidence),
    0,
  );
  return { bins, expectedError };
}
