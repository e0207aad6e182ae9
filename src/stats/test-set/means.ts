/**
 * Metrics that are a mean over the examples: accuracy, log loss, mean absolute error.
 *
 * The difference of a pair is then a mean as well, of the differences between its runs, and the weighted sum over the units is
 * the mean of one number an example: the weighted sum of that example's column. So the columns are added up first, and the
 * examples are drawn from the sums. Where an example is right or wrong, `hits.ts` has a way that is many times faster.
 */
import { mean } from '../describe.ts';
import { requireFinite } from '../error.ts';
import type { Random } from '../random.ts';
import { addRows } from './add-rows.ts';
import { drawExamples } from './draw-examples.ts';
import { createHitsRedraw } from './hits.ts';
import { type ArmRows, commonWeight, type MeasuredUnits, type Redraw, unitSizes } from './measured-units.ts';

/** Arms of large sizes without a common divisor have so many different sums that counting them is no longer faster. */
const MAX_COMMON_WEIGHT = 5000;

/**
 * @param rows what each example contributes to each run's metric, e.g. 1 for right and 0 for wrong
 * @throws StatisticsError for rows of different lengths, arms of different sizes in pairs, values that are not finite
 * @example measureMeans({ baseline: [[1, 0, 1]], candidate: [[1, 1, 1]], pairing: 'seed' }).values // [0.333…]
 */
export function measureMeans(rows: ArmRows): MeasuredUnits {
  const sizes = unitSizes('measureMeans', rows);
  const { baseline, candidate, pairing } = rows;
  const runs = [...baseline, ...candidate];
  for (const row of runs) requireFinite('measureMeans', row);
  const units =
    pairing === 'seed'
      ? candidate.map((row, pair) => subtract(row, baseline[pair] as ArrayLike<number>))
      : runs.map((row) => Float64Array.from(row));
  return {
    pairing,
    sizes,
    examples: units[0]?.length ?? 0,
    values: Float64Array.from(units, (unit) => mean([...unit])),
    contributions: (unit) => units[unit] as Float64Array,
    createRedraw:
      runs.every(isHits) && commonWeight(sizes) <= MAX_COMMON_WEIGHT
        ? createHitsRedraw(rows, sizes)
        : (random) => createColumnRedraw(units, random),
  };
}

function subtract(candidate: ArrayLike<number>, baseline: ArrayLike<number>): Float64Array {
  return Float64Array.from(candidate, (value, example) => value - (baseline[example] as number));
}

function isHits(row: ArrayLike<number>): boolean {
  for (let example = 0; example < row.length; example++) {
    if (row[example] !== 0 && row[example] !== 1) return false;
  }
  return true;
}

function createColumnRedraw(units: readonly Float64Array[], random: Random): Redraw {
  const examples = units[0]?.length ?? 0;
  const positions = new Int32Array(examples);
  const columns = new Float64Array(examples);
  return (weights) => {
    addRows(columns, units, weights);
    drawExamples(random, positions);
    let sum = 0;
    for (let draw = 0; draw < examples; draw++) sum += columns[positions[draw] as number] as number;
    return sum / examples;
  };
}
