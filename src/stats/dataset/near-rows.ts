/**
 * Near copies among rows of numbers, such as augmented ones with a little noise.
 *
 * A row is a near copy if its nearest training row is far nearer than the tenth. Around a point, distances of independent rows of
 * m dimensions behave like m-th roots of uniform numbers, so the ratio r of the two falls below x with probability
 * 1 − (1 − x^m)^9. The dimension follows from the eleventh to twentieth distances, which few copies of a row do not touch. The
 * limit x makes this probability 1 in 500, and is at most 0.3, because densities vary.
 *
 * Source of the estimated dimension: E. Levina and P. Bickel, "Maximum likelihood estimation of intrinsic dimension", NIPS (2004).
 */
import type { TwinCounts } from './twins.ts';

const INNER = 10;
const OUTER = 20;
/** Mean of log(outer distance / distance) over the distances between inner and outer, in one dimension: Σ (1 − 10 / i) / 9 for i from 11 to 19. */
const MEAN_LOG = 0.3125;
const CHANCE = 1 / 500;
const MOST_NEAR = 0.3;
/** Keeps outliers from making all other rows near. */
const OUTERMOST = 6;
/** Multiplications that take about a third of a second. */
const MOST_WORK = 2e8;
const FEWEST_TRAIN = 50;

export interface Rows {
  readonly width: number;
  readonly trainCount: number;
  readonly testCount: number;
  /** NaN marks a missing value. Training rows come first. */
  numbersOf(row: number): ArrayLike<number>;
  /** Whether all else of two rows is equal. */
  isAlike(row: number, other: number): boolean;
}

/** @returns null for too few rows. `train.twins` is the number expected by chance. */
export function countNearRows(rows: Rows): TwinCounts | null {
  const { width, trainCount } = rows;
  if (trainCount < FEWEST_TRAIN || rows.testCount === 0) return null;
  const values = standardise(rows);
  const tested = Math.min(
    rows.testCount,
    Math.max(FEWEST_TRAIN, Math.floor(MOST_WORK / (trainCount * width))),
  );
  const found = Array.from({ length: tested }, (_, position) => nearest(values, rows, trainCount + position));
  const inverses = found.map(({ squares }) => inverseDimension(squares));
  const typical = inverses.reduce((sum, inverse) => sum + inverse, 0) / tested;
  const leaked = found.flatMap(({ alike, squares }, position) => {
    // Where data is locally thinner, such as on an axis of many zeros, near rows are less of a surprise.
    const inverse = Math.max(typical, inverses[position] as number);
    const limit = Math.min(MOST_NEAR, (CHANCE / (INNER - 1)) ** inverse);
    return alike < limit ** 2 * (squares[INNER - 1] as number) ? [position] : [];
  });
  const expected = Math.ceil(CHANCE * trainCount);
  return {
    train: { examples: trainCount, twins: expected, distinct: trainCount, twinsInSample: 0 },
    test: { examples: tested, twins: Math.ceil(CHANCE * tested) },
    leaked,
  };
}

/** Infinity or NaN where rows are equal; then nothing counts as near. */
function inverseDimension(squares: Float64Array): number {
  const outer = squares[OUTER - 1] as number;
  const logs = Array.from(squares.slice(INNER, OUTER - 1), (square) => Math.log(outer / square) / 2);
  return logs.reduce((sum, log) => sum + log, 0) / logs.length / MEAN_LOG;
}

/** By the training rows. Columns without spread count as equal. */
function standardise({ width, trainCount, testCount, numbersOf }: Rows): Float64Array {
  const count = trainCount + testCount;
  const values = new Float64Array(count * width);
  for (let row = 0; row < count; row++) values.set(numbersOf(row), row * width);
  for (let column = 0; column < width; column++) {
    let [known, sum, squares] = [0, 0, 0];
    for (let row = 0; row < trainCount; row++) {
      const value = values[row * width + column] as number;
      if (Number.isNaN(value)) continue;
      known += 1;
      sum += value;
    }
    const centre = known === 0 ? 0 : sum / known;
    for (let row = 0; row < trainCount; row++) {
      const value = values[row * width + column] as number;
      if (!Number.isNaN(value)) squares += (value - centre) ** 2;
    }
    const spread = Math.sqrt(squares / Math.max(1, known));
    for (let row = 0; row < count; row++) {
      const at = row * width + column;
      const value = spread > 0 ? ((values[at] as number) - centre) / spread : 0;
      values[at] = Number.isNaN(value) ? 0 : Math.max(-OUTERMOST, Math.min(OUTERMOST, value));
    }
  }
  return values;
}

/** Squared distances to the nearest training rows, in rising order, and to the nearest that is alike in all else. */
function nearest(values: Float64Array, { width, trainCount, isAlike }: Rows, row: number) {
  const squares = new Float64Array(OUTER).fill(Number.POSITIVE_INFINITY);
  let alike = Number.POSITIVE_INFINITY;
  for (let other = 0; other < trainCount; other++) {
    const most = squares[OUTER - 1] as number;
    let square = 0;
    for (let column = 0; column < width && square < most; column++) {
      const difference =
        (values[row * width + column] as number) - (values[other * width + column] as number);
      square += difference * difference;
    }
    if (square >= most) continue;
    let place = OUTER - 1;
    for (; place > 0 && (squares[place - 1] as number) > square; place--)
      squares[place] = squares[place - 1] as number;
    squares[place] = square;
    if (square < alike && isAlike(row, other)) alike = square;
  }
  return { squares, alike };
}
