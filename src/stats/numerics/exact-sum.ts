/**
 * Sums in twice the precision of a double, so that the order of the terms does not show in the result, nor does an offset that the terms share.
 *
 * What is lost when a term is added is kept beside the sum (Knuth's TwoSum), and so is what is lost when two terms are multiplied
 * (Dekker's product). Rounded in the end, sums of the same terms in another order agree to the last digit but for a case of one in many
 * millions. Swapped signs give the mirrored sum. Cost: some ten operations a term.
 *
 * Source: T. J. Dekker, Numerische Mathematik 18 (1971); T. Ogita, S. M. Rump and S. Oishi, SIAM J. Scientific Computing 26 (2005).
 */

/** Splits a double into two halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;

/** @example new ExactSum().add(1e16).add(1).add(-1e16).value // 1 */
export class ExactSum {
  #high = 0;
  #low = 0;

  add(term: number): this {
    const sum = this.#high + term;
    const part = sum - this.#high;
    this.#low += this.#high - (sum - part) + (term - part);
    this.#high = sum;
    return this;
  }

  /** Adds one × other. */
  addProduct(one: number, other: number): this {
    const product = one * other;
    this.add(product);
    if (Number.isFinite(product)) this.#low += lostBy(product, one, other);
    return this;
  }

  minus(other: ExactSum): this {
    this.add(-other.#high);
    this.#low -= other.#low;
    return this;
  }

  get value(): number {
    return Number.isFinite(this.#high) ? this.#high + this.#low : this.#high;
  }

  /** This one × factor. */
  times(factor: number): ExactSum {
    return new ExactSum().addProduct(this.#high, factor).addProduct(this.#low, factor);
  }
}

export function exactSum(terms: ArrayLike<number>): number {
  const sum = new ExactSum();
  for (let index = 0; index < terms.length; index++) sum.add(terms[index] as number);
  return sum.value;
}

/** Many sums at a time, in two arrays. */
export class ExactSums {
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  constructor(count: number) {
    this.#high = new Float64Array(count);
    this.#low = new Float64Array(count);
  }

  add(index: number, term: number): void {
    const high = this.#high[index] as number;
    const sum = high + term;
    const part = sum - high;
    this.#low[index] = (this.#low[index] as number) + (high - (sum - part)) + (term - part);
    this.#high[index] = sum;
  }

  at(index: number): number {
    return (this.#high[index] as number) + (this.#low[index] as number);
  }

  /** The sum of the squares of all. */
  squares(): ExactSum {
    const total = new ExactSum();
    for (let index = 0; index < this.#high.length; index++) {
      const [high, low] = [this.#high[index] as number, this.#low[index] as number];
      total
        .addProduct(high, high)
        .addProduct(2 * high, low)
        .addProduct(low, low);
    }
    return total;
  }
}

function lostBy(product: number, one: number, other: number): number {
  const [a, b] = halves(one);
  const [c, d] = halves(other);
  const lost = b * d - (product - a * c - b * c - a * d);
  // Beyond 2^996 the halves overflow; squares of such terms do, too.
  return Number.isFinite(lost) ? lost : 0;
}

function halves(value: number): readonly [number, number] {
  const scaled = SPLITTER * value;
  const upper = scaled - (scaled - value);
  return [upper, value - upper];
}
