/** Secondary metrics that must not get worse. */
import type { Comparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP, pValue, threeDigits } from '../../../words/number.ts';
import { metricName } from '../../format/metric-name.ts';
import { join, more, type Phrase, plainName, prose, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';

const MAX_SHOWN = 5;

export function guardLine(view: View): Phrase {
  // The evidence for an open verdict has those that are not shown.
  const isOpen = view.result.verdict === 'inconclusive';
  const guarded = view.secondary.filter(
    ({ guard }) => guard !== undefined && !(isOpen && guard.status === 'not-shown'),
  );
  if (guarded.length === 0) return [];
  const shown = guarded.slice(0, MAX_SHOWN).map((comparison) => describeGuard(view, comparison));
  return say`Guarded: ${join([...shown, more(guarded.length - MAX_SHOWN)], '; ')}.`;
}

export function guardMark({ guard }: Comparison): string {
  if (guard === undefined) return '';
  return { shown: ', guarded: holds', worse: ', guarded: worse', 'not-shown': ', guarded: not shown' }[
    guard.status
  ];
}

export function guardMethod(view: View): Phrase {
  if (view.secondary.every(({ guard }) => guard === undefined)) return [];
  return say`Guards: one-sided tests that each guarded metric is not worse by its margin. The verdict needs the improvement and every guard (intersection–union), so no part is corrected for the others. Each guard has half of α, shared by the variants. A guard is shown exactly when the whole interval lies above −margin. A change that is worse by the margin on a guarded metric passes with a probability of at most half of α.`;
}

export function describeGuard(view: View, comparison: Comparison): Phrase {
  const { guard, metric, variant } = comparison;
  if (guard === undefined) return [];
  const format = view.format(metric);
  const who =
    view.variants.length > 1 ? say`${metricName(metric)} of ${plainName(variant)}` : metricName(metric);
  const found = {
    shown: say`is not worse by ${format.exact(guard.margin)} or more`,
    worse: say`is worse by more than ${format.exact(guard.margin)}`,
    'not-shown': say`may be worse by more than ${format.exact(guard.margin)}`,
  }[guard.status];
  if (guard.reason !== null) return say`${who} ${found}: ${prose(guard.reason)}`;
  if (!isMeasured(comparison)) return say`${who} ${found}`;
  const { difference, interval } = format.difference(comparison.estimate, comparison.interval);
  const { pValueAdjusted, significanceLevel } = guard;
  const tested =
    pValueAdjusted === null || significanceLevel === null
      ? ''
      : `, p${NBSP}${pValue(pValueAdjusted, significanceLevel)}, needs ≤${NBSP}${threeDigits(significanceLevel)}`;
  const level = intervalLevel(comparison.interval.level);
  return say`${who} ${found} (${difference}, ${level} interval ${interval}${tested})`;
}
