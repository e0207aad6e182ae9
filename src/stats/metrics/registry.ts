import { ACCURACY, BALANCED_ACCURACY } from './accuracy.ts';
import { AUROC } from './auroc.ts';
import { CALIBRATION_ERROR } from './calibration-error.ts';
import { MACRO_F1, MICRO_F1, WEIGHTED_F1 } from './f1.ts';
import { LOG_LOSS } from './log-loss.ts';
import { MCC } from './mcc.ts';
import type { Metric } from './metric.ts';
import { MAE, R2, RMSE } from './regression.ts';

const LOSS = { direction: 'minimize', unit: 'none', maximum: null, task: null } as const;

/** Metrics that only runs can report. */
const REPORTED: readonly Metric[] = [
  // The name does not tell the class or average.
  { name: 'f1', title: 'F1', direction: 'maximize', unit: 'none', maximum: 1, minimum: 0, task: null },
  { ...LOSS, name: 'loss', title: 'loss' },
  { ...LOSS, name: 'perplexity', title: 'perplexity', minimum: 1 },
  { ...LOSS, name: 'mse', title: 'MSE', minimum: 0, task: 'regression' },
];

export const METRICS: readonly Metric[] = [
  ACCURACY,
  MACRO_F1,
  MICRO_F1,
  WEIGHTED_F1,
  BALANCED_ACCURACY,
  MCC,
  LOG_LOSS,
  CALIBRATION_ERROR,
  AUROC,
  RMSE,
  MAE,
  R2,
  ...REPORTED,
];

export function metricNamed(name: string): Metric | undefined {
  return METRICS.find((metric) => metric.name === name);
}
