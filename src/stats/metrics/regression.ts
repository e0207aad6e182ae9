/**
 * Metrics of predicted values.
 *
 * `rmse`  root of the mean squared error, in the unit of the target; large errors weigh most
 * `mae`   mean absolute error, in the unit of the target
 * `r2`    share of the labels' variance that the predictions explain; below 0 they are worse than the labels' mean
 *
 * `r2` is left out when the labels do not vary (scikit-learn gives 0 or 1 there), and everything without examples.
 */
import { mean } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';

/** @example regressionMetrics({ labels: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8] }).mae // 0.5 */
export function regressionMetrics({
  labels,
  predictions,
}: {
  readonly labels: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
}): Record<string, number> {
  if (predictions.length !== labels.length) {
    throw new StatisticsError(
      `regressionMetrics requires one prediction a label: ${predictions.length} predictions, ${labels.length} labels`,
    );
  }
  requireFinite('regressionMetrics', labels);
  requireFinite('regressionMetrics', predictions);
  const n = labels.length;
  if (n === 0) return {};
  const centre = mean(Array.from(labels));
  let squares = 0;
  let absolutes = 0;
  let total = 0;
  for (let index = 0; index < n; index++) {
    const label = labels[index] as number;
    const error = (predictions[index] as number) - label;
    squares += error * error;
    absolutes += Math.abs(error);
    total += (label - centre) ** 2;
  }
  return {
    rmse: Math.sqrt(squares / n),
    mae: absolutes / n,
    ...(total > 0 ? { r2: 1 - squares / total } : {}),
  };
}
