/** The checks of an experiment on results that already exist: the same findings, with advice that fits a file. */
import type { Check } from '../checks/check.ts';
import { describeByMetrics } from '../checks/comparison/describe-test-set.ts';
import type { Evidence, Gathered, Setup } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';

type Words = Partial<Pick<Check, 'message' | 'advice'>>;

/** By check and status. What is not listed is said as in an experiment. */
const WORDS: Readonly<Record<string, Words>> = {
  'evaluation-files not-checked': {
    message: 'results do not say what they were measured on',
    advice: 'make sure that every run was evaluated on the same data, by the same code',
  },
  'failed-runs fail': {
    advice:
      'see what became of these runs; --failed-runs sets how many may fail before the verdict is invalid',
  },
  'seed-effect fail': {
    message:
      'all runs have the same values: they are one run counted several times, or the values were rounded too far',
    advice: 'let the seed reach the training, and write results with all their digits',
  },
};

/** Runs that repeat in part are said as the check says them: what they share is more than rounded values. */
function wordsFor({ id, status, value }: Check): Words | undefined {
  return id === 'seed-effect' && value !== 1 ? undefined : WORDS[`${id} ${status}`];
}

/** Of the code, the data and the predictions behind results nothing is known. */
export function checkResults(
  setup: Setup,
  {
    records,
    comparisons,
    chosenSeeds,
  }: Pick<Gathered, 'chosenSeeds'> & Pick<Evidence, 'records' | 'comparisons'>,
  section: ChecksConfig,
): Check[] {
  const names = setup.models.map(({ name }) => name);
  const known = {
    ...setup,
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
  return runChecks(CHECKS, known, section).map((check) => ({ ...check, ...wordsFor(check) }));
}
