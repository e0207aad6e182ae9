import { fromClassCounts } from './class-counts.ts';
import type { Metric } from './metric.ts';

/**
 * Matthews' correlation of labels and predictions (Gorodkin's R_K for several classes); 0 for a denominator of 0.
 *
 * Source: B. W. Matthews (1975); J. Gorodkin, Computational Biology and Chemistry 28 (2004).
 */
export const MCC: Metric = {
  name: 'mcc',
  title: 'MCC',
  direction: 'maximize',
  unit: 'none',
  maximum: 1,
  minimum: -1,
  task: 'classification',
  compute: fromClassCounts(({ actual, predicted, right }, examples) => {
    let hits = 0;
    let expected = 0;
    let actualSquares = 0;
    let predictedSquares = 0;
    for (let label = 0; label < actual.length; label++) {
      const a = actual[label] as number;
      const p = predicted[label] as number;
      hits += right[label] as number;
      expected += a * p;
      actualSquares += a * a;
      predictedSquares += p * p;
    }
    const total = examples * examples;
    const spread = Math.sqrt(total - actualSquares) * Math.sqrt(total - predictedSquares);
    return spread > 0 ? (hits * examples - expected) / spread : 0;
  }),
};
