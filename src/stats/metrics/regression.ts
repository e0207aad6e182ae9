import { ExactSum, exactSum } from '../numerics/exact-sum.ts';
import { meanOf } from './mean.ts';
import type { Computation, Metric } from './metric.ts';

const ERROR = { direction: 'minimize', unit: 'none', maximum: null, minimum: 0, task: 'regression' } as const;
/** A smaller share of the sum of squares is rounding: labels are constant. */
const ROUNDING = 1e-12;

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

/**
 * Share of the labels' variance that predictions explain. Not defined for constant labels (scikit-learn gives 0 or 1).
 */
export const R2: Metric = {
  name: 'r2',
  title: 'R²',
  direction: 'maximize',
  unit: 'none',
  maximum: 1,
  task: 'regression',
  compute: fromSquaredErrors((squares, _examples, spread) =>
    spread > 0 ? 1 - squares / spread : Number.NaN,
  ),
};

/** @param metric of the sum of squared errors, the number of examples, and the labels' sum of squares around their mean */
function fromSquaredErrors(
  metric: (squares: number, examples: number, spread: number) => number,
): Computation {
  const measure = (labels: ArrayLike<number>, predictions: ArrayLike<number>) => {
    const values = new Float64Array(labels);
    const errors = values.map((label, example) => ((predictions[example] as number) - label) ** 2);
    const centre = values.length === 0 ? 0 : exactSum(values) / values.length;
    const centred = values.map((label) => label - centre);
    return { errors, squares: exactSum(errors), centred, spread: spreadOf(centred) };
  };
  return {
    needs: 'predictions',
    value: (labels, { predictions }) => {
      const { squares, spread } = measure(labels, predictions);
      return metric(squares, labels.length, spread);
    },
    leaveOneOut: (labels, { predictions }) => {
      const { errors, squares, centred, spread } = measure(labels, predictions);
      const left = errors.length - 1;
      return errors.map((error, example) => {
        const label = centred[example] as number;
        // Removing a value from centred ones loses its square and moves the mean.
        const lost = (label * label * errors.length) / left;
        return metric(squares - error, left, lost < spread * (1 - ROUNDING) ? spread - lost : 0);
      });
    },
  };
}

function spreadOf(centred: Float64Array): number {
  const squares = new ExactSum();
  for (const value of centred) squares.addProduct(value, value);
  const spread = squares.value - exactSum(centred) ** 2 / centred.length;
  return spread > ROUNDING * squares.value ? spread : 0;
}
