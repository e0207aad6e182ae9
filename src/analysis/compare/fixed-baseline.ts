import type { FixedBaseline } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import type { Measurement } from './compare-models.ts';
import type { ImpossibleComparison } from './comparison.ts';
import { decidingSplit } from './samples.ts';

/**
 * Adds a run of the baseline that has the fixed values under every seed, so that each difference is a run minus the number and
 * the paired test is the one-sample test, with its looks, cross-checks and intervals.
 */
export function withFixedBaseline(
  records: readonly RunRecord[],
  fixed: FixedBaseline | undefined,
  model: string,
): readonly RunRecord[] {
  if (fixed === undefined) return records;
  const metrics: Record<string, Record<string, number>> = {};
  for (const [name, value] of Object.entries(fixed)) {
    const split = decidingSplit(records, name);
    if (split !== null) metrics[split] = { ...metrics[split], [name]: value };
  }
  const bySeed = new Map(records.map((record) => [record.seed, record]));
  const added = [...bySeed.values()].map(
    (record): RunRecord => ({
      ...record,
      model,
      status: 'ok',
      failure: null,
      metrics,
      predictions: null,
      fingerprint: `${model} ${record.seed}`,
    }),
  );
  return [...added, ...records];
}

/** Names what the pairs are: runs against a number. */
export function againstValue<Compared extends Measurement | ImpossibleComparison>(
  compared: Compared,
  fixed: FixedBaseline | undefined,
): Compared {
  return fixed === undefined ? compared : { ...compared, pairing: 'value' };
}
