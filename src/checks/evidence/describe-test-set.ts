/** Describes the test examples: which, how many, and on how many the models differ. */
import { pairRuns } from '../../analysis/compare/samples.ts';
import { IncomparablePredictionsError, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { shareDenominator } from '../../stats/estimates/share-denominator.ts';

/** Number of seed pairs to read. The share of differing predictions hardly varies between seeds. */
const MAX_PAIRS = 5;

export interface TestSet {
  /** Digest of ids and labels (`records/store/examples-digest.ts`). */
  readonly digest: string;
  /** null if unknown. */
  readonly examples: number | null;
  /** Share of the examples on which baseline and variant predict differently: mean over seed pairs, largest over variants. */
  readonly disagreement: number;
  /** Whether the disagreement is only an upper limit. */
  readonly isLimit?: boolean;
}

/** Identity of a test set without predictions. */
export interface NamedTestSet {
  /** Of the experiment and of its evaluation files. */
  readonly digest: string;
  /** From the data files; null if unknown. */
  readonly examples: number | null;
}

/** Without predictions: two models differ on at most the examples that either gets wrong. */
export function describeByMetrics(
  records: readonly RunRecord[],
  [reference, ...variants]: readonly string[],
  named: NamedTestSet,
): TestSet {
  const split = measuredSplit(records);
  const accuraciesOf = (model: string | undefined) =>
    records
      .filter((run) => run.model === model && run.status === 'ok')
      .flatMap(({ metrics }) => metrics[split]?.accuracy ?? []);
  const examples = named.examples ?? countedBy([reference, ...variants].flatMap(accuraciesOf));
  const wrong = (model: string | undefined) => {
    const accuracies = accuraciesOf(model);
    return accuracies.length === 0 || accuracies.some((one) => one > 1) ? 1 : 1 - mean(accuracies);
  };
  const disagreement = Math.min(1, wrong(reference) + Math.max(0, ...variants.map(wrong)));
  return { digest: named.digest, examples, disagreement, isLimit: true };
}

/** A rounded accuracy hardly has this many digits. */
const EXACT_DIGITS = 6;
/** This many multiples of 1/n are not chance, even if rounded. */
const ENOUGH = 5;

/** The number of examples; null if the accuracies may be rounded, because then they are multiples of the last digit. */
function countedBy(accuracies: readonly number[]): number | null {
  const examples = shareDenominator(accuracies);
  const digits = accuracies.reduce(
    (most, one) => Math.max(most, (String(one).split('.')[1] ?? '').length),
    0,
  );
  if (examples === null || digits >= EXACT_DIGITS) return examples;
  return new Set(accuracies).size >= ENOUGH && 2 * examples <= 10 ** digits ? examples : null;
}

/** The split that `records/store/examples-digest.ts` uses. */
export function measuredSplit(records: readonly Pick<RunRecord, 'metrics'>[]): 'test' | 'validation' {
  const has = (split: 'test' | 'validation') => records.some(({ metrics }) => metrics[split] !== undefined);
  return has('validation') && !has('test') ? 'validation' : 'test';
}

/**
 * @param models the baseline first
 * @param named identity of the test set if no run saved predictions
 */
export async function describeTestSet(
  records: readonly RunRecord[],
  models: readonly string[],
  readerOf: (split: Split) => SplitReader,
  named: NamedTestSet,
): Promise<TestSet | { readonly unknown: string }> {
  const finished = records.filter(({ status }) => status === 'ok');
  const digests = new Set(finished.map(({ predictions }) => predictions?.examples ?? null));
  const [digest] = digests;
  if (digest === undefined) return { unknown: 'no run has finished' };
  if (digests.size === 1 && digest === null) return describeByMetrics(finished, models, named);
  if (digests.has(null) || digest === null) return { unknown: 'needs the predictions of every run' };
  if (digests.size > 1)
    return { unknown: 'the runs were measured on different examples, so there is no single test set' };
  try {
    return { digest, ...(await measure(finished, models, readerOf)) };
  } catch (error) {
    if (error instanceof IncomparablePredictionsError) return { unknown: error.message };
    throw error;
  }
}

async function measure(
  records: readonly RunRecord[],
  [reference, ...variants]: readonly string[],
  readerOf: (split: Split) => SplitReader,
): Promise<Omit<TestSet, 'digest'>> {
  const reader = readerOf(measuredSplit(records));
  let disagreement: number | null = null;
  for (const variant of variants) {
    const shares: number[] = [];
    for (const [before, after] of pairRuns(records, reference ?? '', variant).slice(0, MAX_PAIRS)) {
      const own = (await reader.read(after)).predictions;
      const other = (await reader.read(before)).predictions;
      let different = 0;
      for (let example = 0; example < own.length; example++)
        different += own[example] === other[example] ? 0 : 1;
      shares.push(different / own.length);
    }
    if (shares.length > 0) disagreement = Math.max(disagreement ?? 0, mean(shares));
  }
  // Without a pair, any two models are assumed to differ everywhere.
  if (disagreement === null) await reader.read(records[0] as RunRecord);
  return { examples: reader.labels().length, disagreement: disagreement ?? 1 };
}
