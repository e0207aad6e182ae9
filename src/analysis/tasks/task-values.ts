/** The values of one task, and how unlikely it is that others equal them by chance. */
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { countBy, groupBy } from '../../stats/group-by.ts';
import { decidingSplit } from '../compare/samples.ts';
import { stepsOf, widthOf } from './possible-values.ts';

export interface TaskRun {
  readonly model: string;
  readonly seed: number;
  readonly value: number;
}

export interface TaskValues {
  readonly task: string;
  readonly runs: readonly TaskRun[];
  readonly values: readonly number[];
}

/** Decimal logarithm of the odds against chance. */
export const SURE_ODDS = 4;

export function valuesOf(task: string, records: readonly RunRecord[], metric: string): TaskValues {
  const split = decidingSplit(records, metric);
  const runs = records.flatMap(({ model, seed, metrics }) => {
    const value = split === null ? undefined : metrics[split]?.[metric];
    return value === undefined ? [] : [{ model, seed, value }];
  });
  return { task, runs, values: runs.map(({ value }) => value) };
}

/** Cells that chance decides: models that tie under a seed count once, and so do the runs of a model that seeds do not move. */
export function independentCells(runs: readonly TaskRun[]): number {
  const constant = new Set(
    byModel(runs).flatMap((own) => (new Set(own.map(({ value }) => value)).size < 2 ? [own[0]?.model] : [])),
  );
  return new Set(
    runs.map(({ model, seed, value }) => JSON.stringify([constant.has(model) ? null : seed, value])),
  ).size;
}

function byModel(runs: readonly TaskRun[]): ReadonlyArray<readonly TaskRun[]> {
  return [...groupBy(runs, ({ model }) => model).values()];
}

/** Share of pairs of runs of a model that tie, over all tasks; 0 without a tie. */
export function tieRate(tasks: ReadonlyArray<Pick<TaskValues, 'runs'>>): number {
  let pairs = 0;
  let ties = 0;
  for (const { runs } of tasks)
    for (const own of byModel(runs)) {
      const counts = countBy(own.map(({ value }) => value));
      if (counts.size < 2) continue;
      pairs += (own.length * (own.length - 1)) / 2;
      for (const count of counts.values()) ties += (count * (count - 1)) / 2;
    }
  return ties === 0 ? 0 : Math.min(1, (ties + 1) / pairs);
}

/**
 * Values that a run of the task could have had: by the size of a test set that explains the digits, and by how often runs tie.
 *
 * @param least two values that differ by less are equal
 */
export function possibleValues({ runs, values }: TaskValues, rate: number, least = 0): number {
  const groups = byModel(runs).map((own) => own.map(({ value }) => value));
  const varied = groups.filter((own) => new Set(own).size > 1);
  const all = widthOf(values);
  const width = varied.length === 0 ? all : Math.min(all, mean(varied.map(widthOf)));
  if (!(width > 0)) return 1;
  const steps = 1 + ((stepsOf(values).steps - 1) * width) / all;
  const ties = Math.max(rate, tieRate([{ runs }]));
  return Math.min(steps, ties === 0 ? steps : 1 / ties, least === 0 ? steps : Math.max(1, width / least));
}

/** For each task, the decimal logarithm of how many tasks there are for each one at its level. */
export function levelOdds(tasks: readonly TaskValues[]): readonly number[] {
  const levels = tasks.map(({ values }) => (values.length === 0 ? Number.NaN : mean(values)));
  return tasks.map(({ values }, at) => {
    const width = Math.max(...values) - Math.min(...values);
    const near = levels.filter((level) => Math.abs(level - (levels[at] as number)) <= width).length;
    return Math.log10(tasks.length / Math.max(1, near));
  });
}
