/** Metrics that runs report and predictions do not give. */
import type { Metric } from './metric.ts';

const LOSS = { direction: 'minimize', unit: 'none', maximum: null, task: null } as const;

export const REPORTED: readonly Metric[] = [
  // Of which class, or which average, the name does not say.
  { name: 'f1', title: 'F1', direction: 'maximize', unit: 'none', maximum: 1, task: null },
  { ...LOSS, name: 'loss', title: 'loss' },
  { ...LOSS, name: 'perplexity', title: 'perplexity', minimum: 1 },
  { ...LOSS, name: 'mse', title: 'MSE', minimum: 0, task: 'regression' },
];
