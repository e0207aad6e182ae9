/** The checks of an experiment on results that already exist: the same findings, with advice that fits a file. */
import type { Check } from '../checks/check.ts';
import { describeByMetrics } from '../checks/comparison/describe-test-set.ts';
import type { Evidence, Gathered, Setup } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';

type Words = Partial<Pick<Check, 'message' | 'advice' | 'status' | 'value'>>;

/** What a call named: `records` bring what runs left behind, a table has the numbers alone. */
export type ResultSource = 'records' | 'table' | 'predictions';

/** By check and status. What is not listed is said as in an experiment. */
const WORDS: Readonly<Record<string, Words>> = {
  'evaluation-files not-checked': {
    message: 'results do not say what they were measured on',
    advice: 'make sure that every run was evaluated on the same data, by the same code',
  },
  'failed-runs fail': {
    advice:
      'find out what happened to these runs; --failed-runs sets how many may fail before the verdict is invalid',
  },
  'seed-effect fail': {
    message:
      'all runs have the same values: they are one run counted several times, or the values were rounded too far',
    advice: 'let the seed reach the training, and write results with all their digits',
  },
};

/** What no option and no other column would bring is not asked for. */
const WORDS_BY_SOURCE: Readonly<Record<ResultSource, Readonly<Record<string, Words>>>> = {
  records: {},
  table: {
    'test-examples not-checked': {
      message: 'a table does not say which test examples a run was measured on',
      advice:
        'make sure that they were the same in every run, or compare run records that keep their predictions',
    },
    'test-set-reuse not-checked': {
      message:
        'a table does not say how many test examples there are, or how many decisions they were used for',
      advice: null,
    },
  },
  predictions: {
    // Files with other examples or labels are refused before.
    'test-examples not-checked': {
      ...{ status: 'pass', value: 0, advice: null },
      message: 'all files hold the same examples with the same labels',
    },
  },
};

/** Runs that repeat in part are said as the check says them: what they share is more than rounded values. */
function wordsFor({ id, status, value }: Check, source: ResultSource): Words | undefined {
  const key = `${id} ${status}`;
  return id === 'seed-effect' && value !== 1 ? undefined : (WORDS_BY_SOURCE[source][key] ?? WORDS[key]);
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
  source: ResultSource,
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
  return runChecks(CHECKS, known, section).map((check) => ({ ...check, ...wordsFor(check, source) }));
}
