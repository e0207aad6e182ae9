/**
 * Mean squares of a crossed design, seed pairs × test examples.
 *
 * D[s, e] is the contribution of example e to the difference under seed s. Rows are added as runs end; the sums are
 * double-double, so the order of seeds and examples does not change the result.
 *
 * Source: H. Scheffé, The Analysis of Variance (1959), ch. 7.
 */
import { requireBetween, StatisticsError } from '../error.ts';
import { ExactSum, ExactSums, exactSum } from '../numerics/exact-sum.ts';

export interface CrossedLayout {
  readonly seeds: number;
  /** Test examples, or clusters of them. */
  readonly examples: number;
  /** Differs from `examples` only for unequal clusters. */
  readonly effectiveExamples: number;
  readonly difference: number;
  /** Null if a single row or column shows no spread. */
  readonly meanSquares: {
    /** Estimates m σ²(seed) + σ²(rest). */
    readonly seeds: number | null;
    /** Estimates n σ²(example) + σ²(rest). */
    readonly examples: number | null;
    readonly rest: number | null;
  };
  /** Of the difference, unbiased; 0 for fewer than three. */
  readonly thirdCumulants: { readonly seeds: number; readonly examples: number };
  /** Of each example's mean over the seeds from the difference, rising. */
  readonly deviations: Float64Array;
  /** Largest absolute contribution, the scale of rounding errors. */
  readonly magnitude: number;
}

export class CrossedTable {
  readonly examples: number;
  readonly #effectiveExamples: number;
  readonly #columns: ExactSums;
  readonly #rowMeans: number[] = [];
  readonly #squares = new ExactSum();
  #magnitude = 0;

  constructor(examples: number, { effectiveExamples = examples }: { effectiveExamples?: number } = {}) {
    if (!(Number.isInteger(examples) && examples >= 1)) {
      throw new StatisticsError(`a crossed design requires at least one example, not ${examples}`);
    }
    if (examples > 1) {
      requireBetween('a crossed design', 'effectiveExamples', effectiveExamples, 1, examples * (1 + 1e-9));
    }
    this.examples = examples;
    this.#effectiveExamples = effectiveExamples;
    this.#columns = new ExactSums(examples);
  }

  add(row: ArrayLike<number>): void {
    if (row.length !== this.examples) {
      throw new StatisticsError(
        `a crossed design requires the same examples in every row: one has ${row.length}, the first ${this.examples}`,
      );
    }
    let largest = this.#magnitude;
    for (let example = 0; example < row.length; example++) {
      const value = row[example] as number;
      if (!Number.isFinite(value * value)) {
        throw new StatisticsError(
          'a crossed design requires finite contributions, and a row holds others or their squares overflow',
        );
      }
      this.#columns.add(example, value);
      this.#squares.addProduct(value, value);
      if (value > largest) largest = value;
      else if (-value > largest) largest = -value;
    }
    this.#rowMeans.push(exactSum(row) / row.length);
    this.#magnitude = largest;
  }

  columnMeans(): Float64Array {
    const seeds = this.#rowMeans.length;
    return new Float64Array(this.examples).map((_, example) => this.#columns.at(example) / seeds);
  }

  layout(): CrossedLayout {
    const seeds = this.#rowMeans.length;
    if (seeds === 0) throw new StatisticsError('a crossed design requires at least one row');
    const { examples } = this;
    const difference = exactSum(this.#rowMeans) / seeds;
    const rows = powersAround(difference, this.#rowMeans);
    const columnMeans = this.columnMeans();
    const columns = powersAround(difference, columnMeans);
    const ofColumns = this.#columns.squares();
    const withinColumns = this.#squares.times(seeds).minus(ofColumns).value / seeds;
    const rest = Math.max(0, withinColumns - examples * rows.squares);
    const mean = (squares: number, freedom: number) => (freedom > 0 ? squares / freedom : null);
    return {
      seeds,
      examples,
      effectiveExamples: this.#effectiveExamples,
      difference,
      meanSquares: {
        seeds: mean(examples * rows.squares, seeds - 1),
        examples: mean(seeds * columns.squares, examples - 1),
        rest: mean(rest, (seeds - 1) * (examples - 1)),
      },
      thirdCumulants: {
        seeds: cumulantOfMean(rows.cubes, seeds),
        examples: cumulantOfMean(columns.cubes, examples),
      },
      deviations: columnMeans.map((mean) => mean - difference).sort(),
      magnitude: this.#magnitude,
    };
  }
}

export function powersAround(centre: number, values: ArrayLike<number>): { squares: number; cubes: number } {
  const [squares, cubes] = [new ExactSum(), new ExactSum()];
  for (let index = 0; index < values.length; index++) {
    const deviation = (values[index] as number) - centre;
    const square = deviation * deviation;
    squares.add(square);
    cubes.add(square * deviation);
  }
  return { squares: squares.value, cubes: cubes.value };
}

/** Third cumulant of a mean of `count` values, from the sum of their cubed deviations. */
export function cumulantOfMean(cubes: number, count: number): number {
  return count < 3 ? 0 : cubes / (count * (count - 1) * (count - 2));
}
