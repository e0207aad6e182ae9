import type { Metric } from './metric.ts';

const LOSS = { direction: 'minimize', unit: 'none', maximum: null, task: null } as const;

export const REPORTED: readonly Metric[] = [
  // The name does not tell the class or average.
  { name: 'f1', title: 'F1', direction: 'maximize', unit: 'none', maximum: 1, task: null },
  { ...LOSS, name: 'loss', title: 'loss' },
  { ...LOSS, name: 'perplexity', title: 'perplexity', minimum: 1 },
  { ...LOSS, name: 'mse', title: 'MSE', minimum: 0, task: 'regression' },
];
