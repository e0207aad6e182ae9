/** The checks of what the metrics are measured on: subsets of it, other domains, and what training has seen of it. */
import type { LoadedConfig } from '../config/load.ts';
import type { Metric } from '../config/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import type { Check } from './check.ts';
import { checkDomainDrop } from './domain-drop.ts';
import { checkNamedSlices } from './named-slices.ts';

export interface DataChecksRequest {
  readonly config: Pick<LoadedConfig, 'alpha' | 'checks'>;
  readonly metrics: readonly Metric[];
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly records: readonly RunRecord[];
}

/**
 * Tests are made once, where the design stopped, at alpha shared among the variants. Only losses are findings, so in a fixed
 * design the chance of a false alarm is half of that. A sequential one may have stopped at a loss by chance, with at most the
 * other half (see docs/checks.md; bench/data-check-false-alarms.ts measures both).
 */
export function checkData(request: DataChecksRequest): Check[] {
  const { config, metrics, models, records } = request;
  const [baseline, ...variants] = models.map(({ name }) => name);
  if (baseline === undefined) return [];
  const runsOf = (model: string) => records.filter((record) => record.model === model);
  const level = config.alpha / Math.max(1, variants.length);
  return [
    ...forAll(config.checks.slices ? variants : [], records.some(hasSlices), (variant) =>
      checkNamedSlices({
        baseline: runsOf(baseline),
        variant,
        candidate: runsOf(variant),
        metrics,
        level,
      }),
    ),
    ...forAll(variants, records.some(hasShifted), (variant) =>
      checkDomainDrop({ baselineModel: baseline, variant, records, metrics, level }),
    ),
  ];
}

/** Where no run has what a check is about, one row says so for all models. */
function forAll(models: readonly string[], isThere: boolean, check: (model: string) => Check): Check[] {
  const checks = models.map(check);
  return isThere ? checks : checks.slice(0, 1).map((found) => ({ ...found, model: null }));
}

function hasSlices({ slices }: RunRecord): boolean {
  return Object.keys(slices).length > 0;
}

function hasShifted({ metrics }: RunRecord): boolean {
  return metrics.shifted !== undefined;
}
