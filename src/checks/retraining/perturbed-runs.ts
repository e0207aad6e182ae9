/** Runs of `checks.sensitivity`: every model with one changed parameter. */
import { z } from 'zod';
import { namedValues, type Params } from '../../config/names.ts';
import type { RuledConfig } from '../../config/schema/checks-schema.ts';
import { type Context, reporter } from '../../config/schema/issues.ts';
import { refuseRepeats } from '../../config/schema/rules.ts';
import { type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { type Compared, defineExtraRuns } from '../extra-runs.ts';
import { refuseFolds } from './refuse-folds.ts';
import { isDecided } from './verdict-survival.ts';

const MAX_PARAMETERS = 20;

/** One parameter, multiplied in all models. */
export interface Setting {
  readonly parameter: string;
  readonly factor: number;
}

const sensitivitySchema = namedValues(
  z.array(z.number().positive()).min(1).max(20).superRefine(refuseRepeats(null)),
  MAX_PARAMETERS,
).describe(
  'Parameter and the factors to multiply it by in all models, e.g. `{ learning_rate: [0.5, 2] }`. Retrains the models to check whether the verdict holds.',
);

const seedsSchema = z
  .number()
  .int()
  .min(2)
  .max(100)
  .default(3)
  .describe('Number of seeds for each changed model.');

/** Runs of each setting with the first seeds of the comparison. */
export const perturbedRuns = defineExtraRuns({
  options: { sensitivity: sensitivitySchema.optional(), 'sensitivity-seeds': seedsSchema },
  isRepeat: false,
  plan({ models }, { sensitivity = {}, 'sensitivity-seeds': seeds }) {
    const settings = Object.entries(sensitivity).flatMap(([parameter, factors]) =>
      factors.map((factor): Setting => ({ parameter, factor })),
    );
    return {
      groups: settings.map((setting) => ({
        ...setting,
        runs: planRuns(
          models.map((model) => perturbModel(model, setting)),
          seedsBetween(0, seeds),
        ),
      })),
    };
  },
  isWorthwhile: ({ model }, compared) => isAtStake(model.name, compared),
  refuse(config, { sensitivity }, context) {
    if (sensitivity === undefined) return;
    refuseFolds('sensitivity', config, context);
    refuseIdleFactors(config, sensitivity, context);
  },
});

/** Only decided comparisons can be lost, so other variants are not trained. */
function isAtStake(model: string, { comparisons }: Compared): boolean {
  const decided = comparisons.filter((comparison) => comparison.role === 'primary' && isDecided(comparison));
  return decided.length > 0 && (model === 'baseline' || decided.some(({ variant }) => variant === model));
}

function perturbModel(model: PreparedModel, { parameter, factor }: Setting): PreparedModel {
  // `refuseIdleFactors` has refused other values.
  const params = { ...model.params, [parameter]: perturbed(Number(model.params[parameter]), factor) };
  return { ...model, params, fingerprint: (seed) => model.fingerprint(seed, { params }) };
}

/** A whole number above 1 stays whole: half of 15 epochs is 8, but half of a learning rate of 1 is 0.5. */
export function perturbed(value: number, factor: number): number {
  const product = value * factor;
  return Number.isInteger(value) && Math.abs(value) > 1 ? Math.round(product) : product;
}

/** Each model must have the parameter as a number that every factor changes. */
function refuseIdleFactors(
  { params, models }: RuledConfig,
  factors: Readonly<Record<string, readonly number[]>>,
  context: Context,
): void {
  const arms = [{ name: 'baseline', ...models.baseline }, ...models.variants];
  for (const [parameter, list] of Object.entries(factors)) {
    const refuse = (message: string, ...at: number[]) =>
      reporter(context)(['checks', 'sensitivity', parameter, ...at], message);
    for (const arm of arms) {
      const all: Params = { ...params, ...arm.params };
      const value = Object.hasOwn(all, parameter) ? all[parameter] : undefined;
      if (typeof value !== 'number') {
        const found = value === undefined ? 'does not have it' : `has ${JSON.stringify(value)}`;
        refuse(
          `only a number can be multiplied, and ${arm.name} ${found}; declare ${parameter} as a number under params`,
        );
        break;
      }
      const idle = list.findIndex((factor) => perturbed(value, factor) === value);
      if (idle < 0) continue;
      refuse(`× ${list[idle]} does not change the ${value} of ${arm.name}; choose another factor`, idle);
      break;
    }
  }
}
