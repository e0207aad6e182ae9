/** The checks that train runs of their own, after the verdict is known. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import { attempt } from './attempt.ts';
import type { Check } from './check.ts';
import { checkSensitivity, type SettingRecords } from './retraining/sensitivity.ts';
import { checkTuningBudget } from './retraining/tuning-budget.ts';
import { type CellRecords, checkVarianceSources } from './retraining/variance-sources.ts';
import { notChecked } from './words.ts';

/** The records of those runs, over all models; kept apart from the comparison's, with which they are never mixed. */
export interface OwnRuns {
  readonly settings: readonly SettingRecords[];
  readonly cells: readonly CellRecords[];
  /** Why there are none, where the config asks for some. */
  readonly missing: string | null;
  /** Why the crossed design was not trained, where that alone was in vain. */
  readonly idle?: string | null;
}

export interface OwnRunsRequest {
  readonly config: Pick<LoadedConfig, 'checks' | 'limits' | 'vary'>;
  readonly metrics: readonly Metric[];
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  /** Of the comparison. */
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly own: OwnRuns;
}

export function checkOwnRuns(request: OwnRunsRequest): Check[] {
  const { config, models, own } = request;
  const [, ...variants] = models.map(({ name }) => name);
  const wanted = [
    ...(config.checks.sensitivity === undefined ? [] : ['sensitivity', 'tuning-budget']),
    ...(config.checks.variance === undefined ? [] : ['variance-sources']),
  ];
  if (own.missing !== null) return wanted.map((id) => notChecked({ id, model: null }, own.missing ?? ''));
  return [
    ...(own.settings.length === 0
      ? []
      : variants.flatMap((variant) => [
          attempt('sensitivity', variant, () =>
            checkSensitivity({ ...request, variant, settings: own.settings }),
          ),
          attempt('tuning-budget', variant, () =>
            checkTuningBudget({ ...request, variant, settings: own.settings }),
          ),
        ])),
    ...(own.idle ? [notChecked({ id: 'variance-sources', model: null }, own.idle)] : []),
    ...(own.cells.length === 0
      ? []
      : models.map(({ name }) =>
          attempt('variance-sources', name, () =>
            checkVarianceSources({ ...request, model: name, cells: own.cells }),
          ),
        )),
  ];
}
