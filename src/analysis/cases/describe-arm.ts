/** Pass rate, flips, cost and latency of one arm. */
import { COST, LATENCY } from '../../records/evaluations/evaluation.ts';
import { findClusters, sumByCluster } from '../../stats/crossed/clusters.ts';
import { mean, quantile, standardDeviation } from '../../stats/describe.ts';
import { binomialInterval, shareInterval } from '../../stats/estimates/binomial-interval.ts';
import { type ArmRows, type CaseRow, countPassed, groupsOf } from './case-rows.ts';
import type { EvaluationResult } from './evaluation-result.ts';

type Arm = EvaluationResult['arms'][number];

/** @param level of the pass rate's interval */
export function describeArm(arm: ArmRows, scorers: readonly string[], level: number): Arm {
  const { model, repeats, rows } = arm;
  const isKnown = rows[0]?.passed != null;
  const valuesOf = (name: string) =>
    scorers.includes(name)
      ? rows.flatMap(({ results }) => results.map(({ scores }) => scores[name] as number))
      : null;
  const costs = valuesOf(COST);
  const latencies = valuesOf(LATENCY);
  const flipped = rows.filter((row) => countPassed(row) > 0 && countPassed(row) < repeats);
  return {
    model,
    repeats,
    passRate: isKnown ? passRateOf(rows, repeats, level) : null,
    flipRate: isKnown && repeats > 1 ? flipped.length / rows.length : null,
    cost: costs === null ? null : { total: costs.reduce((sum, cost) => sum + cost, 0), perCase: mean(costs) },
    latency: latencies && { median: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) },
  };
}

/**
 * For new cases like these, or new groups of them: exact for one repeat of independent cases, else by the number of
 * independent ones that have the same standard error.
 */
function passRateOf(rows: readonly CaseRow[], repeats: number, level: number): NonNullable<Arm['passRate']> {
  const shares = rows.map((row) => countPassed(row) / repeats);
  const value = mean(shares);
  const groups = groupsOf(rows);
  const hits = shares.filter((share) => share === 1).length;
  if (groups === null && repeats === 1)
    return { value, ...bounds(binomialInterval(hits, rows.length, { level })) };
  const isOneGroup = groups !== null && new Set(groups).size < 2;
  // One group says nothing of another.
  if (isOneGroup) return { value, low: 0, high: 1 };
  const clusters = groups && findClusters(groups);
  const units = clusters === null ? shares : Array.from(sumByCluster(shares, clusters));
  const standardError = standardDeviation(units) / Math.sqrt(units.length);
  const degreesOfFreedom = Math.max(1, (clusters?.effective ?? units.length) - 1);
  return {
    value,
    ...bounds(shareInterval(value, standardError, { units: units.length, degreesOfFreedom, level })),
  };
}

function bounds({ low, high }: { readonly low: number; readonly high: number }) {
  return { low, high };
}
