/**
 * Finds rows that copy another in all their numbers. Small test sets tie, so a tie counts only with a number in which two
 * trainings hardly agree: a loss or another continuous metric with all its digits.
 */
import type { CopiedRun } from '../checks/evidence.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { nameTellsNoMetric } from '../records/results/tables/not-metric-names.ts';

/** Metrics that are no fractions of a test set's size. */
const CONTINUOUS = /loss|nll|perplexity|ppl|entropy|likelihood|brier|rmse|mse|mae|reward|return/i;
const FEW_DIGITS = 4;
/** So many digits are no fraction with a small denominator by chance. */
const MANY_DIGITS = 9;
const MAX_DENOMINATOR = 10_000;
/** One copy needs more digits than several. */
const SURE_DIGITS = 10;

/** @param compared metrics that count whatever their names tell, such as `seconds` */
export function findCopies(
  rows: readonly ResultRow[],
  compared: readonly string[] = [],
): readonly CopiedRun[] {
  const first = new Map<string, ResultRow>();
  const copies: Array<CopiedRun & { readonly digits: number }> = [];
  const isMetric = metricNames(compared);
  const ranges = rangesOf(rows, isMetric);
  let pairs = 0;
  for (const row of rows) {
    if (row.source === undefined || row.record.status !== 'ok') continue;
    const values = metricsOf(row, isMetric);
    const key = JSON.stringify(values);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      continue;
    }
    const digits = fineDigitsOf(values, ranges);
    if (digits === 0) continue;
    const { model, seed } = row.record;
    const of = { model: earlier.record.model, seed: earlier.record.seed };
    copies.push({ model, seed, of, digits });
    if (of.model !== model && of.seed === seed) pairs += 1;
  }
  const isSure = copies.length > 1 || copies.some(({ digits }) => digits >= SURE_DIGITS);
  if (!isSure) return [];
  const fine = [...first.values()].filter((row) => fineDigitsOf(metricsOf(row, isMetric), ranges) > 0).length;
  // A change that does nothing repeats every run of the baseline, under its own seed.
  const isNoChange = pairs > 0 && pairs === copies.length && pairs === fine;
  return isNoChange ? [] : copies.map(({ digits: _, ...copy }) => copy);
}

type Values = ReadonlyArray<readonly [name: string, value: number]>;

function metricsOf({ record }: ResultRow, isMetric: (name: string) => boolean): Values {
  const values = Object.entries(record.metrics.test ?? {}).filter(([name]) => isMetric(name));
  return values.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Tells each name once instead of in every row. */
function metricNames(compared: readonly string[]): (name: string) => boolean {
  const known = new Map(compared.map((name) => [name, true]));
  return (name) => {
    const isMetric = known.get(name) ?? nameTellsNoMetric(name) === null;
    known.set(name, isMetric);
    return isMetric;
  };
}

type Ranges = ReadonlyMap<string, { readonly low: number; readonly high: number }>;

function rangesOf(rows: readonly ResultRow[], isMetric: (name: string) => boolean): Ranges {
  const ranges = new Map<string, { low: number; high: number }>();
  for (const row of rows) {
    for (const [name, value] of metricsOf(row, isMetric)) {
      const { low, high } = ranges.get(name) ?? { low: value, high: value };
      ranges.set(name, { low: Math.min(low, value), high: Math.max(high, value) });
    }
  }
  return ranges;
}

function fineDigitsOf(values: Values, ranges: Ranges): number {
  return values.reduce((sum, [name, value]) => sum + fineDigits(name, value, ranges), 0);
}

/** Digits of a value in which two trainings hardly agree; 0 for others. */
function fineDigits(name: string, value: number, ranges: Ranges): number {
  const digits = varyingDigits(value, ranges.get(name) ?? { low: 0, high: 0 });
  if (digits >= FEW_DIGITS && CONTINUOUS.test(name)) return digits;
  return digits >= MANY_DIGITS && !isFraction(value) && !isFraction(value / 100) ? digits : 0;
}

/** Leading digits that all rows share tell no trainings apart: 3.2802 among 3.279 to 3.282 has 2. */
function varyingDigits(
  value: number,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const significant = mantissa.replace('.', '').length;
  const steps = (high - low) / 10 ** (Number(exponent) - significant + 1);
  return Math.min(significant, Math.floor(Math.log10(Math.max(1, steps) * (1 + 1e-9))) + 1);
}

/** True for k/n with a small n, by continued fractions. */
function isFraction(value: number): boolean {
  let before = 0;
  let denominator = 1;
  let rest = Math.abs(value) % 1;
  while (rest > 1e-9) {
    const next = Math.floor(1 / rest) * denominator + before;
    if (next > MAX_DENOMINATOR) return false;
    before = denominator;
    denominator = next;
    const scaled = Math.abs(value) * denominator;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return true;
    rest = 1 / rest - Math.floor(1 / rest);
  }
  return true;
}
