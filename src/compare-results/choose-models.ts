/** Chooses the baseline and the models that are compared with it. */
import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import type { MissingOptions } from '../records/results/missing-options.ts';
import { quoteNames } from '../words/list.ts';

/** With more, no comparison could reach its part of alpha. */
const MAX_VARIANTS = 100;
const DEFAULT_BASELINE = 'baseline';
const LIKELY_BASELINE = /base|control|main|master|ref|default|vanilla|original|old|before|prod/i;

export interface ChosenModels {
  readonly baseline: string;
  readonly variants: readonly string[];
}

/**
 * @param options.baseline default: the model called `baseline`, else `firstArm`
 * @param options.firstArm the first of files that hold one model each
 * @param options.variants default: all others, in the order of the files
 * @param missing asks for the baseline if no model has that name
 */
export function chooseModels(
  {
    baseline: named,
    variants,
    firstArm,
    isFixed = false,
  }: {
    readonly baseline: string | undefined;
    readonly variants: readonly string[];
    readonly firstArm?: string | null | undefined;
    /** The baseline is a number; all models are variants. */
    readonly isFixed?: boolean;
  },
  models: readonly string[],
  missing: MissingOptions,
): ChosenModels {
  if (isFixed) return againstNumber(named, variants, models);
  requireDistinct(models);
  const baseline = named ?? calledBaseline(models) ?? firstArm ?? likelyBaseline(models, variants, missing);
  if (!models.includes(baseline)) throw unknown('--baseline', baseline, models);
  for (const [index, variant] of variants.entries()) {
    if (!models.includes(variant)) throw unknown('--variant', variant, models);
    if (variant === baseline)
      throw new UserError(`--variant: "${variant}" is the baseline; name another model`);
    if (variants.indexOf(variant) < index) throw new UserError(`--variant: "${variant}" appears twice`);
  }
  const chosen = variants.length > 0 ? variants : models.filter((model) => model !== baseline);
  if (chosen.length === 0) {
    throw new UserError(
      `the files have runs of "${baseline}" only; add a file with runs of another model, or name the model column with --model-column`,
    );
  }
  if (chosen.length > MAX_VARIANTS) {
    throw new UserError(
      `--variant: ${chosen.length} models to compare with "${baseline}", but at most ${MAX_VARIANTS} are possible; name the ones that matter`,
    );
  }
  return { baseline, variants: chosen };
}

function againstNumber(
  named: string | undefined,
  variants: readonly string[],
  models: readonly string[],
): ChosenModels {
  if (named !== undefined) throw new UserError('--baseline-value: replaces --baseline; remove one of them');
  for (const variant of variants) if (!models.includes(variant)) throw unknown('--variant', variant, models);
  const chosen = variants.length > 0 ? variants : models;
  if (chosen.includes(DEFAULT_BASELINE))
    throw new UserError(
      `--baseline-value: the files have a model "${DEFAULT_BASELINE}"; name the models to compare with the number: --variant NAME`,
    );
  return { baseline: DEFAULT_BASELINE, variants: chosen };
}

/** Their runs would be split between them. */
function requireDistinct(models: readonly string[]): void {
  const byName = new Map<string, string>();
  for (const model of models) {
    const name = model.toLowerCase().replaceAll(/\s+/g, ' ');
    const other = byName.get(name);
    if (other !== undefined)
      throw new UserError(
        `the models ${quoteNames([other, model])} differ only in letter case or spaces; spell them alike, or rename one`,
      );
    byName.set(name, model);
  }
}

function calledBaseline(models: readonly string[]): string | undefined {
  return models.find((model) => model.toLowerCase() === DEFAULT_BASELINE);
}

function likelyBaseline(
  models: readonly string[],
  variants: readonly string[],
  missing: MissingOptions,
): string {
  const possible = models.filter((model) => !variants.includes(model));
  const guess = possible.find((model) => LIKELY_BASELINE.test(model)) ?? possible[0];
  if (guess === undefined || models.length === 1) return models[0] ?? DEFAULT_BASELINE;
  missing.ask('--baseline', `the model that the others are compared with: ${quoteNames(possible)}`, guess);
  return guess;
}

function unknown(option: string, name: string, models: readonly string[]): UserError {
  const guess = nearest(name, models);
  const hint = guess === null ? '' : `; did you mean "${guess}"?`;
  return new UserError(
    `${option}: no run belongs to a model "${name}"; the files have ${quoteNames(models)}${hint}; name one with ${option} NAME`,
  );
}
