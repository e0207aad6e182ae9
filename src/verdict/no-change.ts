import type { Comparison } from '../analysis/compare/comparison.ts';
import { pairRuns } from '../analysis/compare/samples.ts';
import { traceOf } from '../checks/evidence/run-trace.ts';
import type { RunRecord } from '../records/record.ts';
import { timeUnit } from '../stats/metrics/names.ts';

export interface ComparedRuns {
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly metrics: ReadonlyArray<{ readonly name: string }>;
}

/**
 * Equal results can't be tested, but they are what `no change` claims. They must agree in all losses, predictions and metrics but
 * times, or else in a metric next to which every other primary one is equivalent: an equal accuracy alone may hide a change.
 */
export function acceptEqual(
  comparisons: readonly Comparison[],
  runs: ComparedRuns,
  mayBeEqual: readonly string[],
): Comparison[] {
  return comparisons.map((one) => {
    if (!mayBeEqual.includes(one.variant) || one.difference !== null) return one;
    if (one.cause !== 'identical' && one.cause !== 'ceiling') return one;
    const others = comparisons.filter(
      ({ variant, role, difference }) => variant === one.variant && role === 'primary' && difference !== null,
    );
    const areEquivalent = others.length > 0 && others.every(({ verdict }) => verdict === 'equivalent');
    const isAccepted = isUnchanged(one.variant, runs) || (one.cause === 'identical' && areEquivalent);
    return isAccepted ? { ...one, verdict: 'equivalent' } : one;
  });
}

export function isUnchanged(variant: string, { records, baseline, metrics }: ComparedRuns): boolean {
  const names = metrics.map(({ name }) => name).filter((name) => timeUnit(name) === null);
  const pairs = pairRuns(records, baseline, variant);
  return pairs.length > 0 && pairs.every(([one, other]) => traceOf(one, names) === traceOf(other, names));
}
