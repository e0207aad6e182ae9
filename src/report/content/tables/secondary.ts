/** Secondary metrics: shown, and not decided on but for those that are guarded. */

import { intervalLevel, NBSP, probability } from '../../../words/number.ts';
import type { Table } from '../../document.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { join, type Phrase, plainName, say } from '../../phrase.ts';
import { commonLevelOf, isMeasured, type View } from '../../view.ts';
import { guardMark } from './guards.ts';

const MAX_INLINE = 3;
const MAX_ROWS = 100;

/** `Secondary, exploratory: accuracy +0.8 pts [+0.1, +1.5].`; empty where only a table would do. */
export function secondaryLine(view: View): Phrase {
  const measured = view.secondary.filter(isMeasured).filter(({ guard }) => guard === undefined);
  if (measured.length === 0 || measured.length > MAX_INLINE || view.variants.length > 1) return [];
  const effects = measured.map((comparison) => {
    const text = view.format(comparison.metric).difference(comparison.estimate, comparison.interval);
    const turned = view.metric(comparison.metric).direction === 'minimize' ? ' (+ is better)' : '';
    return say`${metricName(comparison.metric)} ${text.difference} ${text.interval}${turned}`;
  });
  return say`Secondary, exploratory: ${join(effects, ', ')}.`;
}

export function secondaryTable(view: View): Table | null {
  const names = view.result.metrics.map(({ name }) => name);
  const measured = view.secondary
    .filter(isMeasured)
    .sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric));
  if (measured.length === 0) return null;
  const level = commonLevelOf(measured.map(({ interval }) => interval.level));
  const rows = measured.slice(0, MAX_ROWS).map((comparison) => {
    const format = view.format(comparison.metric);
    const text = format.difference(comparison.estimate, comparison.interval);
    const baseline = format.mean(comparison.baseline);
    const candidate = format.mean(comparison.candidate);
    const better = comparison.probabilityOfImprovement;
    return [
      say`${metricTitle(comparison.metric)}${guardMark(comparison)}`,
      say`${plainName(comparison.variant)}`,
      say`${baseline.mean}${baseline.spread}`,
      say`${candidate.mean}${candidate.spread}`,
      say`${text.difference} ${text.interval}${level === null ? `, ${intervalLevel(comparison.interval.level)}` : ''}`,
      better === null
        ? []
        : say`${probability(better.value)} [${probability(better.low)},${NBSP}${probability(better.high)}]`,
    ];
  });
  const interval = level === null ? 'interval' : `${intervalLevel(level)}${NBSP}interval`;
  const right = ['Baseline', 'Variant', `Δ, + is better [${interval}]`, 'P(better)'];
  return {
    columns: [
      { title: say`Metric`, align: 'left' },
      { title: say`Model`, align: 'left' },
      ...right.map((title) => ({ title: [title], align: 'right' as const })),
    ],
    rows,
  };
}

/** How many rows the table leaves out. */
export function hiddenSecondary(view: View): number {
  return Math.max(0, view.secondary.filter(isMeasured).length - MAX_ROWS);
}
