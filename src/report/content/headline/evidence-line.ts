/** Evidence for the verdict, or for an open comparison. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP, pValue, threeDigits } from '../../../words/number.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, join, type Phrase, prose, say } from '../../phrase.ts';
import { decidingPValue, isMeasured, isOverRepeats, type View } from '../../view.ts';
import { evidenceSoFar } from './still-open.ts';
import { sampleSize } from './subline.ts';

export function evidenceLine(view: View): Phrase {
  const { lead } = view;
  if (view.result.verdict === 'inconclusive') return evidenceSoFar(view);
  if (lead === null || !isMeasured(lead)) return [];
  return join([say`${leadSubject(view, lead)}${sampleSize(view, [lead])}`, ...evidence(view, lead)], ' · ');
}

function leadSubject(view: View, { variant, metric }: Comparison): Phrase {
  if (view.primary.length === 1) return [];
  return view.primaryMetrics.length === 1
    ? say`${code(variant)}: `
    : say`${code(variant)}, ${metricName(metric)}: `;
}

const WON = { seed: 'pairs', fold: 'pairs', none: 'pairs', task: 'tasks', value: 'runs' } as const;

function evidence(view: View, comparison: MeasuredComparison): readonly Phrase[] {
  const { verdict, metric, equivalence, interval, better, pairing, significanceLevel, reason } = comparison;
  const unpaired = pairing === 'none' ? say`compared unpaired (Welch)` : [];
  const atThisLook = view.result.design.kind === 'sequential' ? ' at this look' : '';
  if (verdict !== 'equivalent') {
    const p = equals(pValue(decidingPValue(comparison), significanceLevel));
    const won =
      better === null || isOverRepeats(view, metric)
        ? []
        : say`better in ${better.count} of ${better.of} ${WON[pairing]}`;
    return [unpaired, say`p ${p}, needed ≤${NBSP}${threeDigits(significanceLevel)}${atThisLook}`, won];
  }
  if (equivalence === null) return [unpaired, reason === null ? [] : [prose(reason)]];
  const margin = view.format(metric).exact(equivalence.margin);
  return [unpaired, say`${intervalLevel(interval.level)} interval within ±${margin}${atThisLook}`];
}

/** `= 0.012`, `< 0.0001`. */
function equals(p: string): string {
  return /^[<>]/.test(p) ? `${p.charAt(0)}${NBSP}${p.slice(1)}` : `=${NBSP}${p}`;
}
