import type { RunRecord } from '../../records/record.ts';
import { type Compared, repeatOf } from '../extra-runs.ts';

const FIRST_SEED = 1;

/**
 * The runs of the comparison that are repeated. What runs leave behind in their process adds up, so of runs with shortcuts it is the last one of
 * each process. One that was the first in its process could only be changed by replayed steps, which those show too. Others: the first seed.
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

/** What an earlier experiment has confirmed says nothing about runs that came after. */
function isLater({ shortcuts: one }: RunRecord, { shortcuts: other }: RunRecord): boolean {
  if (one?.isConfirmed !== other?.isConfirmed) return other?.isConfirmed === true;
  return (one?.earlier ?? 0) >= (other?.earlier ?? 0);
}
