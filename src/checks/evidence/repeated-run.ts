import type { RunRecord } from '../../records/record.ts';
import { type Compared, repeatOf } from '../extra-runs.ts';

const FIRST_SEED = 1;

/**
 * The runs of the comparison that are repeated: with shortcuts the last run of each process, because what runs leave behind
 * in it adds up; else the first seed.
 *
 * @param again runs that were repeated already, by the fingerprint of the repeat
 */
export function repeatedRunsOf(
  model: string,
  records: readonly RunRecord[],
  again: NonNullable<Compared['again']> = new Map(),
): readonly RunRecord[] {
  const own = records.filter((run) => run.model === model && ['ok', 'diverged'].includes(run.status));
  const lastOf = new Map<string, RunRecord>();
  for (const run of own) {
    if (run.shortcuts === undefined) continue;
    const { process } = run.shortcuts;
    const last = lastOf.get(process);
    if (last === undefined || isLater(run, last)) lastOf.set(process, run);
  }
  if (lastOf.size > 0) return [...lastOf.values()];
  const known = own.find(({ fingerprint }) => again.has(repeatOf(fingerprint)));
  const first = known ?? own.find(({ seed, status }) => seed === FIRST_SEED && status === 'ok');
  return first === undefined ? [] : [first];
}

/** A confirmation by an earlier experiment does not cover later runs. */
function isLater({ shortcuts: one }: RunRecord, { shortcuts: other }: RunRecord): boolean {
  if (one?.isConfirmed !== other?.isConfirmed) return other?.isConfirmed === true;
  return (one?.earlier ?? 0) >= (other?.earlier ?? 0);
}
