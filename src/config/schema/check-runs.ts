/** The checks that train runs of their own: what a config may ask of them. */
import { type core, z } from 'zod';
import { namedValues, type Params } from '../names.ts';
import { refuseRepeats } from './rules.ts';

const MAX_PARAMETERS = 20;

export const sensitivitySchema = namedValues(
  z.array(z.number().positive()).min(1).max(20).superRefine(refuseRepeats(null)),
  MAX_PARAMETERS,
).describe(
  'Parameter to factors that it is multiplied with in all models, e.g. `{ learning_rate: [0.5, 2] }`: retrains them to see whether the verdict holds.',
);

export const sensitivitySeedsSchema = z
  .number()
  .int()
  .min(2)
  .max(100)
  .default(3)
  .describe('Seeds that each perturbed model is trained with.');

export const varianceSchema = z
  .strictObject({
    seeds: z
      .number()
      .int()
      .min(3)
      .max(20)
      .default(4)
      .describe('Seeds of each source; their square is the number of runs of each model.'),
  })
  .describe('Trains each model in a crossed design, to say which source in vary the variance comes from.');

/**
 * A parameter times a factor. A whole number above 1 stays one: half of 15 epochs are 8 epochs, and half of a learning
 * rate that happens to be 1 is 0.5.
 */
export function perturbed(value: number, factor: number): number {
  const product = value * factor;
  return Number.isInteger(value) && Math.abs(value) > 1 ? Math.round(product) : product;
}

interface PerturbedConfig {
  readonly params: Params;
  readonly models: {
    readonly baseline: { readonly params: Params };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: Params }>;
  };
  readonly checks: { readonly sensitivity?: Readonly<Record<string, readonly number[]>> | undefined };
}

/** A parameter is perturbed in all models alike, so each of them must have it as a number that the factors change. */
export function checkSensitivity(
  { params, models, checks }: PerturbedConfig,
  context: Pick<core.$RefinementCtx, 'addIssue'>,
): void {
  const arms = [{ name: 'baseline', ...models.baseline }, ...models.variants];
  for (const [parameter, factors] of Object.entries(checks.sensitivity ?? {})) {
    const refuse = (message: string, ...at: number[]) =>
      context.addIssue({ code: 'custom', path: ['checks', 'sensitivity', parameter, ...at], message });
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
      const idle = factors.findIndex((factor) => perturbed(value, factor) === value);
      if (idle < 0) continue;
      refuse(`× ${factors[idle]} leaves the ${value} of ${arm.name} as it is; choose another factor`, idle);
      break;
    }
  }
}

/** With a single source of chance there is nothing to split. */
export function checkVariance(
  {
    vary,
    checks,
  }: { readonly vary: string | readonly string[]; readonly checks: { readonly variance?: unknown } },
  context: Pick<core.$RefinementCtx, 'addIssue'>,
): void {
  if (checks.variance === undefined || vary === 'folds' || vary.length > 1) return;
  context.addIssue({
    code: 'custom',
    path: ['checks', 'variance'],
    message: `splits the variance by source, and vary lists only ${vary[0]}; add another of init, order, data to vary, or remove this key`,
  });
}
