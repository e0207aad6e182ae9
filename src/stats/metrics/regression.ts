import type { Metric } from './metric.ts';
import { meanOf } from './weighted/mean.ts';
import { fromSquaredErrors } from './weighted/squared-errors.ts';

const ERROR = { direction: 'minimize', unit: 'none', maximum: null, minimum: 0, task: 'regression' } as const;

/** Root mean squared error, in the target's unit; large errors weigh most. */
export const RMSE: Metric = {
  ...ERROR,
  name: 'rmse',
  title: 'RMSE',
  compute: fromSquaredErrors((squares, examples) => Math.sqrt(squares / examples)),
};

/** Mean absolute error, in the target's unit. */
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

/** Share of the labels' variance that predictions explain. Not defined for constant labels (scikit-learn gives 0 or 1). */
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
