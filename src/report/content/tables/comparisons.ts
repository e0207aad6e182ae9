import type { Comparison, MeasuredComparison, SampleSummary } from '../../../analysis/compare/comparison.ts';
import type { Metric } from '../../../config/file/normalise.ts';
import { NBSP, pValue, threeDigits } from '../../../words/number.ts';
import { type Block, left, right, small, tableBlock } from '../../document.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { join, more, type Phrase, say } from '../../phrase.ts';
import { commonLevelOf, decidingPValue, isMeasured, type View } from '../../view.ts';
import { isWithheld } from '../headline/more-evidence.ts';
import { shortName } from '../headline/names.ts';
import {
  baselineRow,
  emphasise,
  finishedRuns,
  intervalTitle,
  meanText,
  nameCell,
  ownLevel,
  type Row,
  rowOf,
  turned,
  verdictCell,
} from './rows.ts';

/** Comparisons in a table that shows a secondary metric, too. */
const MOST_WITH_SECONDARY = 12;
const MAX_ROWS = 200;
const MAX_PARTIAL = 3;

export function everyComparison(view: View): readonly Block[] {
  const { primary, primaryMetrics } = view;
  const [metric = null, ...others] = primaryMetrics;
  const only = others.length === 0 && primary.length <= MOST_WITH_SECONDARY ? metric : null;
  const rest = more(primary.length - MAX_ROWS, 'are in the result file.');
  return metric === null ? [] : [...blocksOf(view, primary.slice(0, MAX_ROWS), only), ...small(rest)];
}

/** @param only null if the first column names the metric */
function blocksOf(view: View, shown: readonly Comparison[], only: Metric | null): readonly Block[] {
  const rows = view.primaryMetrics.flatMap(({ name }) => {
    const own = shown.filter(({ metric }) => metric === name);
    return own.length === 0 ? [] : [baselineRow(view, name), ...own.map((one) => rowOf(view, one))];
  });
  const means = only === null ? [] : meansBeside(view, only);
  const subject = means.length > 1 ? only : null;
  const table = tableBlock<Row>(rows, [
    left('Metric', (row) => (only === null && row.comparison === null ? metricTitle(row.metric) : [])),
    left('Model', (row) => nameCell(row)),
    right('Runs', runsCell),
    ...(only === null
      ? [right('Mean ± sd', (row: Row) => meanCell(view, row, row.metric))]
      : means.map(({ name }) => right(metricTitle(name), (row: Row) => meanCell(view, row, name)))),
    right(differenceTitle(view, shown, subject), (row) => differenceCell(view, row)),
    right(`${pTitle(view)}${needed(commonSignificance(view), 'needs ')}`, (row) => pCell(view, row)),
    left('Verdict', (row) => say`${verdictCell(row)}${objection(row)}`),
  ]);
  return [...table, ...small(pairMeans(view, shown))];
}

function meansBeside({ result, secondary }: View, metric: Metric): readonly Metric[] {
  const beside = result.metrics.find(
    ({ role, name }) => role === 'secondary' && secondary.some((one) => one.metric === name),
  );
  return result.metrics.filter((one) => one === metric || one === beside);
}

function runsCell({ finished, runs, failed }: Row): string {
  if (finished?.n === 0) return 'fixed';
  return failed === 0 ? String(runs) : `${runs}, ${failed}${NBSP}failed`;
}

function meanCell(view: View, { name, isBold, metric: own }: Row, metric: string): Phrase {
  const summary = finishedRuns(view, name, metric);
  if (summary === null) return [];
  const { mean, spread } = view.format(metric).mean(summary);
  return say`${emphasise(mean, isBold && metric === own)}${spread}`;
}

/** @param subject names the metric if the table shows means of two */
function differenceTitle(view: View, comparisons: readonly Comparison[], subject: Metric | null): Phrase {
  const bounds = comparisons.some(isMeasured) ? ` [${intervalTitle(comparisons)}]` : '';
  return say`Δ${subject === null ? '' : say` ${metricName(subject.name)}`}${bounds}${turned(view, comparisons)}`;
}

function differenceCell(view: View, { measured, difference }: Row): Phrase {
  if (measured === null) return difference;
  const over = leavesOut(view, measured) ? ` (${numberOfPairs(measured)})` : '';
  return say`${difference}${ownLevel(measured, view.primary)}${over}`;
}

/** Null if variants were settled at different looks. */
function commonSignificance({ primary }: View): number | null {
  return commonLevelOf(primary.filter(isMeasured).map(({ significanceLevel }) => significanceLevel));
}

/** With a minimum effect, p does not test a difference of zero. */
function pTitle({ primary }: View): string {
  const isShifted = primary.filter(isMeasured).some(({ minEffect }) => minEffect !== undefined);
  return isShifted ? 'p against the minimum effect' : 'p';
}

function needed(level: number | null, words = ''): string {
  return level === null ? '' : ` (${words}≤${NBSP}${threeDigits(level)})`;
}

function pCell(view: View, { measured }: Row): string {
  if (measured === null) return '';
  const { significanceLevel } = measured;
  const own = commonSignificance(view) === null ? needed(significanceLevel) : '';
  return `${pValue(decidingPValue(measured), significanceLevel)}${own}`;
}

/** `not called` explains a p below its level beside an open verdict. */
function objection({ verdict, comparison }: Row): string {
  return verdict === 'inconclusive' && comparison !== null && isWithheld(comparison) ? ', not called' : '';
}

/** A difference over fewer runs is not the difference of the means. */
function pairMeans(view: View, comparisons: readonly Comparison[]): Phrase {
  const partial = comparisons.filter(isMeasured).filter((comparison) => leavesOut(view, comparison));
  if (partial.length === 0) return [];
  const shown = partial.slice(0, MAX_PARTIAL).map((one, i) => pairsOf(view, one, i === 0));
  const rest = more(partial.length - MAX_PARTIAL, 'are over fewer pairs than runs, too');
  return say`Means are over all finished runs of a model. The Δ of ${join([...shown, rest], '; ')}.`;
}

function leavesOut(
  view: View,
  { variant, metric, baseline, candidate, pairing }: MeasuredComparison,
): boolean {
  const finished = (model: string | undefined) => finishedRuns(view, model, metric)?.n;
  if (finished(variant) !== candidate.n) return true;
  return pairing !== 'value' && finished(view.baseline?.name) !== baseline.n;
}

function pairsOf(view: View, comparison: MeasuredComparison, isFirst: boolean): Phrase {
  const { metric, baseline, candidate } = comparison;
  const meanOf = (arm: SampleSummary) => meanText(view, metric, { ...arm, standardDeviation: null });
  const against = `${meanOf(candidate)} against ${meanOf(baseline)}${isFirst ? ' of the baseline' : ''}`;
  return say`${isFirst ? '' : 'that of '}${shortName(view, comparison)} is over ${numberOfPairs(comparison)} that both finished, with means of ${against}`;
}

function numberOfPairs({ pairing, candidate }: MeasuredComparison): string {
  return `${candidate.n} ${{ fold: 'folds', task: 'tasks', value: 'runs', seed: 'pairs', none: 'pairs' }[pairing]}`;
}
