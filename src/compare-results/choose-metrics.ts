/** Chooses the compared columns and their directions. */

import type { FixedBaseline, Metric } from '../config/file/normalise.ts';
import { knownMetric } from '../config/known-metrics.ts';
import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import type { MissingOptions } from '../records/results/missing-options.ts';
import { quoteNames } from '../words/list.ts';

/** A value for one named metric, or for those that it fits. */
export interface ForMetric<Value> {
  readonly metric: string | null;
  readonly value: Value;
}

export interface MetricOptions {
  /** Primary metrics. Default: the only one. */
  readonly metrics: readonly string[];
  /** Includes those of `noWorse`. */
  readonly secondary: readonly string[];
  readonly directions: ReadonlyArray<ForMetric<Metric['direction']>>;
  readonly margins: ReadonlyArray<ForMetric<number>>;
  /** Fixed numbers that are the baseline. */
  readonly baselineValues?: ReadonlyArray<ForMetric<number>>;
  /** The smallest gains that count as an improvement. */
  readonly minEffects?: ReadonlyArray<ForMetric<number>>;
  /** Secondary metrics that must not get worse by their margins. */
  readonly noWorse?: ReadonlyArray<{ readonly metric: string; readonly margin: number | null }>;
}

const LIKELY_LOWER = /loss|err|cost|time|latency|duration|memory|regret|distance|diverg|energy|fail/i;

/** Columns of text, which cannot be metrics. */
export const TEXT = 'text';

/** Values of one name in the files. */
export interface Column {
  /** The largest absolute value. */
  readonly largest: number;
  /** Null for a possible metric; else what it is instead, by its name or values. */
  readonly whyNot: string | null;
}

/**
 * @param missing asks which metric decides, and which direction is better
 * @throws UserError for a name that is unknown or appears twice, a direction that contradicts the name, and a margin that fits no
 *   metric or all
 */
export function chooseMetrics(
  options: MetricOptions,
  columns: ReadonlyMap<string, Column>,
  missing: MissingOptions,
): Metric[] {
  const primary = options.metrics.length > 0 ? options.metrics : theOnly(columns, options.secondary, missing);
  const names = [...primary, ...options.secondary];
  const isPrimary = (name: string) => primary.includes(name);
  const { noWorse = [], minEffects = [] } = options;
  for (const [index, name] of names.entries()) {
    const isGuarded = noWorse.some(({ metric }) => metric === name);
    const option = index < primary.length ? '--metric' : isGuarded ? '--no-worse' : '--secondary';
    if (!columns.has(name)) throw new UserError(`${option}: ${noSuchMetric(name, metricsAmong(columns))}`);
    if (names.indexOf(name) < index) throw new UserError(`${option}: "${name}" appears twice`);
  }
  for (const { metric } of options.directions) requireChosen('--direction', metric, names);
  for (const { metric } of options.margins) requireChosen('--margin', metric, names);
  for (const { metric } of minEffects) requireChosen('--min-effect', metric, primary);
  for (const { metric, margin } of noWorse) {
    if (margin === null && marginOf(metric, options, [], 0) === null)
      throw new UserError(
        `--no-worse: "${metric}" has no margin, so no acceptable loss is defined; write --no-worse ${metric}=SIZE`,
      );
  }
  return names.map((name) => ({
    name,
    role: isPrimary(name) ? 'primary' : 'secondary',
    direction: directionOf(name, options, missing),
    margin: marginOf(name, options, isPrimary(name) ? primary : [], columns.get(name)?.largest ?? 0),
    ...(isPrimary(name) ? minEffectOf(name, options, primary) : {}),
    unit: knownMetric(name)?.unit ?? 'none',
  }));
}

function theOnly(
  columns: ReadonlyMap<string, Column>,
  secondary: readonly string[],
  missing: MissingOptions,
): string[] {
  const left = metricsAmong(columns).filter((name) => !secondary.includes(name));
  if (left.length === 1) return left;
  // A lone column of text was meant as the metric; reading it explains the problem.
  if (left.length === 0 && columns.size === 1) return [...columns.keys()];
  const others = [...columns].flatMap(([name, { whyNot }]) =>
    whyNot === null || whyNot === TEXT ? [] : [name],
  );
  const [guess = others[0]] = [...left].sort((a, b) => likelihood(b) - likelihood(a));
  if (guess === undefined)
    throw new UserError(
      '--metric: no column besides model, seed and status has numbers; add one with the metric',
    );
  const there =
    left.length > 0 ? quoteNames(left) : `no column is clearly a metric; choose from ${quoteNames(others)}`;
  missing.ask('--metric', `the metric that decides: ${there}`, guess);
  return [guess];
}

/** Whether people compare by it: on test data, with a known direction, no loss. */
function likelihood(name: string): number {
  const split = /test/i.test(name) ? 4 : /val|eval|dev/i.test(name) ? 2 : /train/i.test(name) ? -8 : 0;
  return split + (knownMetric(name) === null ? 0 : 1) + (knownMetric(name)?.direction === 'maximize' ? 1 : 0);
}

function metricsAmong(columns: ReadonlyMap<string, Column>): string[] {
  return [...columns].filter(([, { whyNot }]) => whyNot === null).map(([name]) => name);
}

function directionOf(
  name: string,
  { directions }: MetricOptions,
  missing: MissingOptions,
): Metric['direction'] {
  const known = knownMetric(name)?.direction;
  const named = directions.findLast(({ metric }) => metric === name)?.value;
  if (named !== undefined) return named;
  const general = directions.findLast(({ metric }) => metric === null)?.value;
  const direction = known ?? general;
  if (direction === undefined) {
    const guess = LIKELY_LOWER.test(name) ? 'minimize' : 'maximize';
    missing.ask('--direction', `which way "${name}" is better: maximize or minimize`, `${name}=${guess}`);
    return guess;
  }
  if (general !== undefined && general !== direction) {
    throw new UserError(
      `--direction: ${general} contradicts "${name}", which is better ${direction === 'maximize' ? 'higher' : 'lower'}; ` +
        `if it is meant, write --direction ${name}=${general}`,
    );
  }
  return direction;
}

function marginOf(
  name: string,
  { margins, noWorse = [] }: MetricOptions,
  primary: readonly string[],
  largest: number,
): number | null {
  const guarded = noWorse.findLast(({ metric }) => metric === name)?.margin ?? undefined;
  const named = guarded ?? margins.findLast(({ metric }) => metric === name)?.value;
  const general = margins.findLast(({ metric }) => metric === null)?.value;
  if (named === undefined && general !== undefined && primary.length > 1) {
    throw new UserError(
      `--margin: ${general} could be meant for any of ${quoteNames(primary)}; write --margin ${name}=${general}`,
    );
  }
  const margin = named ?? (primary.length === 1 ? general : undefined);
  if (margin === undefined) return null;
  const maximum = knownMetric(name)?.maximum ?? null;
  if (maximum !== null && largest <= maximum && margin >= maximum) {
    throw new UserError(
      `--margin: ${margin} is as large as ${name} can get, so everything would be equivalent; ` +
        "write it in the metric's unit: 0.005 is half a percentage point",
    );
  }
  return margin;
}

function minEffectOf(
  name: string,
  options: MetricOptions,
  primary: readonly string[],
): Pick<Metric, 'minEffect'> {
  const { minEffects = [] } = options;
  const named = minEffects.findLast(({ metric }) => metric === name)?.value;
  const general = minEffects.findLast(({ metric }) => metric === null)?.value;
  if (named === undefined && general !== undefined && primary.length > 1) {
    throw new UserError(
      `--min-effect: ${general} could be meant for any of ${quoteNames(primary)}; write --min-effect ${name}=${general}`,
    );
  }
  const minEffect = named ?? general;
  if (minEffect === undefined) return {};
  const margin = marginOf(name, options, primary, 0);
  if (margin !== null && minEffect < margin)
    throw new UserError(
      `--min-effect: ${minEffect} is below the margin (${margin}), and smaller differences are equivalent; raise it to ${margin} or more`,
    );
  return { minEffect };
}

/** @returns one number for each metric; undefined where the baseline is a model */
export function fixedValues(
  { baselineValues = [] }: MetricOptions,
  metrics: readonly Metric[],
): FixedBaseline | undefined {
  if (baselineValues.length === 0) return undefined;
  const names = metrics.map(({ name }) => name);
  for (const { metric } of baselineValues) requireChosen('--baseline-value', metric, names);
  return Object.fromEntries(
    names.map((name) => {
      const named = baselineValues.findLast(({ metric }) => metric === name)?.value;
      const general =
        names.length === 1 ? baselineValues.findLast(({ metric }) => metric === null)?.value : undefined;
      const value = named ?? general;
      if (value === undefined)
        throw new UserError(
          `--baseline-value: there is no number for ${name}; write --baseline-value ${name}=NUMBER`,
        );
      return [name, value];
    }),
  );
}

function requireChosen(option: string, name: string | null, chosen: readonly string[]): void {
  if (name === null || chosen.includes(name)) return;
  throw new UserError(`${option}: ${noSuchMetric(name, chosen)}`);
}

function noSuchMetric(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  const hint = guess === null ? '' : `; did you mean "${guess}"?`;
  return `no metric "${name}"; there are ${quoteNames(known) || 'none'}${hint}`;
}
