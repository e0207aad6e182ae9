import { createSettling } from '../../analysis/cases/settle-repeats.ts';
import type { Experiment } from '../prepare.ts';

/** As `createSettling`; null for trainings. */
export function settlingOf({
  config,
  models,
  store,
}: Pick<Experiment, 'config' | 'models' | 'store'>): ReturnType<typeof createSettling> | null {
  const { evaluate, metrics } = config;
  if (evaluate === undefined) return null;
  return createSettling({
    models: models.map(({ name }) => name),
    metrics,
    casesOf: store.casesOf,
    options: {
      missingShare: evaluate['missing-cases'],
      ignored: evaluate.ignore,
      keys: { ignore: 'to evaluate.ignore:', missing: 'evaluate.missing-cases' },
    },
  });
}
