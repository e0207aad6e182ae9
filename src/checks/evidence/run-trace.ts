import { decidingSplit } from '../../analysis/compare/samples.ts';
import { bestValueOf } from '../../analysis/compare/scale.ts';
import { type RunRecord, SPLITS } from '../../records/record.ts';
import { shareDenominator } from '../../stats/estimates/share-denominator.ts';

/** Cache by metric names. Records do not change. */
const known = new WeakMap<RunRecord, Map<string, string>>();

/** Equal for runs with equal losses, predictions and metrics. */
export function traceOf(record: RunRecord, names: readonly string[]): string {
  const traces = known.get(record) ?? new Map<string, string>();
  known.set(record, traces);
  const key = JSON.stringify(names);
  const trace = traces.get(key) ?? traceAnew(record, names);
  traces.set(key, trace);
  return trace;
}

function traceAnew(record: RunRecord, names: readonly string[]): string {
  const { metrics, predictions } = record;
  const declared = Object.values(metrics).map((values) => names.map((name) => values[name]));
  return JSON.stringify([predictions?.sha256, lossesOf(record), finalLosses(record), declared]);
}

export function lossesOf({ curves }: RunRecord): Array<number | undefined> {
  const losses: Array<number | undefined> = [];
  for (const { train, validation } of curves) losses.push(train.loss, validation.loss);
  return losses;
}

export function finalLosses({ metrics }: RunRecord): Array<number | undefined> {
  return SPLITS.map((split) => metrics[split]?.loss);
}

/** Share of errors, and size of a step, within which a few test examples decide. */
const FEW_ERRORS = 0.05;
const FEWEST_STEPS = 100;

/**
 * Whether all runs have the best value of every metric, or miss it by a few examples of a small test set, so that they may agree
 * because they are good: 29 of 30.
 *
 * @param all runs of all models, whose values show the size of the test set
 */
export function isNearBest(
  runs: readonly RunRecord[],
  metrics: ReadonlyArray<{ readonly name: string }>,
  all: readonly RunRecord[],
): boolean {
  return metrics.every(({ name }) => {
    const split = decidingSplit(runs, name);
    if (split === null) return false;
    const valuesOf = (some: readonly RunRecord[]) => some.flatMap((run) => run.metrics[split]?.[name] ?? []);
    const values = valuesOf(runs);
    const best = bestValueOf(name, values);
    if (best === null || values.length < runs.length) return false;
    if (values.every((value) => value === best)) return true;
    const steps = shareDenominator(valuesOf(all).map((value) => value / best));
    const areFew = steps !== null && steps <= FEWEST_STEPS;
    return areFew && values.every((value) => value / best >= 1 - FEW_ERRORS);
  });
}
