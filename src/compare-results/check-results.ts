import type { Check } from '../checks/check.ts';
import { describeByMetrics } from '../checks/evidence/describe-test-set.ts';
import type { Evidence, Gathered, ResultSource, Setup } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';

/** Runs all checks on results that exist. Nothing is known of the code, the data and the predictions behind them. */
export function checkResults(
  setup: Setup,
  {
    records,
    comparisons,
    chosenSeeds,
  }: Pick<Gathered, 'chosenSeeds'> & Pick<Evidence, 'records' | 'comparisons'>,
  section: ChecksConfig,
  source: ResultSource,
): Check[] {
  const names = setup.models.map(({ name }) => name);
  const known: Gathered = {
    ...setup,
    resultSource: source,
    records,
    comparisons,
    chosenSeeds,
    testSetUse: {
      testSet: describeByMetrics(records, names, { digest: '', examples: null }),
      earlier: 0,
      added: names.length - 1,
    },
    evaluationDigests: [],
    seedLines: null,
    timeLimitLine: null,
    sharedPredictions: [],
    differingExample: null,
  };
  return runChecks(CHECKS, known, section);
}
