import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP, probability } from '../../../words/number.ts';
import { type Block, left, paragraph, right, small, type Table, tableBlock } from '../../document.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { join, type Phrase, plainName, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { guardMark } from './guards.ts';
import { effect, levelOf } from './rows.ts';

const MAX_INLINE = 3;
const MAX_ROWS = 100;

/** `Secondary, exploratory: accuracy +0.8 pts [+0.1, +1.5].`; empty where only a table would do. */
export function secondaryLine(view: View): Phrase {
  const measured = view.secondary.filter(isMeasured).filter(({ guard }) => guard === undefined);
  if (measured.length === 0 || measured.length > MAX_INLINE || view.variants.length > 1) return [];
  const effects = measured.map((comparison) => {
    const turned = view.metric(comparison.metric).direction === 'minimize' ? ' (+ is better)' : '';
    return say`${metricName(comparison.metric)} ${effect(view, comparison)}${turned}`;
  });
  return say`Secondary, exploratory: ${join(effects, ', ')}.`;
}

export function secondaryMetrics(view: View): readonly Block[] {
  const names = view.result.metrics.map(({ name }) => name);
  const measured = view.secondary
    .filter(isMeasured)
    .sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric));
  if (measured.length === 0) return [];
  const hidden = measured.length - MAX_ROWS;
  return [
    ...paragraph(exploratory(view)),
    ...tableBlock(secondaryTable(view, measured)),
    ...small(hidden > 0 ? say`${hidden} more are in the result file.` : []),
  ];
}

function exploratory({ secondary }: View): Phrase {
  const others = secondary.filter(({ guard }) => guard === undefined).length;
  if (others === 0) return [];
  const who = others < secondary.length ? 'All but the guarded ones' : 'They';
  return say`${who} are exploratory: they are not tested against a level and decide nothing.`;
}

function secondaryTable(view: View, measured: readonly MeasuredComparison[]): Table {
  const level = levelOf(measured);
  const interval = level === null ? 'interval' : `${intervalLevel(level)}${NBSP}interval`;
  const rows = measured.slice(0, MAX_ROWS).map((comparison) => {
    const format = view.format(comparison.metric);
    const baseline = format.mean(comparison.baseline);
    const candidate = format.mean(comparison.candidate);
    const ownLevel = level === null ? `, ${intervalLevel(comparison.interval.level)}` : '';
    return [
      say`${metricTitle(comparison.metric)}${guardMark(comparison)}`,
      [plainName(comparison.variant)],
      say`${baseline.mean}${baseline.spread}`,
      say`${candidate.mean}${candidate.spread}`,
      say`${effect(view, comparison)}${ownLevel}`,
      betterCell(comparison),
    ];
  });
  const numbers = ['Baseline', 'Variant', `Δ, + is better [${interval}]`, 'P(better)'];
  return {
    columns: [left(['Metric']), left(['Model']), ...numbers.map((title) => right([title]))],
    rows,
  };
}

function betterCell({ probabilityOfImprovement: better }: MeasuredComparison): Phrase {
  if (better === null) return [];
  const low = probability(better.low);
  const high = probability(better.high);
  return say`${probability(better.value)} [${low},${NBSP}${high}]`;
}
