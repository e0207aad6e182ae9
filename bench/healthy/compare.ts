/** Uses the paired t test alone; withholding verdicts could only hide alarms. */
import type { MeasuredComparison } from '../../src/analysis/compare/comparison.ts';
import type { LoadedConfig } from '../../src/config/file/load.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';

export function compare(
  { name, direction, margin, role }: LoadedConfig['metrics'][number],
  records: readonly RunRecord[],
  alpha: number,
): MeasuredComparison {
  const values = (model: string) =>
    records.filter((run) => run.model === model).map((run) => run.metrics.test?.[name] ?? 0);
  const baseline = values('baseline');
  const sign = direction === 'minimize' ? -1 : 1;
  const differences = values('head').map((value, index) => sign * (value - (baseline[index] ?? 0)));
  const test = pairedT(differences);
  const narrow = pairedT(differences, { level: 1 - 2 * alpha }).interval;
  const isEquivalent = margin !== null && narrow.low > -margin && narrow.high < margin;
  const directed = test.mean > 0 ? 'improvement' : 'regression';
  return {
    variant: 'head',
    metric: name,
    role,
    verdict: isEquivalent ? 'equivalent' : test.pValue <= alpha ? directed : 'inconclusive',
    difference: test.mean,
    estimate: test.mean,
    standardError: test.standardError,
    degreesOfFreedom: test.degreesOfFreedom,
    baseline: { n: differences.length },
    candidate: { n: differences.length },
    interval: { ...test.interval, method: 'student-t' },
    equivalence: margin === null ? null : { margin },
    crossed: null,
    scope: 'this-test-set',
  } as MeasuredComparison;
}
