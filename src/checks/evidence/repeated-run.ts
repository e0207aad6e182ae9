import type { RunRecord } from '../../records/record.ts';
import { type Compared, repeatOf } from '../extra-runs.ts';

const FIRST_SEED = 1;

/**
 * The run of the comparison that is repeated. What runs leave behind in their process adds up, so of those with shortcuts it is the last one of a
 * process: the one that the most others came before.
 *
 * @param again runs that were repeated already, by the fingerprint of the repeat
 * @returns null where the first run did not finish: then what is wrong is known
 */
export function repeatedRun(
  model: string,
  records: readonly RunRecord[],
  again: NonNullable<Compared['again']> = new Map(),
): RunRecord | null {
  const own = records.filter((run) => run.model === model && ['ok', 'diverged'].includes(run.status));
  const [last] = own
    .filter(({ shortcuts }) => shortcuts !== undefined)
    .sort((a, b) => (b.shortcuts ?? 0) - (a.shortcuts ?? 0) || b.seed - a.seed);
  if (last !== undefined) return last;
  const known = own.find(({ fingerprint }) => again.has(repeatOf(fingerprint)));
  return known ?? own.find(({ seed, status }) => seed === FIRST_SEED && status === 'ok') ?? null;
}
