import { parse } from 'shell-quote';
import type { Params } from '../../config/names.ts';
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../config/user-error.ts';
import type { Fold } from '../../plan/runs/folds.ts';
import type { SourceSeeds } from '../../plan/runs/source-seeds.ts';

const PLACEHOLDER = /\{([A-Za-z_][\w.-]*)\}/g;

/**
 * Splits a command template into its arguments by the quoting rules of a POSIX shell, which is not started: nothing
 * is expanded, and what only a shell could do is refused.
 *
 * @param key of the config, for messages
 * @throws UserError for an empty template and for operators such as `|`, `&&` and `>`.
 */
export function splitCommand(template: string, key = 'trainer.command'): string[] {
  // `$NAME` stays as it is written: expanding it is a shell's work, and values must not be parsed again.
  const parts = parse(template, (name) => `$${name}`).map((part) => {
    if (typeof part === 'string') return part;
    if ('comment' in part) return `#${part.comment}`;
    if (part.op === 'glob') return part.pattern;
    throw new UserError(
      `${key}: "${part.op}" needs a shell, but commands run without one; put the steps in a script, or write: bash -c "first && second"`,
    );
  });
  if (parts.length === 0) throw new UserError(`${key} is empty; write the program and its arguments`);
  refuseAssignment(parts, template, key);
  refuseVariables(parts, key);
  return parts;
}

function refuseAssignment([first = '']: readonly string[], template: string, key: string): void {
  const [, name] = /^([A-Za-z_]\w*)=/.exec(first) ?? [];
  if (name === undefined) return;
  throw new UserError(
    `${key}: "${first}" would be taken as the program, because no shell sets ${name}; write env ${template.trim()}`,
  );
}

/** `$HOME` may be meant as it stands, our own variables never are, but for a shell that the command starts. */
function refuseVariables(parts: readonly string[], key: string): void {
  if (parts.some((part) => /^-\w*c$/.test(part))) return;
  for (const part of parts) {
    const [variable, name = ''] = /\$CONCLUSIVE_(\w+)/.exec(part) ?? [];
    if (variable === undefined) continue;
    const placeholder = name === 'PARAMS' ? '{params.NAME}' : `{${name.toLowerCase()}}`;
    throw new UserError(
      `${key}: ${variable} is passed unchanged, because no shell replaces it; write ${placeholder}, or let the program read its environment`,
    );
  }
}

/**
 * Fills the placeholders of a template. A value never becomes more than the argument it stands in, whatever characters it holds.
 *
 * @param values of all that may stand between the braces; null where it has none here
 * @throws UserError for a placeholder that has no value
 */
export function fillPlaceholders(
  template: readonly string[],
  key: string,
  values: ReadonlyMap<string, string | null>,
  find = (name: string): string | null => values.get(name) ?? null,
): string[] {
  return template.map((argument) =>
    argument.replaceAll(PLACEHOLDER, (whole, name: string) => {
      const value = find(name);
      if (value !== null) return value;
      const guess = nearest(name, [...values.keys()]);
      const hint = guess === null ? '' : `; did you mean {${guess}}?`;
      const known = [...values.keys()].map((one) => `{${one}}`).join(', ');
      throw new UserError(`${key}: unknown placeholder ${whole}; allowed: ${known}${hint}`);
    }),
  );
}

/** Whether an argument of a template has no value outside of a run. */
export function hasPlaceholder(argument: string): boolean {
  return argument.search(PLACEHOLDER) >= 0;
}

export interface CommandValues {
  readonly seed: number;
  readonly seeds: SourceSeeds;
  /** How the training subset is drawn: `all`, `bootstrap` or a fraction. */
  readonly data: string;
  readonly runDirectory: string;
  readonly params: Params;
  /** Undefined without tasks. */
  readonly task?: string | undefined;
  /** Null outside a cross-validation: there is no such placeholder then. */
  readonly fold?: Fold | null;
}

const FOLD_NAMES = ['fold', 'repeat', 'folds'];

function foldValues({ fold, repeat, of }: Fold): Array<[string, string]> {
  return [
    ['fold', String(fold)],
    ['repeat', String(repeat)],
    ['folds', String(of)],
  ];
}

/**
 * Fills `{seed}`, `{run_dir}` and `{params.NAME}` into the arguments of a template.
 *
 * @throws UserError for a placeholder that does not exist or a parameter that the model does not have.
 */
export function fillCommand(template: readonly string[], values: CommandValues): string[] {
  const key = 'trainer.command';
  const placeholders = new Map<string, string | null>([
    ['seed', String(values.seed)],
    ['run_dir', values.runDirectory],
    ['seed_init', String(values.seeds.init)],
    ['seed_order', String(values.seeds.order)],
    ['seed_data', String(values.seeds.data)],
    ['data', values.data],
    ...(values.task === undefined ? [] : [['task', values.task] as [string, string]]),
    ...(values.fold ? foldValues(values.fold) : []),
    ['params.NAME', null],
  ]);
  const find = (name: string) => {
    if (name.startsWith('params.')) return parameterOf(name.slice('params.'.length), values.params);
    const value = placeholders.get(name) ?? null;
    if (Object.hasOwn(values.params, name) && !placeholders.has(name))
      throw new UserError(`${key}: unknown placeholder {${name}}; did you mean {params.${name}}?`);
    if (value !== null || !FOLD_NAMES.includes(name)) return value;
    throw new UserError(`${key}: {${name}} works only in a cross-validation; set vary: folds, or remove it`);
  };
  return fillPlaceholders(template, key, placeholders, find);
}

function parameterOf(name: string, params: Params): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value !== undefined) return String(value);
  const known = Object.keys(params).join(', ') || 'none';
  throw new UserError(
    `trainer.command: {params.${name}} is not a parameter of this model (parameters: ${known}); add it under params`,
  );
}

/**
 * Fills `{env_dir}` into a command of `trainer.setup`.
 *
 * @throws UserError for any other placeholder: seeds and parameters are a run's, and a setup is shared by many
 */
export function fillSetup(template: readonly string[], environment: string | null): string[] {
  return fillPlaceholders(template, 'trainer.setup', new Map([['env_dir', environment]]));
}
