/** What happened on each task. */
import type { Comparison, Verdict } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP } from '../../../words/number.ts';
import { type Block, left, paragraph, right, small, tableBlock } from '../../document.ts';
import { shortenMiddle } from '../../format/clean.ts';
import type { MetricFormat } from '../../format/metric-format.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { join, type Phrase, plainName, prose, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { leadOf, shortened } from '../headline/headline.ts';
import { isWithheld } from '../headline/more-evidence.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { countsOf, formatOfTasks, scaleWords, type TaskComparison, taskComparisons } from '../tasks.ts';
import { emphasise } from './rows.ts';

/** More would push the findings off the screen. */
const MAX_ROWS = 10;
const MAX_NAME_CHARS = 28;

/** The worst task first. */
const ORDER: readonly Verdict[] = ['regression', 'inconclusive', 'invalid', 'equivalent', 'improvement'];

/** The worst tasks of each model, then those of the model in the headline, and a count of the others. */
export function taskTable(view: View, rows = MAX_ROWS): readonly Block[] {
  const lead = leadOf(view)?.variant;
  const rank = ({ comparison: { verdict, variant } }: TaskComparison) =>
    verdict === 'regression' || variant === lead ? 0 : 1;
  const all = allTasks(view).sort((a, b) => rank(a) - rank(b));
  const [shown, rest] = [all.slice(0, rows), all.slice(rows)];
  const others = rest.length === 0 ? [] : say`${rest.length} more: ${countsOf(rest, false)}.`;
  return [
    ...tableOfTasks(view, shown, MAX_NAME_CHARS),
    ...small(join([others, ...legend(view, all, shown)], ' ')),
  ];
}

/** Every task, for the page. */
export function everyTask(view: View): readonly Block[] {
  const { leftOut = [] } = view.result.tasks ?? {};
  const all = allTasks(view);
  const shown = all.slice(0, MAX_ON_PAGE);
  return [
    ...tableOfTasks(view, shown),
    ...small(join(legend(view, all, shown), ' ')),
    ...leftOut
      .slice(0, MAX_ON_PAGE)
      .flatMap(({ task, reason }) => paragraph(say`${plainName(task)} does not count: ${prose(reason)}.`)),
  ];
}
const MAX_ON_PAGE = 1000;

/** The worst first. */
function allTasks(view: View): TaskComparison[] {
  const all = taskComparisons(view, ({ role }) => role === 'primary');
  const rank = ({ comparison }: TaskComparison) => Math.min(ORDER.indexOf(comparison.verdict), DECIDED);
  return [...all].sort((a, b) => rank(a) - rank(b) || sizeOf(a) - sizeOf(b));
}
/** Improvements and equivalences are in one order, by their difference. */
const DECIDED = ORDER.indexOf('equivalent');

function sizeOf({ comparison }: TaskComparison): number {
  return isMeasured(comparison) ? comparison.estimate : 0;
}

function tableOfTasks(
  view: View,
  rows: readonly TaskComparison[],
  nameChars = Number.POSITIVE_INFINITY,
): readonly Block[] {
  const name = (full: string) => plainName(shortenMiddle(full, nameChars));
  const metrics = new Set(rows.map(({ comparison }) => comparison.metric));
  const formats = new Map([...metrics].map((metric) => [metric, formatOfTasks(view, metric)]));
  const levels = [
    ...new Set(rows.flatMap(({ comparison }) => (isMeasured(comparison) ? comparison.interval.level : []))),
  ];
  const [only = '', ...others] = metrics;
  const isNamed = view.result.tasks?.scale !== 'metric' && others.length === 0;
  const scaled = isNamed ? say` in ${metricName(only)}` : [];
  const level = levels.length === 1 ? `${intervalLevel(levels[0] ?? 0)} CI` : 'CI';
  return tableBlock<TaskComparison>(rows, [
    left('Task', ({ task, comparison: { verdict } }) => say`${VERDICT_GLYPHS[verdict]}${NBSP}${name(task)}`),
    left('Model', ({ comparison }) => (view.variants.length > 1 ? name(comparison.variant) : '')),
    left('Metric', ({ comparison }) => (metrics.size > 1 ? metricTitle(comparison.metric) : '')),
    right(say`Difference${scaled} (${level})`, ({ comparison }) => {
      if (!isMeasured(comparison)) return comparison.cause === 'identical' ? 'identical' : 'not compared';
      const { signed, signedBare } = formats.get(comparison.metric) as MetricFormat;
      const { low, high } = comparison.interval;
      const isBold = comparison.verdict === 'improvement' || comparison.verdict === 'regression';
      return say`${emphasise(signed(comparison.estimate), isBold)} (${signedBare(low)} to ${signedBare(high)})${isWithheld(comparison) ? `${NBSP}†` : ''}`;
    }),
  ]);
}

/** Each level is high, so that all tasks are covered at once. */
function legend(
  view: View,
  all: readonly TaskComparison[],
  shown: readonly TaskComparison[],
): readonly Phrase[] {
  if (all.length === 0) return [];
  const compared = shown.map(({ comparison }) => comparison);
  const isTurned = compared.some(({ metric }) => view.metric(metric).direction === 'minimize');
  const scale = scaleWords(view);
  return [
    because(
      'Not compared',
      compared.filter((one) => !isMeasured(one) && one.cause !== 'identical'),
    ),
    because('† Not confirmed', compared.filter(isWithheld)),
    ...(scale === null
      ? [isTurned ? say`+ is better.` : []]
      : [say`The verdict uses ${scale.name}; these rows show the metric, + is better.`]),
    say`Intervals: ${intervalLevel(1 - view.result.design.alpha)} for ${all.length === 2 ? 'both' : `all ${all.length}`} together.`,
  ];
}

const MAX_REASONS = 2;

/** `† Not confirmed: two tests disagree, so add seeds.` */
function because(what: string, comparisons: readonly Comparison[]): Phrase {
  const reasons = new Set(comparisons.map(({ reason }) => (reason ?? '').split(/[:;] /)[0] ?? ''));
  const shown = [...reasons].slice(0, MAX_REASONS).map(shortened);
  return shown.length === 0 ? [] : say`${what}: ${join(shown, '; ')}.`;
}
