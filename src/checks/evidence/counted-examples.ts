/** Infers the number of examples from an accuracy, which moves in steps of one over that number. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { shareDenominator } from '../../stats/estimates/share-denominator.ts';
import { greatestDivisor } from '../../stats/numerics/greatest-divisor.ts';

/** Probability that accuracies over equally many examples look so different. */
const CHANCE = 0.001;
const ACCURACY = 'accuracy';
const MOST_VALUES = 50;

export interface OtherCounts {
  readonly before: number;
  readonly after: number;
}

/**
 * Accuracies over the same n examples are multiples of 1/n in both arms, and each is a multiple of g/n by chance with
 * probability 1/g.
 *
 * @returns both arms' numbers of examples if these differ almost certainly; null also if values are rounded, averaged over
 * batches, or too few
 */
export function otherCounts(
  records: readonly RunRecord[],
  [baseline, variant]: readonly [string, string],
  split: Exclude<Split, 'shifted'>,
): OtherCounts | null {
  const [one, other] = [baseline, variant].map((model) => accuraciesOf(records, model, split));
  if (one === undefined || other === undefined) return null;
  const before = exactDenominator(one);
  const after = exactDenominator(other);
  if (before === null || after === null || before === after) return null;
  const both = (before / greatestDivisor(before, after)) * after;
  const chance = (both / before) ** -one.length * (both / after) ** -other.length;
  return chance <= CHANCE ? { before, after } : null;
}

function accuraciesOf(records: readonly RunRecord[], model: string, split: 'train' | 'validation' | 'test') {
  const all: Array<number | undefined> = [];
  for (const { metrics, curves } of finishedRuns(records, model)) {
    all.push(metrics[split]?.[ACCURACY]);
    if (split !== 'test') for (const epoch of curves) all.push(epoch[split][ACCURACY]);
  }
  const known = all.filter((value): value is number => Number.isFinite(value));
  const whole = known.some((value) => value > 1) ? 100 : 1;
  const shares = new Set<number>();
  for (const value of known) {
    if (shares.size === MOST_VALUES) break;
    // 0 and 1 are multiples of everything.
    if (value > 0 && value < whole) shares.add(value / whole);
  }
  return [...shares];
}

/** Rounded values fit too many numbers, so at least one value must have all its digits. */
function exactDenominator(shares: readonly number[]): number | null {
  const isExact = shares.some((share) => Math.abs(share * 1e6 - Math.round(share * 1e6)) > 1e-4);
  return isExact ? shareDenominator(shares) : null;
}
