/** All metrics that predictions allow, under scikit-learn's conventions. Undefined ones are omitted. */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Computation, Metric } from './metric.ts';
import { keepProbabilities, type ProbabilityRows, type RunPredictions } from './predictions.ts';
import { METRICS } from './registry.ts';

export interface Classification {
  /** Class indices from 0. */
  readonly labels: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  /** One row per example: a probability per class, or P(class 1) alone for two classes. */
  readonly probabilities?: ProbabilityRows | undefined;
  readonly classes: number;
}

/**
 * @throws StatisticsError for unequal lengths, class indices out of range, and rows of the wrong width
 * @example classificationMetrics({ labels: [0, 1, 1], predictions: [0, 1, 0], classes: 2 }).accuracy // 0.6666666666666666
 */
export function classificationMetrics(input: Classification): Record<string, number> {
  const { labels, predictions, probabilities, classes } = input;
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new StatisticsError(`classificationMetrics requires at least one class, but classes is ${classes}`);
  }
  requireOneEach('classificationMetrics', predictions, labels);
  requireClasses('label', labels, classes);
  requireClasses('prediction', predictions, classes);
  return metricsOf('classification', labels, {
    predictions,
    probabilities: probabilities === undefined ? null : keepProbabilities(labels, probabilities, classes),
  });
}

/** @example regressionMetrics({ labels: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8] }).mae // 0.5 */
export function regressionMetrics({
  labels,
  predictions,
}: Pick<Classification, 'labels' | 'predictions'>): Record<string, number> {
  requireOneEach('regressionMetrics', predictions, labels);
  requireFinite('regressionMetrics', labels);
  requireFinite('regressionMetrics', predictions);
  return metricsOf('regression', labels, { predictions, probabilities: null });
}

export function isGiven({ needs }: Computation, { probabilities }: RunPredictions): boolean {
  if (needs === 'predictions') return true;
  return needs === 'probabilities' ? probabilities !== null : (probabilities?.ofClassOne ?? null) !== null;
}

function metricsOf(
  task: Metric['task'],
  labels: ArrayLike<number>,
  run: RunPredictions,
): Record<string, number> {
  if (labels.length === 0) return {};
  const values = METRICS.flatMap(({ name, task: own, compute }) =>
    own === task && compute !== undefined && isGiven(compute, run)
      ? [[name, compute.value(labels, run)] as const]
      : [],
  );
  return Object.fromEntries(values.filter(([, value]) => !Number.isNaN(value)));
}

function requireOneEach(statistic: string, predictions: ArrayLike<number>, labels: ArrayLike<number>): void {
  if (predictions.length === labels.length) return;
  throw new StatisticsError(
    `${statistic} requires one prediction a label: ${predictions.length} predictions, ${labels.length} labels`,
  );
}

function requireClasses(kind: string, values: ArrayLike<number>, classes: number): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!(Number.isInteger(value) && (value as number) >= 0 && (value as number) < classes)) {
      throw new StatisticsError(
        `classificationMetrics requires class indices from 0 to ${classes - 1}: ${kind} ${index + 1} is ${value}`,
      );
    }
  }
}
