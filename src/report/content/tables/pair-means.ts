/** What a difference rests on where that is not all runs of both models: without it a table would seem to contradict itself. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { join, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { shortName } from '../headline/names.ts';
import { finishedRuns } from './rows.ts';

const MAX_SHOWN = 3;

/** `` Means are over all finished runs of a model. The Δ of `a` is over 10 pairs: 80.1 % against 80.7 % of the baseline. `` */
export function pairMeans(view: View, comparisons: readonly Comparison[]): Phrase {
  const partial = comparisons.filter(isMeasured).filter((comparison) => leavesOut(view, comparison));
  if (partial.length === 0) return [];
  const shown = partial.slice(0, MAX_SHOWN).map((one, i) => pairsOf(view, one, i === 0));
  const more = partial.length - shown.length;
  const rest = more > 0 ? [say`${more} more are over fewer pairs than runs, too`] : [];
  return say`Means are over all finished runs of a model. The Δ of ${join([...shown, ...rest], '; ')}.`;
}

/** Whether a row shows runs of either model that its difference is without. */
export function leavesOut(view: View, { variant, metric, baseline, candidate }: MeasuredComparison): boolean {
  const finished = (model: string | undefined) => finishedRuns(view, model, metric)?.n;
  return finished(view.baseline?.name) !== baseline.n || finished(variant) !== candidate.n;
}

function pairsOf(view: View, comparison: MeasuredComparison, isFirst: boolean): Phrase {
  const { metric, baseline, candidate } = comparison;
  const meanOf = ({ n, mean }: typeof baseline) => {
    const text = view.format(metric).mean({ n, mean, standardDeviation: null });
    return `${text.mean}${text.spread}`;
  };
  const against = `${meanOf(candidate)} against ${meanOf(baseline)}${isFirst ? ' of the baseline' : ''}`;
  return say`${isFirst ? '' : 'that of '}${shortName(view, comparison)} is over ${numberOfPairs(comparison)} that both finished, with means of ${against}`;
}

/** `10 pairs`. */
export function numberOfPairs({ pairing, candidate }: MeasuredComparison): string {
  return `${candidate.n} ${pairing === 'fold' ? 'folds' : 'pairs'}`;
}
