import { InvalidArgumentError, Option } from 'commander';
import { percentOf } from '../words/percent.ts';

/** `0.005`, or `macro_f1=0.005` for one metric. */
export type ForMetric<Value> = { readonly metric: string | null; readonly value: Value };

/** Takes one value each time; a list would swallow the files that follow. */
export function repeatable<Value>(
  flags: string,
  description: string,
  parse: (text: string) => Value,
): Option {
  const option = new Option(flags, description).argParser((text: string, earlier: readonly Value[] = []) => [
    ...earlier,
    parse(text),
  ]);
  REPEATABLE.add(option);
  return notNegated(option);
}

/** Commander would take --no-worse for the opposite of --worse. */
export function notNegated(option: Option): Option {
  option.negate = false;
  return option;
}

const REPEATABLE = new WeakSet<Option>();

export function isRepeatable(option: Option): boolean {
  return REPEATABLE.has(option);
}

export function forMetric<Value>(text: string, parse: (text: string) => Value): ForMetric<Value> {
  const at = text.lastIndexOf('=');
  return at < 0
    ? { metric: null, value: parse(text) }
    : { metric: text.slice(0, at), value: parse(text.slice(at + 1)) };
}

export function sizeForMetric(text: string): ForMetric<number> {
  return forMetric(text, positiveNumber);
}

export function number(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const share = percentOf(text);
  const fix = share === null ? '' : `; write ${share}`;
  if (!Number.isFinite(value)) throw new InvalidArgumentError(`must be a number, got "${text}"${fix}`);
  return value;
}

export function positiveNumber(text: string): number {
  const value = number(text);
  if (value <= 0) throw new InvalidArgumentError(`must be above 0, got "${text}"`);
  return value;
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError(`must be a whole number from 1, got "${text}"`);
  return value;
}

/** Limit of `executor.jobs`. */
const MAX_PARALLEL = 1000;

export function runsAtATime(text: string): number {
  const value = positiveInteger(text);
  if (value > MAX_PARALLEL) throw new InvalidArgumentError(`must be at most ${MAX_PARALLEL}, got "${text}"`);
  return value;
}

/** The other kinds need keys of the config. */
export function executorOption(): Option {
  return new Option('--executor <kind>', 'local: train on this machine (default: config)').choices(['local']);
}

export const PARALLEL_OPTION = [
  '-p, --parallel <n>',
  'runs at a time (default: config, else one per core)',
  runsAtATime,
] as const;
