/** The checks of what training did by epoch and from seed to seed, and of what it took: overfitting, instability, size. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import { attempt } from './attempt.ts';
import type { Check } from './check.ts';
import { checkSmallerModel } from './comparison/smaller-model.ts';
import { checkBimodality } from './instability/bimodality.ts';
import { checkFailures } from './instability/failures.ts';
import { checkSingleSeed } from './instability/single-seed.ts';
import { checkSpread } from './instability/spread.ts';
import { checkAgainstBaseline } from './overfitting/against-baseline.ts';
import { checkBestEpoch } from './overfitting/best-epoch.ts';
import { checkOverfittingGap } from './overfitting/gap.ts';
import { checkValidationOnly } from './overfitting/validation-only.ts';

export interface CurveChecksRequest {
  readonly config: Pick<LoadedConfig, 'alpha' | 'checks'>;
  readonly metrics: readonly Metric[];
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
}

/** Made before all other checks as well, since what it finds decides whether an improvement stands (`verdict/withhold.ts`). */
export function checkWiderGaps({
  config,
  models,
  records,
}: Pick<CurveChecksRequest, 'config' | 'models' | 'records'>): Check[] {
  const [baseline, ...variants] = models.map(({ name }) => name);
  if (baseline === undefined) return [];
  const level = config.alpha / Math.max(1, variants.length);
  const limits = config.checks.overfitting;
  return variants.map((variant) =>
    attempt('overfitting/against-baseline', variant, () =>
      checkAgainstBaseline({ records, baseline, variant, level, limits }),
    ),
  );
}

/**
 * Every check tests at alpha, shared among the models it speaks of: the chance that it alarms for any of them is at most that.
 *
 * Of one model, the overfitting checks stand in the order in which a reader needs them: the report shows the first two.
 */
export function checkCurves({ config, metrics, models, records, comparisons }: CurveChecksRequest): Check[] {
  const [baseline, ...variants] = models.map(({ name }) => name);
  if (baseline === undefined) return [];
  const { alpha, checks } = config;
  const { gap, 'after-best': afterBest } = checks.overfitting;
  const threshold = checks['smaller-model'].parameters;
  const each = alpha / models.length;
  const level = alpha / Math.max(1, variants.length);
  const names = models.map(({ name }) => name);
  const all = (id: string, of: readonly string[], check: (model: string) => Check) =>
    of.map((model) => attempt(id, model, () => check(model)));
  return [
    ...all('overfitting/validation-only', variants, (variant) =>
      checkValidationOnly({ records, baseline, variant, metrics, comparisons, level }),
    ),
    ...all('overfitting/gap', names, (model) => checkOverfittingGap(records, model, gap, each)),
    ...checkWiderGaps({ config, models, records }),
    ...all('overfitting/best-epoch', names, (model) =>
      checkBestEpoch({ records, model, metrics, threshold: afterBest, alpha: each }),
    ),
    ...all('instability/spread', variants, (variant) =>
      checkSpread({ records, baseline, variant, metrics, level }),
    ),
    ...variants.map((variant) => checkFailures(records, baseline, variant, level)),
    ...all('instability/bimodality', names, (model) => checkBimodality(records, model, metrics, each)),
    ...all('instability/single-seed', variants, (variant) =>
      checkSingleSeed({ records, baseline, variant, metrics, comparisons }),
    ),
    ...variants.map((variant) => checkSmallerModel({ records, baseline, variant, comparisons, threshold })),
  ];
}
