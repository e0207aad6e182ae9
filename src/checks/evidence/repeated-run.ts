import type { RunRecord } from '../../records/record.ts';
import { type Compared, repeatOf } from '../extra-runs.ts';

const FIRST_SEED = 1;

/**
 * The runs of the comparison that are repeated: with shortcuts the last run of each process, because what runs leave behind
 * in it adds up; else the first seed. Of runs that were the first in theirs, one is enough: only replayed steps could change it.
 *
 * @param again runs that were repeated already, by the fingerprint of the repeat
 */
export function repeatedRunsOf(
  model: string,
  records: readonly RunRecord[],
  again: NonNullable<Compared['again']> = new Map(),
): readonly RunRecord[] {
  const own = records.filter((run) => run.model === model && ['ok', 'diverged'].includes(run.status));
  const served = own.filter((run) => run.shortcuts !== undefined);
  const last = lastOfEach(served, ({ shortcuts }) => shortcuts?.process);
  const after = last.filter(({ shortcuts }) => shortcuts?.earlier !== 0);
  if (last.length > 0) return after.length > 0 ? after : lastOfEach(last, () => 'any');
  const known = own.find(({ fingerprint }) => again.has(repeatOf(fingerprint)));
  const first = known ?? own.find(({ seed, status }) => seed === FIRST_SEED && status === 'ok');
  return first === undefined ? [] : [first];
}

function lastOfEach(
  runs: readonly RunRecord[],
  groupOf: (run: RunRecord) => string | undefined,
): readonly RunRecord[] {
  const found = new Map<string | undefined, RunRecord>();
  for (const run of runs) {
    const group = groupOf(run);
    const last = found.get(group);
    if (last === undefined || isLater(run, last)) found.set(group, run);
  }
  return [...found.values()];
}

/** A confirmation by an earlier experiment does not cover later runs. */
function isLater({ shortcuts: one }: RunRecord, { shortcuts: other }: RunRecord): boolean {
  if (one?.isConfirmed !== other?.isConfirmed) return other?.isConfirmed === true;
  return (one?.earlier ?? 0) >= (other?.earlier ?? 0);
}
