import { meanOf } from './mean.ts';
import type { Metric } from './metric.ts';
import type { ClassProbabilities } from './predictions.ts';

/** Mean of −ln P(true class), clipped to [2.2e-16, 1 − 2.2e-16] as in scikit-learn. */
export const LOG_LOSS: Metric = {
  name: 'log_loss',
  title: 'log loss',
  direction: 'minimize',
  unit: 'none',
  maximum: null,
  minimum: 0,
  task: 'classification',
  compute: meanOf('probabilities', (_labels, { probabilities }) =>
    (probabilities as ClassProbabilities).ofLabel.map(
      (probability) => -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON)),
    ),
  ),
};
