import { scorePredictions } from '../metrics/score.ts';
import {
  type Epoch,
  MAX_METRICS,
  MAX_SLICES,
  type MetricValues,
  type RunRecord,
  SPLITS,
  type Split,
} from '../record.ts';
import { aliasDeclared } from './declared-names.ts';
import type { Bag, Findings, StatedCost } from './findings.ts';
import { originsOf } from './origins.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { show, UnreadableRunError } from './unreadable-run-error.ts';

/** What a run left behind, in the form of a run record. */
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

/** Stated and computed values of one metric may differ by rounding; by more, one of them is wrong. */
const RELATIVE_TOLERANCE = 1e-3;

/**
 * Brings together what the files say. Metrics that can be computed from the predictions are; a run that states another
 * value is told so. What only the run can know (its loss, a metric of its own) is taken from it.
 */
export function toContent(
  findings: Findings,
  predictions: PredictionTable | null,
  declaredMetrics: readonly string[],
): RunContent {
  const epochs = [...findings.epochs].sort(([a], [b]) => a - b);
  const computed = predictions === null ? null : scorePredictions(predictions, declaredMetrics);
  const withAliases = aliasDeclared(declaredMetrics);
  const metrics = new Map<Split, MetricValues>();
  const origins = new Map<Split, NonNullable<RunRecord['origins']>[Split]>();
  for (const split of SPLITS) {
    const stated = findings.metrics[split];
    const isGraded = (predictions?.splits.get(split)?.scores.size ?? 0) > 0;
    const all = withAliases(split, computed?.metrics.get(split) ?? {});
    const contradicted = findContradictions({ split, stated, computed: all, isGraded }, findings.warn);
    const own = isGraded ? without(all, contradicted) : all;
    const merged = withAliases(split, {
      ...toValues(findings.lastValues[split]),
      ...toValues(lastOf(epochs, split)),
      ...toValues(stated),
      ...own,
    });
    requireAtMost(MAX_METRICS, merged, 'metrics', `the ${split} split`);
    if (Object.keys(merged).length > 0) metrics.set(split, merged);
    const from = withAliases(
      split,
      originsOf({ split, findings, computed: own, predictionsFile: findings.predictionsName }),
    );
    if (Object.keys(from).length > 0) origins.set(split, from);
  }
  return {
    status: findings.status,
    failure: findings.failure,
    divergedBy: findings.divergedBy,
    curves: epochs
      .map(toEpoch)
      .map((epoch) => ({ ...epoch, validation: withAliases('validation', epoch.validation) }))
      .filter(({ train, validation }) => Object.keys({ ...train, ...validation }).length > 0),
    metrics: Object.fromEntries(metrics),
    origins: Object.fromEntries(origins),
    slices: mergeSlices(findings.slices, computed?.slices ?? {}),
    data: findings.data,
    parameters: findings.parameters,
    environment: findings.environment,
    cost: findings.cost,
    predictions,
  };
}

type EpochEntry = readonly [number, Findings['metrics']];

/**
 * For a metric without a final value its last one stands, whichever epoch it is from. Not on the training split: there an
 * epoch's values are averages over a model that was still changing.
 */
function lastOf(epochs: readonly EpochEntry[], split: Split): ReadonlyMap<string, number> {
  if (split === 'train') return new Map();
  return new Map(epochs.flatMap(([, bags]) => [...bags[split]]));
}

function toEpoch([epoch, bags]: EpochEntry): Epoch {
  return { epoch, train: toValues(bags.train), validation: toValues(bags.validation) };
}

function toValues(bag: ReadonlyMap<string, number>): MetricValues {
  return Object.fromEntries(bag);
}

function mergeSlices(stated: RunRecord['slices'], computed: RunRecord['slices']): RunRecord['slices'] {
  const merged = Object.entries(computed).map(([name, slice]) => {
    const own = Object.hasOwn(stated, name) ? stated[name] : undefined;
    return [name, { ...slice, metrics: { ...own?.metrics, ...slice.metrics } }] as const;
  });
  const slices = { ...stated, ...Object.fromEntries(merged) };
  requireAtMost(MAX_SLICES, slices, 'slices', 'the run');
  for (const [name, { metrics }] of Object.entries(slices)) {
    requireAtMost(MAX_METRICS, metrics, 'metrics', `the slice ${show(name)}`);
  }
  return slices;
}

/** Stated and computed values together. */
function requireAtMost(maximum: number, values: object, what: string, owner: string): void {
  const count = Object.keys(values).length;
  if (count <= maximum) return;
  throw new UnreadableRunError(
    `${owner} has ${count} ${what}, including those computed from predictions, but at most ${maximum} are kept; log fewer`,
  );
}

interface TwoValues {
  readonly split: Split;
  readonly stated: Bag;
  readonly computed: MetricValues;
  /** Then the computed value is a mean, and the program may have another way to add up. */
  readonly isGraded: boolean;
}

/** @returns names with a stated value that is not the computed one */
function findContradictions(
  { split, stated, computed, isGraded }: TwoValues,
  warn: (message: string) => void,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, value] of stated) {
    const own = Object.hasOwn(computed, name) ? computed[name] : undefined;
    if (own === undefined || Math.abs(own - value) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(own)))
      continue;
    found.add(name);
    warn(
      isGraded
        ? `the run reports ${split} ${name} ${value}, but the mean of its samples is ${own}; the reported value is used, without its examples`
        : `the run reports ${split} ${name} ${value}, but its predictions give ${own}; the computed value is used`,
    );
  }
  return found;
}

function without(values: MetricValues, names: ReadonlySet<string>): MetricValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
