import type { RunRecord } from '../../records/record.ts';
import type { Unneeded } from '../../train/pool.ts';
import type { RunCosts } from '../../verdict/result.ts';

interface Spent {
  readonly counts: Pick<RunCosts, 'trained' | 'reused' | 'retried'>;
  /** Of the comparison. */
  readonly records: readonly RunRecord[];
  /** What was on record before. */
  readonly known: ReadonlyMap<string, RunRecord>;
  readonly unneeded: Unneeded;
  readonly parallel: number;
  readonly wallSeconds: number;
}

/** Where other jobs train for an experiment, what is on record beyond its `records` was trained for it in vain. */
export function withTrainedElsewhere(
  unneeded: Unneeded,
  { known, records }: Pick<Spent, 'known' | 'records'>,
): Unneeded {
  const needed = new Set(records.map(({ fingerprint }) => fingerprint));
  const beyond = [...known.values()].filter(({ fingerprint }) => !needed.has(fingerprint));
  return { ...unneeded, records: [...unneeded.records, ...beyond] };
}

/** What the runs of a comparison cost, with those that were trained ahead and not needed. */
export function trainingCosts({
  counts,
  records,
  known,
  unneeded,
  ...spent
}: Spent): Omit<RunCosts, 'failures'> {
  const inVain = unneeded.records.length + unneeded.stopped;
  const cpuSeconds = [...records, ...unneeded.records].reduce(
    (sum, { cost }) => sum + (cost.cpuSeconds ?? cost.wallSeconds),
    // What was stopped has told nothing of itself.
    unneeded.stoppedSeconds,
  );
  const reused = records.filter(({ fingerprint }) => known.has(fingerprint));
  return { ...counts, ...(inVain === 0 ? {} : { inVain }), ...daysOf(reused), ...spent, cpuSeconds };
}

function daysOf(reused: readonly RunRecord[]): Pick<RunCosts, 'reusedDays'> {
  const days = reused.flatMap(({ cost }) => cost.day ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? {} : { reusedDays: [first, last] };
}
