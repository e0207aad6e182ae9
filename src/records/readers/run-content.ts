import { scorePredictions } from '../metrics/score.ts';
import {
  type Epoch,
  MAX_METRICS,
  MAX_ORIGIN_CHARS,
  MAX_SLICES,
  type MetricValues,
  type Origin,
  type RunRecord,
  SPLITS,
  type Split,
} from '../record.ts';
import { aliasDeclared } from './declared-names.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { areAlike, isBestOf, type RunValues, type StatedCost, type StatedValue } from './run-values.ts';
import { show, UnreadableRunError } from './unreadable-run-error.ts';

export interface RunContent
  extends Pick<
    RunRecord,
    | 'status'
    | 'failure'
    | 'divergedBy'
    | 'curves'
    | 'metrics'
    | 'slices'
    | 'origins'
    | 'warnings'
    | 'data'
    | 'parameters'
    | 'environment'
  > {
  readonly cost: StatedCost;
  /** `store.save` takes them over. */
  readonly predictions: PredictionTable | null;
}

interface SourcedValue {
  /** Null for the training curve, whose last value averages over a model that was still changing. */
  readonly value: number | null;
  readonly origin: Origin;
}
type SourcedValues = Readonly<Record<string, SourcedValue>>;

/** Stated and computed values may differ by rounding. */
const RELATIVE_TOLERANCE = 1e-3;

/**
 * Brings together what the files state. Metrics that predictions can give are computed from them, and a run that
 * states another value is warned. Its loss and its own metrics are taken as stated.
 */
export function toContent(
  run: RunValues,
  predictions: PredictionTable | null,
  declaredMetrics: readonly string[],
): RunContent {
  const computed = predictions === null ? null : scorePredictions(predictions, declaredMetrics);
  const withAliases = aliasDeclared(declaredMetrics);
  const metrics: Partial<Record<Split, MetricValues>> = {};
  const origins: Partial<Record<Split, Readonly<Record<string, Origin>>>> = {};
  for (const split of SPLITS) {
    const isGraded = (predictions?.splits.get(split)?.scores.size ?? 0) > 0;
    const ofPredictions = withAliases(split, computed?.metrics.get(split) ?? {});
    const contradicted = findContradictions(split, { run, computed: ofPredictions, isGraded });
    const own = Object.entries(ofPredictions).filter(([name]) => !isGraded || !contradicted.has(name));
    const file = shorten(run.predictions?.name ?? '');
    const fromPredictions = own.map(
      ([key, value]) => [key, { value, origin: { file, key, at: 'computed' as const } }] as const,
    );
    const chosen = withAliases(split, {
      ...statedValues(split, run),
      ...Object.fromEntries(fromPredictions),
    });
    const values = Object.entries(chosen).flatMap(([name, { value }]) =>
      value === null ? [] : [[name, value] as const],
    );
    requireAtMost(MAX_METRICS, values.length, 'metrics', `the ${split} split`);
    if (values.length > 0) metrics[split] = Object.fromEntries(values);
    const from = Object.entries(chosen).map(([name, { origin }]) => [name, origin] as const);
    if (from.length > 0) origins[split] = Object.fromEntries(from);
  }
  const { slices = {}, data, parameters = null, environment = {}, cost = {} } = run.facts;
  return {
    status: run.status,
    failure: run.failure,
    divergedBy: run.divergedBy,
    curves: toEpochs(run).map((epoch) => ({
      ...epoch,
      validation: withAliases('validation', epoch.validation),
    })),
    metrics,
    origins,
    slices: mergeSlices(slices, computed?.slices ?? {}),
    data,
    parameters,
    environment,
    cost,
    predictions,
  };
}

/** The final value of each metric, else the last one of its curve, whichever epoch it is from. */
function statedValues(split: Split, run: RunValues): SourcedValues {
  const values: Record<string, SourcedValue> = {};
  for (const [name, stated] of run.lasts[split])
    values[name] = { value: stated.value, origin: originOf(stated, 'last', 1) };
  for (const [name, { byEpoch, latest }] of run.curves[split]) {
    if (byEpoch.size === 0) continue;
    const last = [...byEpoch.keys()].reduce((one, other) => Math.max(one, other));
    const isResult = split !== 'train' && !run.curvesWithoutEnd[split].has(name);
    const value = isResult ? (byEpoch.get(last)?.value ?? null) : null;
    values[name] = { value, origin: originOf(latest, 'last', byEpoch.size) };
  }
  for (const [name, stated] of run.finals[split]) {
    const origin = { ...originOf(stated, 'stated', 1), ...placeInCurve(name, stated.value, split, run) };
    values[name] = { value: stated.value, origin: stated.origin ?? origin };
  }
  return values;
}

function originOf({ file, key }: StatedValue, at: Origin['at'], of: number): Origin {
  const plain = key.replaceAll(/\[\d+\]/g, '').slice(0, MAX_ORIGIN_CHARS);
  const origin: Origin = { file: shorten(file), key: plain, at };
  if (of > 1) origin.of = of;
  if (isCalledBest(plain)) origin.selected = 'name';
  return origin;
}

/** `best_val_acc` and `val/acc_best`, but no `bestiality`. */
export function isCalledBest(key: string): boolean {
  return /(^|[^a-z])best([^a-z]|$)/i.test(key);
}

/** Drops the random parts of names: hosts in event files, ids of runs. */
export function shorten(file: string): string {
  const plain = file.replace(/(tfevents)[^/]*$/, '$1…').replaceAll(/[0-9a-f]{32}/g, '…');
  return plain.length > MAX_ORIGIN_CHARS ? `…${plain.slice(1 - MAX_ORIGIN_CHARS)}` : plain;
}

/** Compares a final value with the best of its curve. */
function placeInCurve(
  name: string,
  value: number,
  split: Split,
  run: RunValues,
): Pick<Origin, 'selected' | 'isBest'> {
  const curve = run.curveOf(split, name).map((stated) => stated.value);
  const last = curve.at(-1);
  if (last === undefined) return {};
  const isOfBest = split === 'validation' && !areAlike(value, last) && run.isOfBestEpoch(split, name, value);
  if (isOfBest) return { selected: 'curve' };
  if (!isBestOf(curve, name, value)) return {};
  return areAlike(value, last) ? { isBest: true } : { selected: 'curve' };
}

function toEpochs(run: RunValues): Epoch[] {
  const epochs = new Map<number, { train: Record<string, number>; validation: Record<string, number> }>();
  for (const split of ['train', 'validation'] as const) {
    for (const [name, { byEpoch }] of run.curves[split]) {
      for (const [at, { value }] of byEpoch) {
        const epoch = epochs.get(at) ?? { train: {}, validation: {} };
        epochs.set(at, epoch);
        epoch[split][name] = value;
      }
    }
  }
  return [...epochs].sort(([a], [b]) => a - b).map(([epoch, values]) => ({ epoch, ...values }));
}

function mergeSlices(stated: RunRecord['slices'], computed: RunRecord['slices']): RunRecord['slices'] {
  const merged = Object.entries(computed).map(([name, slice]) => {
    const own = Object.hasOwn(stated, name) ? stated[name] : undefined;
    return [name, { ...slice, metrics: { ...own?.metrics, ...slice.metrics } }] as const;
  });
  const slices = { ...stated, ...Object.fromEntries(merged) };
  requireAtMost(MAX_SLICES, Object.keys(slices).length, 'slices', 'the run');
  for (const [name, { metrics }] of Object.entries(slices)) {
    requireAtMost(MAX_METRICS, Object.keys(metrics).length, 'metrics', `the slice ${show(name)}`);
  }
  return slices;
}

function requireAtMost(maximum: number, count: number, what: string, owner: string): void {
  if (count <= maximum) return;
  throw new UnreadableRunError(
    `${owner} has ${count} ${what}, including those computed from predictions, but at most ${maximum} are kept; log fewer`,
  );
}

interface StatedAndComputed {
  readonly run: RunValues;
  readonly computed: MetricValues;
  /** The computed value is a mean of graded answers, and the program may sum up in another way. */
  readonly isGraded: boolean;
}

/** @returns names whose stated value is not the computed one */
function findContradictions(
  split: Split,
  { run, computed, isGraded }: StatedAndComputed,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, { value }] of run.finals[split]) {
    const own = Object.hasOwn(computed, name) ? computed[name] : undefined;
    if (own === undefined || Math.abs(own - value) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(own)))
      continue;
    found.add(name);
    run.warn(
      isGraded
        ? `the run reports ${split} ${name} ${value}, but the mean of its samples is ${own}; the reported value is used, without its examples`
        : `the run reports ${split} ${name} ${value}, but its predictions give ${own}; the computed value is used`,
    );
  }
  return found;
}
