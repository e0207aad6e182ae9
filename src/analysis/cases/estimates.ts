/** What an evaluation shows besides means: pass^k and quantiles, of each arm and as a difference. */
import { quantileMetric } from '../../config/case-metrics.ts';
import { UserError } from '../../config/user-error.ts';
import type { CaseMetric, ComparedArms } from './case-rows.ts';
import type { EvaluationResult } from './evaluation-result.ts';
import { groupingOf, meanChange, meanShare } from './over-cases.ts';
import { passScores } from './pass-metrics.ts';
import { describeTooFew, estimateQuantiles } from './quantiles.ts';

type Estimate = EvaluationResult['estimates'][number];

/** @throws UserError for a quantile of too few cases that is no guard */
export function estimatesOf(arms: ComparedArms, metrics: readonly CaseMetric[]): Estimate[] {
  return metrics.flatMap(({ name, margin }) => {
    const quantile = quantileMetric(name);
    const found = quantile === null ? estimatePasses(arms, name) : estimateQuantiles(arms, quantile);
    if (found !== null) return [{ metric: name, variant: arms.variant.model, ...found }];
    if (margin === null && quantile !== null)
      throw new UserError(`${name}: ${describeTooFew(arms, quantile)}`);
    return [];
  });
}

function estimatePasses({ baseline, variant, alpha }: ComparedArms, name: string) {
  const [grouping, level] = [groupingOf(baseline.rows), 1 - alpha];
  const [before, after] = [passScores(baseline, name), passScores(variant, name)];
  const changes = after.map((score, at) => score - (before[at] as number));
  return {
    baseline: meanShare(before, grouping, level),
    candidate: meanShare(after, grouping, level),
    difference: meanChange(changes, grouping, level),
  };
}
