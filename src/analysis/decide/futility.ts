/** Stops when even after the last look a verdict is unlikely; the cost in detection is in docs/contributing/statistics.md. */
import { chanceOfVerdict } from '../../stats/sequential/futility.ts';
import type { Comparison, MeasuredComparison } from '../compare/comparison.ts';

export const FUTILITY = 0.05;

/** First word of the reason of an abandoned comparison. */
export const FUTILE = 'stopped';

export function wasGivenUp(comparison: Pick<Comparison, 'reason'> & { readonly cause?: unknown }): boolean {
  return comparison.cause === 'examples-limit' || comparison.reason?.startsWith(FUTILE) === true;
}

interface LastLook {
  readonly pairs: number;
  /** Two-sided; each equivalence test has half of it. */
  readonly level: number;
}

export function chanceByLastLook(
  comparison: Pick<
    MeasuredComparison,
    'difference' | 'standardError' | 'equivalence' | 'baseline' | 'minEffect'
  >,
  { pairs, level }: LastLook,
): number {
  const { equivalence, baseline } = comparison;
  return chanceOfVerdict(comparison, {
    information: pairs / baseline.n,
    level,
    equivalence: equivalence && { margin: equivalence.margin, level: level / 2 },
    minEffect: comparison.minEffect,
  });
}

/** Null where a verdict may still come. */
export function stopForFutility(comparison: MeasuredComparison, last: LastLook): MeasuredComparison | null {
  // The law of further folds is unknown.
  if (comparison.pairing === 'fold') return null;
  const chance = chanceByLastLook(comparison, last);
  if (chance >= FUTILITY) return null;
  const reason = `${FUTILE} after ${comparison.baseline.n} of at most ${last.pairs} pairs: the chance of a verdict by then was ${(100 * chance).toFixed(1)} %`;
  return { ...comparison, reason };
}
