import type { Metric } from '../config/normalise.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord, Split } from '../records/record.ts';
import { compareArms } from './compare.ts';
import type { Comparison } from './comparison.ts';
import { decideAll } from './decide.ts';
import { decidingSplit, recordsByModel, seedValues } from './samples.ts';

export interface AnalysisRequest {
  readonly experiment: string;
  /** Name of the model that the others are compared with. Default: `baseline`, as in every config. */
  readonly baseline?: string;
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
  const { baseline = 'baseline', records, variants } = request;
  const primaries = request.metrics.filter(({ role }) => role === 'primary').length * variants.length;
  const byModel = recordsByModel(records);
  const measured = request.metrics.map((metric) => {
    const split = requireSplit(records, metric.name);
    const values = (model: string) => seedValues(byModel.get(model) ?? [], model, metric.name, split);
    return { metric, values, baseline: values(baseline) };
  });
  const measurements = variants.flatMap((variant) =>
    measured.map(({ metric, values, baseline }) =>
      compareArms({
        experiment: request.experiment,
        variant,
        metric: metric.name,
        role: metric.role,
        direction: metric.direction,
        margin: metric.margin,
        alpha: request.alpha,
        plannedLevel: metric.role === 'primary' ? request.alpha / primaries : request.alpha,
        baseline,
        candidate: values(variant),
      }),
    ),
  );
  return decideAll(measurements, request.significanceLevel);
}

function requireSplit(records: readonly RunRecord[], metric: string): Split {
  const split = decidingSplit(records, metric);
  if (split === null) throw new UserError(`metrics: no finished run reports "${metric}"`);
  return split;
}
