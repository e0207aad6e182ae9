import type { Metric } from '../config/normalise.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord, Split } from '../records/record.ts';
import { compareArms } from './compare.ts';
import type { Comparison } from './comparison.ts';
import { decideAll } from './decide.ts';
import { decidingSplit, seedValues } from './samples.ts';

export interface AnalysisRequest {
  readonly experiment: string;
  readonly metrics: readonly Metric[];
  readonly variants: readonly string[];
  readonly records: readonly RunRecord[];
  readonly alpha: number;
  /** The level that may be spent at this look. */
  readonly significanceLevel: number;
}

/**
 * Compares every variant with the baseline on every metric.
 *
 * @throws UserError for a metric that no finished run reports.
 */
export function analyse(request: AnalysisRequest): Comparison[] {
  const primaries =
    request.metrics.filter((metric) => metric.role === 'primary').length * request.variants.length;
  const measurements = request.variants.flatMap((variant) =>
    request.metrics.map((metric) => {
      const split = requireSplit(request.records, metric.name);
      return compareArms({
        experiment: request.experiment,
        variant,
        metric: metric.name,
        role: metric.role,
        direction: metric.direction,
        margin: metric.margin,
        alpha: request.alpha,
        plannedLevel: metric.role === 'primary' ? request.alpha / primaries : request.alpha,
        baseline: seedValues(request.records, 'baseline', metric.name, split),
        candidate: seedValues(request.records, variant, metric.name, split),
      });
    }),
  );
  return decideAll(measurements, request.significanceLevel);
}

function requireSplit(records: readonly RunRecord[], metric: string): Split {
  const split = decidingSplit(records, metric);
  if (split === null) throw new UserError(`metrics: no finished run reports "${metric}"`);
  return split;
}
