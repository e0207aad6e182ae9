/**
 * Double-double sums: the error of each addition (Knuth's TwoSum) and multiplication (Dekker's product) is kept next to the
 * sum. Neither the order of terms nor a common offset matters, to the last digit but for one case in many millions.
 *
 * Source: T. J. Dekker, Numerische Mathematik 18 (1971); T. Ogita, S. M. Rump and S. Oishi, SIAM J. Scientific Computing 26
 * (2005).
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

  times(factor: number): ExactSum {
    return new ExactSum().addProduct(this.#high, factor).addProduct(this.#low, factor);
  }
}

export function exactSum(terms: ArrayLike<number>): number {
  const sum = new ExactSum();
  for (let index = 0; index < terms.length; index++) sum.add(terms[index] as number);
  return sum.value;
}

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
  // Beyond 2^996 the halves, and the squares of such terms, overflow.
  return Number.isFinite(lost) ? lost : 0;
}

function halves(value: number): readonly [number, number] {
  const scaled = SPLITTER * value;
  const upper = scaled - (scaled - value);
  return [upper, value - upper];
}
