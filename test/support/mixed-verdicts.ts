import type { Comparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { LOG_LOSS, MACRO_F1 } from './sample-results.ts';
import * as samples from './samples.ts';

const [measured] = samples.better.comparisons;

/** An experiment whose primary comparisons have these verdicts. */
export function mixed(
  overall: Verdict,
  cells: ReadonlyArray<readonly [variant: string, metric: string, verdict: Verdict]>,
): ExperimentResult {
  const comparisons = cells.map(([variant, metric, verdict]) => {
    const sign = verdict === 'regression' ? -1 : 1;
    return {
      ...measured,
      variant,
      metric,
      verdict,
      role: 'primary',
      difference: sign * 0.02,
      estimate: sign * 0.02,
      interval: {
        level: 0.95,
        low: Math.min(sign * 0.01, sign * 0.03),
        high: Math.max(sign * 0.01, sign * 0.03),
        method: 'student-t',
      },
    } as Comparison;
  });
  return { ...samples.better, verdict: overall, metrics: [MACRO_F1, LOG_LOSS], comparisons };
}
