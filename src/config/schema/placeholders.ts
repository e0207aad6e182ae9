import type { Params } from '../names.ts';
import { nearest } from '../nearest.ts';
import { type Context, reporter } from './issues.ts';

const PARAMETER = /\{params\.([A-Za-z_][\w.-]*)\}/g;
const PLACEHOLDER = /\{([A-Za-z_]\w*)\}/g;
const OF_RUNS = ['seed', 'run_dir', 'seed_init', 'seed_order', 'seed_data', 'data', 'task'] as const;
/** `{ seed }` */
const SPACED = /\{(?: +([a-z_]+) *| *([a-z_]+) +)\}/g;
/** `{repeat}` is read as `{seed}`, and `{config}` as a parameter. */
const OF_EVALUATIONS = ['repeat', 'run_dir', 'config', 'task'] as const;
const OF_FOLDS = ['fold', 'repeat', 'folds'] as const;

interface CommandingConfig {
  readonly trainer: { readonly command?: string | undefined };
  readonly evaluate?: unknown;
  readonly params: Params;
  readonly models: {
    readonly baseline: { readonly params: Params; readonly value?: unknown };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: Params }>;
    readonly reference?: { readonly params: Params } | undefined;
  };
}

/** `conclusive init` writes it in place of an unknown value. */
export const TODO = 'TODO';

/** A program must not train on the word. */
export function refuseTodo(
  { params, models }: Pick<CommandingConfig, 'params' | 'models'>,
  context: Context,
): void {
  const report = reporter(context);
  const places = [
    { path: ['params'], params },
    { path: ['models', 'baseline', 'params'], params: models.baseline.params },
    ...models.variants.map((variant, index) => ({
      path: ['models', 'variants', index, 'params'],
      params: variant.params,
    })),
  ];
  for (const place of places)
    for (const [name, value] of Object.entries(place.params))
      if (value === TODO) report([...place.path, name], 'write its value in place of TODO');
}

/** Each `{params.NAME}` of the command must be a parameter of every model. */
export function checkPlaceholders(
  { trainer, evaluate, params, models }: CommandingConfig,
  context: Context,
): void {
  const report = (message: string) => reporter(context)(['trainer', 'command'], message);
  const arms = [
    ...(models.baseline.value === undefined ? [{ name: 'baseline', ...models.baseline }] : []),
    ...models.variants,
    ...(models.reference === undefined ? [] : [{ name: 'reference', ...models.reference }]),
  ];
  const { command = '' } = trainer;
  const named: readonly string[] = evaluate === undefined ? OF_RUNS : OF_EVALUATIONS;
  const known = evaluate === undefined ? [...named, ...OF_FOLDS] : [...named, 'seed'];
  for (const [whole, before, name = before ?? ''] of command.matchAll(SPACED))
    if (known.includes(name)) report(`${whole} has spaces, so it is no placeholder; write {${name}}`);
  for (const [, name = ''] of command.matchAll(PLACEHOLDER))
    if (!known.includes(name))
      report(whyUnknown(name, named, Object.keys({ ...params, ...arms[0]?.params })));
  const used = new Set([...command.matchAll(PARAMETER)].map(([, name = '']) => name));
  for (const name of used) {
    const arm = arms.find((one) => !Object.hasOwn({ ...params, ...one.params }, name));
    if (arm === undefined) continue;
    const known = Object.keys({ ...params, ...arm.params });
    const guess = nearest(name, known);
    const hint = guess === null ? 'add it under params' : `did you mean {params.${guess}}?`;
    report(
      `{params.${name}} is not a parameter of ${arm.name} (parameters: ${known.join(', ') || 'none'}); ${hint}`,
    );
  }
}

function whyUnknown(name: string, named: readonly string[], params: readonly string[]): string {
  const guess = params.includes(name) ? `params.${name}` : nearest(name, named);
  const meant = guess === null ? '' : `; did you mean {${guess}}?`;
  const hint = name === 'env_dir' ? '; its programs come first in the PATH: write python' : meant;
  const allowed = [...named, 'params.NAME'].map((one) => `{${one}}`).join(', ');
  return `unknown placeholder {${name}}; allowed: ${allowed}${hint}`;
}
