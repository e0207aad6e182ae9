import type { RunRecord } from '../../records/record.ts';
import type { Unneeded } from '../../train/pool.ts';
import type { RunCosts } from '../../verdict/result.ts';

interface Spent {
  readonly counts: Pick<RunCosts, 'trained' | 'reused' | 'retried'>;
  readonly records: readonly RunRecord[];
  /** Records that existed before. */
  readonly known: ReadonlyMap<string, RunRecord>;
  readonly unneeded: Unneeded;
  readonly parallel: number;
  readonly wallSeconds: number;
}

/** Adds records of other jobs that the experiment did not need. */
export function withTrainedElsewhere(
  unneeded: Unneeded,
  { known, records }: Pick<Spent, 'known' | 'records'>,
): Unneeded {
  const needed = new Set(records.map(({ fingerprint }) => fingerprint));
  const beyond = [...known.values()].filter(({ fingerprint }) => !needed.has(fingerprint));
  return { ...unneeded, records: [...unneeded.records, ...beyond] };
}

export function trainingCosts({
  counts,
  records,
  known,
  unneeded,
  ...spent
}: Spent): Omit<RunCosts, 'failures'> {
  const inVain = unneeded.records.length + unneeded.stopped;
  const inVainSeconds = unneeded.records.reduce(
    (sum, { cost }) => sum + cost.wallSeconds,
    unneeded.stoppedSeconds,
  );
  const cpuSeconds = [...records, ...unneeded.records].reduce<number | null>(addCpuSeconds, 0);
  const reused = records.filter(({ fingerprint }) => known.has(fingerprint));
  return {
    ...counts,
    ...(inVain === 0 ? {} : { inVain, inVainSeconds }),
    ...daysOf(reused),
    ...spent,
    cpuSeconds,
  };
}

/** @returns null if any is unknown: its wall time would be another number */
export function addCpuSeconds(sum: number | null, { cost }: RunRecord): number | null {
  return sum === null || cost.cpuSeconds === null ? null : sum + cost.cpuSeconds;
}

function daysOf(reused: readonly RunRecord[]): Pick<RunCosts, 'reusedDays'> {
  const days = reused.flatMap(({ cost }) => cost.day ?? []).sort();
  const first = days[0];
  const last = days.at(-1);
  return first === undefined || last === undefined ? {} : { reusedDays: [first, last] };
}
