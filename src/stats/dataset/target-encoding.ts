/**
 * Tells whether a column holds, for each of its values, the mean of the label over the rows with that value: a target encoding.
 *
 * Encoders shrink the mean of n rows towards the mean p of all rows: (n · mean + m · p) / (n + m), with one m for all values. The
 * median over the values estimates m, which is 0 without shrinkage. A column of measurements fits no m in all of its values.
 */
import { mean, median } from 'simple-statistics';

/** Fewer values may fit by chance. */
const FEWEST_VALUES = 4;
const FEWEST_DECIMALS = 3;
/** Values of a single row would be copies of the label. */
const ROWS_PER_VALUE = 2;
/** So many categories of equal counts may share a value, and each is shrunk. */
const SHARING = [1, 2, 3];

/** @example isTargetEncoding(['0.25', …], [0, 0, 0, 1, …]) // true if the rows with 0.25 have a mean label of 0.25, and so on */
export function isTargetEncoding(values: readonly string[], labels: readonly number[]): boolean {
  const rows = new Map<string, number[]>();
  for (const [place, value] of values.entries()) {
    const own = rows.get(value);
    if (own === undefined) rows.set(value, [labels[place] as number]);
    else own.push(labels[place] as number);
  }
  const decimals = values.reduce((most, value) => Math.max(most, (value.split('.')[1] ?? '').length), 0);
  if (rows.size < FEWEST_VALUES || rows.size * ROWS_PER_VALUE > values.length || decimals < FEWEST_DECIMALS)
    return false;
  const prior = mean([...labels]);
  const groups = [...rows].map(([value, own]) => ({ value: Number(value), n: own.length, own: mean(own) }));
  if (groups.some(({ value }) => !Number.isFinite(value))) return false;
  const shrinkages = groups.flatMap(({ value, n, own }) =>
    Math.abs(value - prior) < 10 ** -FEWEST_DECIMALS ? [] : [(n * (own - value)) / (value - prior)],
  );
  if (shrinkages.length < FEWEST_VALUES) return false;
  const m = Math.max(0, median(shrinkages));
  // The estimate of m carries the rounding of one value to the others.
  const tolerance = 2 * 10 ** -Math.min(decimals, 9);
  const fits = (categories: number, { value, n, own }: (typeof groups)[number]) =>
    Math.abs(value - (n * own + categories * m * prior) / (n + categories * m)) <= tolerance;
  return groups.every((group) => SHARING.some((categories) => fits(categories, group)));
}
