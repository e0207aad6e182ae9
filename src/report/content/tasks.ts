/** Several tasks: on how many a model is better. */
import type { Comparison, Verdict } from '../../analysis/compare/comparison.ts';
import { type MetricFormat, metricFormat } from '../format/metric-format.ts';
import { metricName } from '../format/metric-name.ts';
import { codes, enumerate, join, type Phrase, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { firstNames } from './headline/names.ts';

export interface TaskComparison {
  readonly task: string;
  readonly comparison: Comparison;
}

export function taskComparisons(
  { result: { tasks } }: View,
  isWanted: (comparison: Comparison) => boolean,
): readonly TaskComparison[] {
  return (tasks?.results ?? []).flatMap(({ task, comparisons }) =>
    comparisons.filter(isWanted).map((comparison) => ({ task, comparison })),
  );
}

/** A task has its own metric, where shares of it are averaged. */
export function ofComparison(view: View, { variant, metric }: Comparison): readonly TaskComparison[] {
  const [, own = metric] = /^normalised\((.*)\)$/.exec(metric) ?? [];
  const name = view.result.tasks?.scale === 'metric' ? metric : own;
  return taskComparisons(view, (one) => one.variant === variant && one.metric === name);
}

/** Names the scores that are averaged over the tasks; null for the metric itself. */
export function scaleWords({
  result: { tasks },
}: View): { readonly name: string; readonly range: string } | null {
  switch (tasks?.scale) {
    case 'normalised':
      return { name: 'normalised scores', range: 'on each task, 0 is the random score, 1 the human one' };
    default:
      return null;
  }
}

/** `` `normalised(score)`: on each task, 0 is the random score … `` */
export function scaleLegend(view: View): Phrase {
  const scale = scaleWords(view);
  const names = view.primaryMetrics.map(({ name }) => [metricName(name)]);
  return scale === null ? [] : say`${enumerate(names)}: ${scale.range}.`;
}

/** Tasks may scatter more than their mean, and need fewer decimals. */
export function formatOfTasks(view: View, metric: string): MetricFormat {
  const all = taskComparisons(view, (one) => one.metric === metric);
  return metricFormat(
    view.metric(metric),
    all.map(({ comparison }) => comparison),
  );
}

/** Tasks that the verdict is about; 0 for a single one. */
export function taskCount({ result: { tasks, design } }: View): number {
  return (tasks?.names ?? design.tasks ?? []).length;
}

/** ` over 12 tasks` */
export function overTasks(view: View): string {
  const n = taskCount(view);
  return n === 0 ? '' : ` over ${n} tasks`;
}

/** `better on 10, worse on 1 (rte), open on 1` */
export function taskWords(view: View, comparison: Comparison): Phrase {
  const all = ofComparison(view, comparison);
  return all.length === 0 ? [] : countsOf(all, true);
}

/** ` (worse on rte)` */
export function worseTasks(view: View, comparison: Comparison): Phrase {
  const worse = ofComparison(view, comparison).filter((one) => one.comparison.verdict === 'regression');
  return worse.length === 0
    ? []
    : say` (worse on ${enumerate(firstNames(codes(worse.map(({ task }) => task))))})`;
}

const IN_COUNTS: ReadonlyArray<readonly [Verdict, string]> = [
  ['improvement', 'better'],
  ['regression', 'worse'],
  ['equivalent', 'no meaningful change'],
  ['inconclusive', 'open'],
  ['invalid', 'not compared'],
];

export function countsOf(all: readonly TaskComparison[], isNamed: boolean): Phrase {
  const counts = IN_COUNTS.map(([verdict, words]) => {
    const tasks = all.filter(({ comparison }) => comparison.verdict === verdict).map(({ task }) => task);
    if (tasks.length === 0) return [];
    const names = isNamed && verdict === 'regression' ? say` (${enumerate(firstNames(codes(tasks)))})` : [];
    return say`${words} on ${tasks.length}${names}`;
  });
  return join(counts, ', ');
}
