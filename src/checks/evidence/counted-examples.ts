/** Infers the number of examples from an accuracy, which moves in steps of one over that number. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { areMultiples, roundingError, shareDenominator } from '../../stats/estimates/share-denominator.ts';
import { greatestDivisor } from '../../stats/numerics/greatest-divisor.ts';

/** Probability that accuracies over equally many examples look so different. */
const CHANCE = 0.001;
const ACCURACY = 'accuracy';
const MOST_VALUES = 50;
/** Any shares of three digits are multiples of a thousandth. */
const MOST_TIMES = 1000;

export interface OtherCounts {
  /** null where the accuracies may be rounded. */
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * Accuracies over the same n examples are multiples of 1/n in both arms, to the digits that they have. The smallest n that fits
 * both is g times the number that fits an arm alone, and each of its accuracies is a multiple of g/n by chance with probability 1/g.
 *
 * @returns both arms' numbers of examples if these differ almost certainly; null also if values are averaged over batches, or too
 * few
 */
export function otherCounts(
  records: readonly RunRecord[],
  [baseline, variant]: readonly [string, string],
  split: Exclude<Split, 'shifted'>,
): OtherCounts | null {
  const before = countOf(accuraciesOf(records, baseline, split));
  const after = countOf(accuraciesOf(records, variant, split));
  const both = before === null || after === null ? null : fewestFor([before, after]);
  if (both === null) return null;
  const arms = [before, after].map((arm) => arm as Counted);
  const chance = arms.reduce(
    (product, { shares, examples }) =>
      product * (examples === null ? 1 : (both / examples) ** -shares.length),
    1,
  );
  return chance <= CHANCE ? { before: arms[0]?.examples ?? null, after: arms[1]?.examples ?? null } : null;
}

interface Counted {
  readonly shares: readonly number[];
  readonly error: number;
  /** null if the shares may be rounded. */
  readonly examples: number | null;
}

/** The smallest number of examples that fits both arms; null if neither has a known number, or none is found. */
function fewestFor(arms: readonly Counted[]): number | null {
  const known = arms.flatMap(({ examples }) => examples ?? []);
  if (known.length === 0) return null;
  const common = known.reduce((one, other) => (one / greatestDivisor(one, other)) * other);
  for (let times = 1; times <= MOST_TIMES; times++)
    if (
      arms.every(
        ({ shares, error, examples }) => examples !== null || areMultiples(shares, times * common, error),
      )
    )
      return times * common;
  return null;
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

/** null for too few shares, and for shares of no number of examples. */
function countOf(shares: readonly number[]): Counted | null {
  const examples = shareDenominator(shares);
  if (examples === null || shares.length === 0) return null;
  const error = roundingError(shares);
  const isExact = shares.some((share) => Math.abs(share * 1e6 - Math.round(share * 1e6)) > 1e-4);
  // Rounded shares fit one of the numbers up to this one with this probability.
  const byChance = (examples * (2 * error * examples) ** shares.length) / (shares.length + 1);
  const isKnown = isExact || (byChance <= CHANCE && !fitsAnother(shares, examples, error));
  return { shares, error, examples: isKnown ? examples : null };
}

/** 0.942 is 471 of 500, and rounded also 470 of 499. */
function fitsAnother(shares: readonly number[], examples: number, error: number): boolean {
  for (let n = examples + 1; n < 2 * examples; n++) if (areMultiples(shares, n, error)) return true;
  return false;
}
