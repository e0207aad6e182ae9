/** All checks of an experiment, in the order in which the report shows them. */
import type { LoadedConfig } from '../config/file/load.ts';
import type { CodeChanges } from '../plan/code/prepare-models.ts';
import type { Check } from './check.ts';
import { checkCodeUnchanged } from './comparison/code-unchanged.ts';
import { checkEvaluationFiles, type EvaluationDigests } from './comparison/evaluation-files.ts';
import { checkFailedRuns } from './comparison/failed-runs.ts';
import { checkScale } from './comparison/scale.ts';
import { checkSeedEffect } from './comparison/seed-effect.ts';
import { checkTestExamples } from './comparison/test-examples.ts';
import { checkTestSetReuse, type TestSetUse } from './comparison/test-set-reuse.ts';
import { type CurveChecksRequest, checkCurves } from './curves.ts';
import { checkData, type DataChecksRequest } from './data.ts';
import { sayOnce } from './said-once.ts';

export interface ChecksRequest extends DataChecksRequest, CurveChecksRequest {
  readonly config: Pick<LoadedConfig, 'alpha' | 'limits' | 'checks'>;
  readonly evaluation: readonly EvaluationDigests[];
  /** null where the code is not known. */
  readonly code: CodeChanges | null;
  /** Without: results that exist already, of which no ledger is kept. */
  readonly testSetUse?: TestSetUse;
  /** In which example the first run differs that was measured on others than the baseline; null where nobody has looked. */
  readonly differingExample?: string | null;
}

export function runChecks(request: ChecksRequest): Check[] {
  const { config, models, records, evaluation, code } = request;
  const metrics = request.metrics.map(({ name }) => name);
  const primary = request.metrics.filter(({ role }) => role === 'primary').map(({ name }) => name);
  return sayOnce([
    ...(code === null ? [] : [checkCodeUnchanged(code)]),
    checkEvaluationFiles(evaluation),
    checkTestExamples(records, models[0]?.name, request.differingExample),
    checkScale(
      records,
      models.map(({ name }) => name),
      request.metrics,
    ),
    ...(request.testSetUse === undefined
      ? []
      : [checkTestSetReuse(request.testSetUse, primary, config.checks['test-set-reuse'])]),
    ...models.map(({ name }) => checkFailedRuns(records, name, config.limits['failed-runs'])),
    ...models.map(({ name }) => checkSeedEffect(records, name, metrics, request.seedLines)),
    ...checkCurves(request),
    ...checkData(request),
  ]);
}
