import { decidingSplit } from '../../analysis/compare/samples.ts';
import { bestValueOf } from '../../analysis/compare/scale.ts';
import { type RunRecord, SPLITS } from '../../records/record.ts';

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

/** Whether all runs have the best value of every metric, so that they may agree because they are good. */
export function isAtBest(
  runs: readonly RunRecord[],
  metrics: ReadonlyArray<{ readonly name: string }>,
): boolean {
  return metrics.every(({ name }) => {
    const split = decidingSplit(runs, name);
    const values = split === null ? [] : runs.flatMap((run) => run.metrics[split]?.[name] ?? []);
    const best = bestValueOf(name, values);
    return best !== null && values.length === runs.length && values.every((value) => value === best);
  });
}
