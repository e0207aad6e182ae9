/** Medians and 95th percentiles of all answers of an arm, and guards on them. */
import { type QuantileMetric, quantileMetric } from '../../config/case-metrics.ts';
import { COST, LATENCY } from '../../records/evaluations/evaluation.ts';
import { casesForQuantile, quantileEstimate, quantileShift } from '../../stats/crossed/quantile-shift.ts';
import type { Rows } from '../../stats/crossed/quantile-test.ts';
import { intervalLevel, signed, threeDigits } from '../../words/number.ts';
import type { CaseMetric, ComparedArms } from './case-rows.ts';
import { type ArmRows, groupsOf } from './case-rows.ts';
import type { EvaluationResult } from './evaluation-result.ts';
import { type Estimated, groupingOf } from './over-cases.ts';

type Estimate = EvaluationResult['estimates'][number];
type Policy = EvaluationResult['policies'][number];

/** @returns null for too few cases, or groups of them, and where they bound nothing */
export function estimateQuantiles(
  { baseline, variant, alpha }: ComparedArms,
  { scorer, probability }: QuantileMetric,
): Pick<Estimate, 'baseline' | 'candidate' | 'difference'> | null {
  const clusters = groupingOf(baseline.rows);
  if (clusters === 'one' || unitsOf(baseline) < casesForQuantile(probability)) return null;
  const repeats = Math.min(baseline.repeats, variant.repeats);
  const answersOf = ({ rows }: ArmRows): Rows =>
    Array.from({ length: repeats }, (_, repeat) =>
      Float64Array.from(rows, ({ results }) => results[repeat]?.scores[scorer] ?? Number.NaN),
    );
  const [before, after] = [answersOf(baseline), answersOf(variant)];
  const options = { probability, level: 1 - alpha, clusters };
  const difference = quantileShift(before, after, options);
  if (!Number.isFinite(difference.high - difference.low)) return null;
  return {
    baseline: quantileEstimate(before, options),
    candidate: quantileEstimate(after, options),
    difference,
  };
}

function unitsOf({ rows }: ArmRows): number {
  const clusters = groupingOf(rows);
  return clusters === 'one' ? 1 : (clusters?.effective ?? rows.length);
}

export function describeTooFew({ baseline }: ComparedArms, { probability }: QuantileMetric): string {
  if (unitsOf(baseline) >= casesForQuantile(probability))
    return 'has no interval, because too many answers have the same value';
  const units = groupsOf(baseline.rows) === null ? 'cases' : 'groups of cases';
  return `needs ${casesForQuantile(probability)} ${units} or more, so that some lie beyond it`;
}

/** A guard passes where the whole interval lies within its margin; one that is worse by it passes with a chance of at most alpha / 2. */
export function guardPolicies(
  arms: ComparedArms,
  metrics: readonly CaseMetric[],
  estimates: readonly Estimate[],
): Policy[] {
  return metrics.flatMap(({ name, margin, direction }): Policy[] => {
    const quantile = quantileMetric(name);
    if (margin === null || quantile === null) return [];
    const variant = arms.variant.model;
    const estimate = estimates.find((one) => one.metric === name && one.variant === variant)?.difference;
    const status = estimate === undefined ? 'open' : judge(estimate, margin, direction === 'minimize');
    const message =
      estimate === undefined
        ? describeTooFew(arms, quantile)
        : `${FOUND[status](amount(quantile.scorer, margin, threeDigits))}: ${describe(quantile.scorer, estimate, 1 - arms.alpha)}`;
    return [
      {
        id: name,
        variant,
        status,
        message: `${name} ${message}`,
        cases: [],
        flaky: [],
        level: arms.alpha / 2,
        estimate: estimate ?? null,
      },
    ];
  });
}

function judge({ low, high }: Estimated, margin: number, isLower: boolean): Policy['status'] {
  const [least, most] = isLower ? [low, high] : [-high, -low];
  return most <= margin ? 'pass' : least > margin ? 'fail' : 'open';
}

const FOUND: Readonly<Record<Policy['status'], (margin: string) => string>> = {
  pass: (margin) => `is no worse by more than ${margin}`,
  fail: (margin) => `is worse by more than ${margin}`,
  open: (margin) => `may be worse by more than ${margin}, and more cases would tell`,
};

function describe(scorer: string, { value, low, high }: Estimated, level: number): string {
  const decimals = high > low ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(high - low)))) : 3;
  const [best, from, to] = [value, low, high].map((one) =>
    amount(scorer, one, (number) => signed(number, decimals)),
  );
  return `${best} (${intervalLevel(level)} interval ${from} to ${to})`;
}

function amount(scorer: string, value: number, format: (value: number) => string): string {
  if (scorer === COST) return format(value).replace(/\d/, '$$$&');
  return scorer === LATENCY ? `${format(value)} ms` : format(value);
}
