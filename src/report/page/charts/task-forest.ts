import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../../words/number.ts';
import { formatOfTasks, ofComparison, taskCount, taskWords } from '../../content/tasks.ts';
import { plainText } from '../../format/plain.ts';
import { say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { type IntervalRow, intervalsSvg } from './intervals.ts';
import { metricWords, shortName } from './plot.ts';

const MAX_ROWS = 60;

interface MeasuredTask {
  readonly task: string;
  readonly comparison: MeasuredComparison;
}

/** The best task first; of many, the best and the worst ones. */
export function tasksByDifference(view: View, comparison: MeasuredComparison): readonly MeasuredTask[] {
  const all = ofComparison(view, comparison)
    .flatMap(({ task, comparison: one }) => (isMeasured(one) ? [{ task, comparison: one }] : []))
    .sort((a, b) => b.comparison.estimate - a.comparison.estimate);
  return all.length <= MAX_ROWS ? all : [...all.slice(0, MAX_ROWS / 2), ...all.slice(-MAX_ROWS / 2)];
}

export function taskForest(view: View, comparison: MeasuredComparison): Picture | null {
  const { variant, metric, estimate, interval } = comparison;
  const shown = tasksByDifference(view, comparison);
  if (shown.length < 2) return null;
  const format = formatOfTasks(view, metric);
  const words = (name: string, one: Pick<MeasuredComparison, 'estimate' | 'interval'>) =>
    `${name}: ${format.signed(one.estimate)} ${format.bounds(one.interval.low, one.interval.high)}`;
  const mean = `mean over ${taskCount(view)} tasks`;
  const rows: readonly IntervalRow[] = [
    ...shown.map(({ task, comparison: one }) => ({
      name: task,
      difference: one.estimate,
      interval: one.interval,
      words: `${words(shortName(task, 60), one)}, ${one.verdict}`,
      isHollow: one.verdict === 'inconclusive',
    })),
    {
      name: mean,
      difference: estimate,
      interval,
      words: words(mean, comparison),
      isHollow: false,
      isTotal: true,
    },
  ];
  const title = `${shortName(variant)}: ${metricWords(metric)} by task`;
  const counts = plainText(taskWords(view, comparison));
  const hidden = ofComparison(view, comparison).length - shown.length;
  const rest = hidden === 0 ? '' : ` ${hidden} more are in the table.`;
  const levels = [interval.level, shown[0]?.comparison.interval.level ?? 0, 1 - view.result.design.alpha].map(
    intervalLevel,
  );
  return {
    title,
    svg: intervalsSvg(`${title}: ${counts}`, rows, {
      margin: view.metric(metric).margin,
      tick: format.signedBare,
    }),
    legend: say`Filled: decided. Hollow: open. Diamond: the mean (${levels[0] ?? ''} interval). Bars of tasks: ${levels[1] ?? ''} intervals, ${levels[2] ?? ''} for all together.${rest}`,
  };
}
