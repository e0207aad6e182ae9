/** Metrics of predicted values. */
import type { Metric } from './metric.ts';
import { meanOf } from './weighted/mean.ts';
import { fromSquaredErrors } from './weighted/squared-errors.ts';

const ERROR = { direction: 'minimize', unit: 'none', maximum: null, minimum: 0, task: 'regression' } as const;

/** Root of the mean squared error, in the unit of the target; large errors weigh most. */
export const RMSE: Metric = {
  ...ERROR,
  name: 'rmse',
  title: 'RMSE',
  compute: fromSquaredErrors((squares, examples) => Math.sqrt(squares / examples)),
};

/** Mean absolute error, in the unit of the target. */
export const MAE: Metric = {
  ...ERROR,
  name: 'mae',
  title: 'MAE',
  compute: meanOf('predictions', (labels, { predictions }) =>
    new Float64Array(labels.length).map((_, example) =>
      Math.abs((predictions[example] as number) - (labels[example] as number)),
    ),
  ),
};

/**
 * Share of the labels' variance that the predictions explain; below 0 they are worse than the labels' mean. Not defined where the labels
 * do not vary (scikit-learn gives 0 or 1 there).
 */
export const R2: Metric = {
  ...ERROR,
  name: 'r2',
  title: 'R²',
  direction: 'maximize',
  maximum: 1,
  compute: fromSquaredErrors((squares, _examples, spread) =>
    spread > 0 ? 1 - squares / spread : Number.NaN,
  ),
};
