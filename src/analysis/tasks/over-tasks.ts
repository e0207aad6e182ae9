/**
 * Puts the runs of several tasks together, each task with the same weight. For these tasks the unit is the seed: its value is
 * the mean over the tasks. For new tasks the unit is the task: its value is the mean over the seeds.
 */
import { createHash } from 'node:crypto';
import { type MetricValues, type RunRecord, SPLITS } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { groupBy } from '../../stats/group-by.ts';
import { quoteNames } from '../../words/list.ts';

/**
 * One record for each model and seed, without a task. A failed run on any task makes it a failed run, which names the task, and
 * so does a missing one.
 */
export function meansOverTasks(records: readonly RunRecord[], tasks: readonly string[]): RunRecord[] {
  const wanted = new Set(tasks);
  const own = records.filter(({ task }) => task !== undefined && wanted.has(task));
  return [...groupBy(own, ({ model, seed }) => JSON.stringify([model, seed])).values()].map((runs) => {
    const byTask = new Map(runs.map((run) => [run.task as string, run]));
    const missing = tasks.filter((task) => !byTask.has(task));
    const failed = runs.find(({ status }) => status !== 'ok');
    const [first] = runs;
    if (failed !== undefined)
      return joined(first, runs, {
        status: failed.status,
        failure: `${failed.task}: ${failed.failure ?? failed.status}`,
        divergedBy: failed.divergedBy,
      });
    if (missing.length > 0)
      return joined(first, runs, {
        status: 'crashed',
        failure: `no run on ${quoteNames(missing, MAX_NAMED)}`,
      });
    return joined(first, runs, { metrics: meanMetrics(tasks.map((task) => byTask.get(task) as RunRecord)) });
  });
}

/**
 * One record for each model and task, whose seed is the number of the task, from 1. It is the mean of the finished runs; a task
 * on which every run of a model failed is a failed run.
 */
export function meansOverSeeds(records: readonly RunRecord[], tasks: readonly string[]): RunRecord[] {
  const numbers = new Map(tasks.map((task, at) => [task, at + 1]));
  const own = records.filter(({ task }) => task !== undefined && numbers.has(task));
  return [...groupBy(own, ({ model, task }) => JSON.stringify([model, task])).values()].map((runs) => {
    const finished = runs.filter(({ status }) => status === 'ok');
    const first = { ...runs[0], seed: numbers.get(runs[0].task ?? '') as number };
    if (finished.length > 0) return joined(first, runs, { status: 'ok', metrics: meanMetrics(finished) });
    const { status, failure, divergedBy, task } = runs[0];
    return joined(first, runs, { status, failure: `${task}: ${failure ?? status}`, divergedBy });
  });
}

const MAX_NAMED = 3;

type Outcome = Partial<Pick<RunRecord, 'status' | 'failure' | 'divergedBy' | 'metrics'>>;

function joined(
  { task: _task, origins: _origins, ...first }: RunRecord,
  runs: readonly RunRecord[],
  { status = 'ok', failure = null, divergedBy = null, metrics = {} }: Outcome,
): RunRecord {
  const shared = <Value>(read: (run: RunRecord) => Value, none: Value): Value => {
    const value = read(runs[0] as RunRecord);
    const text = JSON.stringify(value);
    return runs.every((run) => JSON.stringify(read(run)) === text) ? value : none;
  };
  return {
    ...first,
    fingerprint: digest(runs),
    params: shared(({ params }) => params, {}),
    commit: shared(({ commit }) => commit, null),
    parameters: shared(({ parameters }) => parameters, null),
    status,
    failure,
    divergedBy,
    metrics,
    curves: [],
    slices: {},
    predictions: null,
    cost: costOf(runs),
  };
}

function digest(runs: readonly RunRecord[]): string {
  const hash = createHash('sha256');
  for (const { task, fingerprint } of runs) hash.update(`${task}\0${fingerprint}\0`);
  return hash.digest('hex');
}

/** A metric that one of the runs lacks on a split has no mean there. */
function meanMetrics(runs: readonly RunRecord[]): RunRecord['metrics'] {
  const metrics: RunRecord['metrics'] = {};
  for (const split of SPLITS) {
    const values = runs.map((run) => run.metrics[split]);
    const first = values[0];
    if (first === undefined || values.includes(undefined)) continue;
    const all = values as readonly MetricValues[];
    const names = Object.keys(first).filter((name) => all.every((own) => Object.hasOwn(own, name)));
    metrics[split] = Object.fromEntries(
      names.map((name) => [name, mean(all.map((own) => own[name] as number))]),
    );
  }
  return metrics;
}

function costOf(runs: readonly RunRecord[]): RunRecord['cost'] {
  const total = { wallSeconds: 0, cpuSeconds: 0 as number | null, peakMemoryBytes: null as number | null };
  for (const { cost } of runs) {
    total.wallSeconds += cost.wallSeconds;
    total.cpuSeconds =
      total.cpuSeconds === null || cost.cpuSeconds === null ? null : total.cpuSeconds + cost.cpuSeconds;
    if (cost.peakMemoryBytes !== null)
      total.peakMemoryBytes = Math.max(total.peakMemoryBytes ?? 0, cost.peakMemoryBytes);
  }
  return total;
}
