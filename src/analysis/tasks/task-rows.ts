/** Predictions of several tasks as the input of one test over seeds and examples of all tasks. */
import type { RunRecord, Split } from '../../records/record.ts';
import { sumByCluster } from '../../stats/crossed/clusters.ts';
import { subtractRows } from '../../stats/crossed/contributions.ts';
import { crossedEstimate } from '../../stats/crossed/crossed-test.ts';
import { crossedOverTasks, type TaskRows } from '../../stats/crossed/over-tasks.ts';
import { metricNamed } from '../../stats/metrics/registry.ts';
import type { ComparedExamples, CrossedSample } from '../compare/compared-examples.ts';
import { decidingSplit, pairBySeed } from '../compare/samples.ts';
import {
  type Arm,
  armOf,
  type Contributor,
  type CrossedRows,
  contributor,
  isExpected,
  type RowsRequest,
} from '../examples/crossed-rows.ts';
import { createGradedReader } from '../examples/graded-reader.ts';
import { clustersOf } from '../examples/pair-table.ts';
import { IncomparablePredictionsError, type SplitReader } from '../examples/run-predictions.ts';
import { recordsByTask } from './by-task.ts';

export interface TaskRowsRequest extends Omit<RowsRequest, 'readerOf' | 'fixed' | 'computationOf'> {
  readonly tasks: readonly string[];
  /** Each task has its own test examples. */
  readonly readersOf: (task: string) => (split: Split) => SplitReader;
}

interface TaskReader {
  readonly reader: SplitReader;
  readonly contributions: Contributor;
}

/** Like `createCrossedRows`, for records with tasks. Seeds count once all tasks have them. */
export function createTaskRows({
  baseline = 'baseline',
  variants,
  metrics,
  tasks,
  verdictFor,
  readersOf,
}: TaskRowsRequest): CrossedRows {
  const isRequired = verdictFor === 'new-examples';
  const readers = new Map<string, TaskReader>();
  const known = new Map<string, Map<string, ArrayLike<number>>>();

  function readerOf(task: string, metric: (typeof metrics)[number], split: Split): TaskReader {
    const key = JSON.stringify([task, metric.name, split]);
    const before = readers.get(key);
    if (before !== undefined) return before;
    const reader = createGradedReader(readersOf(task)(split), metric);
    const contributions = contributor(metric.name, metricNamed(metric.name)?.compute, reader);
    readers.set(key, { reader, contributions });
    return { reader, contributions };
  }

  async function sampleOf(
    byTask: ReadonlyMap<string, readonly RunRecord[]>,
    metric: (typeof metrics)[number],
    variant: string,
  ): Promise<{ readonly sample: CrossedSample; readonly testExamples: number }> {
    const arms = tasks.map((task) => {
      const records = byTask.get(task) ?? [];
      const split = decidingSplit(records, metric.name);
      if (split === null) throw new IncomparablePredictionsError(`no run on ${task} reports ${metric.name}`);
      const arm = (model: string): Arm => {
        const key = JSON.stringify([task, metric.name, model]);
        const rows = known.get(key) ?? new Map<string, ArrayLike<number>>();
        known.set(key, rows);
        return { ...armOf(records, model, metric.name, split), known: rows };
      };
      const [before, after] = [arm(baseline), arm(variant)];
      const pairs = new Map(pairBySeed(before.values, after.values).map((pair) => [pair.seed, pair]));
      return { task, before, after, pairs, ...readerOf(task, metric, split) };
    });
    const seeds = [...(arms[0]?.pairs.keys() ?? [])].filter((seed) =>
      arms.every(({ pairs }) => pairs.has(seed)),
    );
    if (seeds.length === 0)
      throw new IncomparablePredictionsError('no seed has runs of both models on every task');
    const stacked: Array<TaskRows & { readonly hasClusters: boolean }> = [];
    let testExamples = 0;
    for (const { before, after, pairs, reader, contributions } of arms) {
      const rows: Array<ArrayLike<number>> = [];
      for (const seed of seeds) {
        const pair = pairs.get(seed) as { readonly baseline: number; readonly candidate: number };
        const one = await contributions(before, { seed, value: pair.baseline });
        const other = await contributions(after, { seed, value: pair.candidate });
        rows.push(subtractRows(other, one));
      }
      const clusters = clustersOf(reader);
      testExamples += reader.ids().length;
      stacked.push(
        clusters === null
          ? { rows, hasClusters: false }
          : {
              rows: rows.map((row) => sumByCluster(row, clusters)),
              effective: clusters.effective,
              hasClusters: true,
            },
      );
    }
    const table = crossedOverTasks(stacked);
    const sample: CrossedSample = {
      estimate: crossedEstimate(table.layout()),
      clusters: stacked.some(({ hasClusters }) => hasClusters) ? table.examples : null,
      midPValue: null,
      swap: null,
    };
    return { sample, testExamples };
  }

  return {
    async read(records) {
      const byTask = recordsByTask(records, tasks);
      const found = new Map<string, ComparedExamples>();
      for (const metric of metrics)
        for (const variant of variants) {
          const none = { testExamples: null, sample: null, reason: null, isRequired };
          const key = JSON.stringify([variant, metric.name]);
          try {
            const known = verdictFor === 'this-test-set' ? none : await sampleOf(byTask, metric, variant);
            found.set(key, { ...none, ...known });
          } catch (error) {
            if (!isExpected(error)) throw error;
            found.set(key, { ...none, reason: error.message });
          }
        }
      return (variant, metric) => found.get(JSON.stringify([variant, metric])) as ComparedExamples;
    },
  };
}
