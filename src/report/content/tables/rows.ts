/** The row of every table of comparisons, on every medium. */
import type {
  Comparison,
  MeasuredComparison,
  SampleSummary,
  Verdict,
} from '../../../analysis/compare/comparison.ts';
import { summarise } from '../../../analysis/compare/values.ts';
import { mean } from '../../../stats/describe.ts';
import type { ModelSummary } from '../../../verdict/result.ts';
import { intervalLevel, NBSP, probability } from '../../../words/number.ts';
import { type Inline, type Phrase, plainName, say, strong } from '../../phrase.ts';
import { commonLevelOf, isDecided, isMeasured, shownVerdict, type View, valuesOf } from '../../view.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';

/** One model on one metric. The baseline has neither comparison nor verdict. */
export interface Row {
  readonly name: string;
  readonly metric: string;
  readonly comparison: Comparison | null;
  readonly measured: MeasuredComparison | null;
  readonly verdict: Verdict | null;
  readonly isBold: boolean;
  readonly finished: SampleSummary | null;
  /** On all tasks. */
  readonly runs: number;
  readonly failed: number;
  /** `+0.021 [+0.005, +0.038]`. */
  readonly difference: Phrase;
}

export function rowOf(view: View, comparison: Comparison): Row {
  const { variant, metric } = comparison;
  const measured = isMeasured(comparison) ? comparison : null;
  const isBold = isDecided(view, comparison);
  return {
    ...baselineRow(view, metric, variant),
    comparison,
    measured,
    verdict: shownVerdict(view, comparison),
    isBold,
    difference:
      measured === null
        ? say`${comparison.verdict === 'equivalent' ? 'identical' : 'not compared'}`
        : effect(view, measured, isBold),
  };
}

export function baselineRow(view: View, metric: string, name = view.baseline?.name ?? 'baseline'): Row {
  const finished = finishedRuns(view, name, metric);
  return {
    name,
    metric,
    comparison: null,
    measured: null,
    verdict: null,
    isBold: false,
    finished,
    runs: (view.result.tasks === undefined ? finished?.n : view.model(name)?.runs.ok) ?? 0,
    failed: failedRuns(view.model(name)),
    difference: [],
  };
}

/** Covers all finished runs, paired or not, so a model has the same mean in every row. */
export function finishedRuns(view: View, model: string | undefined, metric: string): SampleSummary | null {
  const summary = model === undefined ? null : view.model(model);
  const fixed = summary?.fixed?.[metric];
  if (fixed !== undefined) return { n: 0, mean: fixed, standardDeviation: null };
  if (model !== undefined && view.comparesEachTask) return overTasks(view, model, metric);
  const values = valuesOf(summary, metric).map(({ value }) => value);
  return values.length === 0 ? null : summarise(values);
}

/** Each task has the same weight. */
function overTasks({ result, baseline }: View, model: string, metric: string): SampleSummary | null {
  const runs = (result.tasks?.results ?? []).map(({ values }) => values[model]?.[metric] ?? []);
  // Ranks and normalised scores are in the comparison alone.
  if (runs.some(({ length }) => length === 0)) {
    const one = result.comparisons
      .filter(isMeasured)
      .find((c) => c.metric === metric && (c.variant === model || baseline?.name === model));
    return one === undefined ? null : one.variant === model ? one.candidate : one.baseline;
  }
  return {
    n: runs.flat().length,
    mean: mean(runs.map((own) => mean(own.map(({ value }) => value)))),
    standardDeviation: null,
  };
}

/** `81.5`, `83.2` and ` %`; null without runs of both. */
export function meansOf(view: View, variant: string, metric: string) {
  const { value } = view.format(metric);
  const [before, after] = [view.baseline?.name, variant].map((model) => finishedRuns(view, model, metric));
  if (!before || !after) return null;
  const unit = view.metric(metric).unit === 'percent' ? `${NBSP}%` : '';
  return { before: value(before.mean), after: value(after.mean), unit };
}

export function failedRuns(model: ModelSummary | null): number {
  return Object.entries(model?.runs ?? {}).reduce((sum, [status, n]) => sum + (status === 'ok' ? 0 : n), 0);
}

export function effect(
  view: View,
  { metric, estimate, interval }: MeasuredComparison,
  isBold = false,
): Phrase {
  const text = view.format(metric).difference(estimate, interval);
  return say`${emphasise(text.difference, isBold)} ${text.interval}`;
}

export function meanText(view: View, metric: string, summary: SampleSummary): string {
  const { mean, spread } = view.format(metric).mean(summary);
  return `${mean}${spread}`;
}

export function emphasise(text: Inline, isBold: boolean): Inline {
  return isBold ? strong(text) : text;
}

export function nameCell({ name, isBold }: Row, shown = name): Inline {
  return emphasise(plainName(shown), isBold);
}

export function verdictCell({ verdict }: Row, space = ' '): Phrase {
  return verdict === null ? [] : [`${VERDICT_GLYPHS[verdict]}${space}${verdict}`];
}

export function levelOf(comparisons: readonly Comparison[]): number | null {
  return commonLevelOf(comparisons.filter(isMeasured).map(({ interval }) => interval.level));
}

/** `95 % for all 4 together`; empty for one comparison. */
export function coverTogether(view: View): string {
  const count = view.primary.filter(isMeasured).length;
  return count < 2 ? '' : `${jointLevel(view)} for ${count === 2 ? 'both' : `all ${count}`} together`;
}

/** Bonferroni: the chances to miss add up, to at most α. */
export function jointLevel({ primary, result }: View): string {
  const missed = primary.filter(isMeasured).reduce((sum, { interval }) => sum + 1 - interval.level, 0);
  return intervalLevel(1 - Math.min(missed, result.design.alpha));
}

export function intervalTitle(comparisons: readonly Comparison[]): string {
  const level = levelOf(comparisons);
  return level === null ? 'interval' : `${intervalLevel(level)}${NBSP}interval`;
}

/** Empty if the title of the column has the level. */
export function ownLevel({ interval }: MeasuredComparison, comparisons: readonly Comparison[]): string {
  return levelOf(comparisons) === null ? `, ${intervalLevel(interval.level)}` : '';
}

/** `0.83, 95 % interval [0.61, 0.95]`. */
export function probabilityInterval({
  value,
  level,
  low,
  high,
}: NonNullable<MeasuredComparison['probabilityOfImprovement']>): string {
  return `${probability(value)}, ${intervalLevel(level)} interval [${probability(low)},${NBSP}${probability(high)}]`;
}

export function turned(view: View, comparisons: readonly Comparison[]): string {
  const isTurned = comparisons
    .filter(isMeasured)
    .some(({ metric }) => view.metric(metric).direction === 'minimize');
  return isTurned ? ', + is better' : '';
}
