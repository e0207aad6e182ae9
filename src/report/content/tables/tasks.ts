/** What happened on each task. */
import type { Verdict } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP } from '../../../words/number.ts';
import { type Block, left, paragraph, right, small, tableBlock } from '../../document.ts';
import type { MetricFormat } from '../../format/metric-format.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { join, type Phrase, plainName, prose, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { isWithheld } from '../headline/more-evidence.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { countsOf, formatOfTasks, type TaskComparison, taskComparisons } from '../tasks.ts';
import { emphasise } from './rows.ts';

/** More would push the findings off the screen. */
const MAX_ROWS = 10;

/** The worst task first. */
const ORDER: readonly Verdict[] = ['regression', 'inconclusive', 'invalid', 'equivalent', 'improvement'];

/** The worst tasks, and a count of the others. */
export function taskTable(view: View): readonly Block[] {
  const all = worstFirst(taskComparisons(view, ({ role }) => role === 'primary'));
  if (all.length === 0) return [];
  const rest = all.slice(MAX_ROWS);
  const others = rest.length === 0 ? [] : say`${rest.length} more: ${countsOf(rest, false)}.`;
  return [...tableOfTasks(view, all.slice(0, MAX_ROWS)), ...small(join([legend(view, all), others], ' '))];
}

/** Every task, for the page. */
export function everyTask(view: View): readonly Block[] {
  const { leftOut = [] } = view.result.tasks ?? {};
  const all = worstFirst(taskComparisons(view, ({ role }) => role === 'primary'));
  return [
    ...tableOfTasks(view, all.slice(0, MAX_ON_PAGE)),
    ...small(legend(view, all)),
    ...leftOut
      .slice(0, MAX_ON_PAGE)
      .flatMap(({ task, reason }) => paragraph(say`${plainName(task)} does not count: ${prose(reason)}.`)),
  ];
}
const MAX_ON_PAGE = 1000;

function worstFirst(all: readonly TaskComparison[]): readonly TaskComparison[] {
  const rank = ({ comparison }: TaskComparison) => Math.min(ORDER.indexOf(comparison.verdict), DECIDED);
  return [...all].sort((a, b) => rank(a) - rank(b) || sizeOf(a) - sizeOf(b));
}
/** Improvements and equivalences are in one order, by their difference. */
const DECIDED = ORDER.indexOf('equivalent');

function sizeOf({ comparison }: TaskComparison): number {
  return isMeasured(comparison) ? comparison.estimate : 0;
}

function tableOfTasks(view: View, rows: readonly TaskComparison[]): readonly Block[] {
  const metrics = new Set(rows.map(({ comparison }) => comparison.metric));
  const formats = new Map([...metrics].map((metric) => [metric, formatOfTasks(view, metric)]));
  const levels = [
    ...new Set(rows.flatMap(({ comparison }) => (isMeasured(comparison) ? comparison.interval.level : []))),
  ];
  const level = levels.length === 1 ? `${intervalLevel(levels[0] ?? 0)} CI` : 'CI';
  return tableBlock<TaskComparison>(rows, [
    left(
      'Task',
      ({ task, comparison: { verdict } }) => say`${VERDICT_GLYPHS[verdict]}${NBSP}${plainName(task)}`,
    ),
    left('Model', ({ comparison }) => (view.variants.length > 1 ? plainName(comparison.variant) : '')),
    left('Metric', ({ comparison }) => (metrics.size > 1 ? metricTitle(comparison.metric) : '')),
    right(`Difference (${level})`, ({ comparison }) => {
      if (!isMeasured(comparison)) return comparison.cause === 'identical' ? 'identical' : 'not compared';
      const { signed, signedBare } = formats.get(comparison.metric) as MetricFormat;
      const { low, high } = comparison.interval;
      const isBold = comparison.verdict === 'improvement' || comparison.verdict === 'regression';
      return say`${emphasise(signed(comparison.estimate), isBold)} (${signedBare(low)} to ${signedBare(high)})${isWithheld(comparison) ? ', not confirmed' : ''}`;
    }),
  ]);
}

/** Each level is high, so that all tasks are covered at once. */
function legend(view: View, all: readonly TaskComparison[]): Phrase {
  return say`Intervals: ${intervalLevel(1 - view.result.design.alpha)} for all ${all.length} together.`;
}
