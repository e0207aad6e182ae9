/** What the runs were measured on: which test examples, how many, and on how many of them the models differ. */

import { createSplitReader, IncomparablePredictionsError } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import type { RunStore } from '../../records/store/store.ts';

/** Seed pairs that are read: the share of differing predictions hardly varies between seeds. */
const MAX_PAIRS = 5;

export interface TestSet {
  /** Digest of ids and labels (`records/store/examples-digest.ts`). */
  readonly digest: string;
  readonly examples: number;
  /** Largest share, over the variants, of these examples on which baseline and variant predict differently; a mean over seed pairs. */
  readonly disagreement: number;
}

/** The split whose examples runs are held against each other on: that of `records/store/examples-digest.ts`. */
export function measuredSplit(records: readonly Pick<RunRecord, 'metrics'>[]): 'test' | 'validation' {
  const has = (split: 'test' | 'validation') => records.some(({ metrics }) => metrics[split] !== undefined);
  return has('validation') && !has('test') ? 'validation' : 'test';
}

/**
 * The test set of an experiment, or the reason why it is not known.
 *
 * @param models the baseline first
 */
export async function describeTestSet(
  records: readonly RunRecord[],
  models: readonly string[],
  predictionsOf: RunStore['predictionsOf'],
): Promise<TestSet | { readonly unknown: string }> {
  const finished = records.filter(({ status }) => status === 'ok');
  const digests = new Set(finished.map(({ predictions }) => predictions?.examples ?? null));
  const [digest] = digests;
  if (digest === undefined) return { unknown: 'no run has finished' };
  if (digests.has(null) || digest === null) return { unknown: 'needs the predictions of every run' };
  if (digests.size > 1)
    return { unknown: 'the runs were not all measured on the same examples, so there is no one test set' };
  try {
    return { digest, ...(await measure(finished, models, predictionsOf)) };
  } catch (error) {
    if (error instanceof IncomparablePredictionsError) return { unknown: error.message };
    throw error;
  }
}

async function measure(
  records: readonly RunRecord[],
  [reference, ...variants]: readonly string[],
  predictionsOf: RunStore['predictionsOf'],
): Promise<Omit<TestSet, 'digest'>> {
  const split = records.some(({ metrics }) => metrics.test !== undefined) ? 'test' : 'validation';
  const reader = createSplitReader(predictionsOf, split);
  const baseline = new Map(
    records.filter(({ model }) => model === reference).map((record) => [record.seed, record]),
  );
  let disagreement: number | null = null;
  for (const variant of variants) {
    const pairs = records
      .filter(({ model, seed }) => model === variant && baseline.has(seed))
      .slice(0, MAX_PAIRS);
    const shares: number[] = [];
    for (const record of pairs) {
      const own = (await reader.read(record)).predictions;
      const other = (await reader.read(baseline.get(record.seed) as RunRecord)).predictions;
      let different = 0;
      for (let example = 0; example < own.length; example++)
        different += own[example] === other[example] ? 0 : 1;
      shares.push(different / own.length);
    }
    if (shares.length > 0)
      disagreement = Math.max(
        disagreement ?? 0,
        shares.reduce((sum, share) => sum + share, 0) / shares.length,
      );
  }
  // Without a pair nothing is known of how the models differ: the formula for any two models holds then.
  if (disagreement === null) await reader.read(records[0] as RunRecord);
  return { examples: reader.labels().length, disagreement: disagreement ?? 1 };
}
