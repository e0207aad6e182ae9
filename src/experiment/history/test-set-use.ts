/** Counts decisions on the test set, in the ledger and in this experiment. */
import { createHash } from 'node:crypto';
import type { SplitReader } from '../../analysis/examples/run-predictions.ts';
import { describeTestSet, type TestSet } from '../../checks/evidence/describe-test-set.ts';
import type { ModelData } from '../../checks/evidence/model-data.ts';
import type { TestSetUse } from '../../checks/evidence.ts';
import { canonicalJson } from '../../records/json.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { addToLedger, type Decision, isSameDecision } from '../../records/store/ledger.ts';
import { overallVerdict } from '../../verdict/overall.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Experiment } from '../prepare.ts';
import { seededSplitOf } from '../seeded-split-of.ts';

type Undecided = Omit<Decision, 'verdict' | 'differences' | 'date'>;

/** @param ledger from before the first run, because a run could write to it */
export async function testSetUse(
  experiment: Experiment,
  records: readonly RunRecord[],
  ledger: readonly Decision[],
  modelData: readonly ModelData[],
  readerOf: (split: Split) => SplitReader,
): Promise<TestSetUse> {
  const models = experiment.models.map(({ name }) => name);
  const named = { digest: digestOf(experiment), examples: countedIn(modelData) };
  const hasNone = records.every(({ predictions }) => predictions === null);
  const testSet =
    hasNone && (await seededSplitOf(experiment)) !== null
      ? { unknown: 'each seed draws its own test set, so there is no single one' }
      : await describeTestSet(records, models, readerOf, named);
  if ('unknown' in testSet) return { testSet, earlier: 0, added: 0 };
  const own = undecided(experiment, testSet);
  const earlier = ledger.filter(
    (decision) =>
      decision.testSet === testSet.digest && !own.some((change) => isSameDecision(decision, change)),
  );
  return { testSet, earlier: earlier.length, added: own.length };
}

/** Without predictions, the experiment and its evaluation files identify the test set. */
function digestOf({ name, evaluation }: Experiment): string {
  return createHash('sha256')
    .update(canonicalJson(['metrics alone', name, evaluation[0]?.files ?? {}]))
    .digest('hex');
}

function countedIn([first]: readonly ModelData[]): number | null {
  return first?.evidence?.exact.test.examples ?? null;
}

/** An invalid comparison decides nothing. Restores ledger entries that runs removed. */
export async function keepDecisions(
  experiment: Experiment,
  use: TestSetUse | undefined,
  { verdict, comparisons, checks }: ExperimentResult,
  ledger: readonly Decision[],
): Promise<void> {
  if (use === undefined || 'unknown' in use.testSet || verdict === 'invalid') return;
  const { testSet } = use;
  const date = new Date().toISOString();
  const decisions = undecided(experiment, testSet).flatMap((change): Decision[] => {
    const own = comparisons.filter(({ variant }) => variant === change.variant);
    const { verdict } = overallVerdict(own, checks);
    const estimates = own.flatMap(({ role, metric, difference }) =>
      role === 'primary' && difference !== null ? [[metric, difference] as const] : [],
    );
    return verdict === 'invalid'
      ? []
      : [{ ...change, verdict, differences: Object.fromEntries(estimates), date }];
  });
  await addToLedger(experiment.output, [...ledger, ...decisions], experiment.warn);
}

/** One decision for each variant; variants with equal code and parameters count once. */
function undecided(experiment: Experiment, { digest }: TestSet): Undecided[] {
  const { name, models, config } = experiment;
  const metrics = config.metrics.filter(({ role }) => role === 'primary').map((metric) => metric.name);
  const changes = models.slice(1).map((model) => {
    return {
      testSet: digest,
      change: model.fingerprint(1),
      commit: model.commit,
      experiment: name,
      variant: model.name,
      metrics,
    };
  });
  const byChange = new Map(changes.map((change) => [change.change, change]));
  return [...byChange.values()];
}
