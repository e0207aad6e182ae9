import type { MetricValues, RunRecord, Split } from '../record.ts';

/** Splits that can decide a verdict, in order of preference; shifted data cannot. */
export const DECIDING_SPLITS: readonly Split[] = ['test', 'validation', 'train'];

type Reported = Pick<RunRecord, 'metrics'> & Partial<Pick<RunRecord, 'curves'>>;

export function reportedMetrics({ metrics, curves = [] }: Reported): ReadonlyMap<Split, readonly string[]> {
  const all: Array<readonly [Split, MetricValues]> = [
    ...(Object.entries(metrics) as Array<[Split, MetricValues]>),
    ...curves.flatMap(({ train, validation }) => [
      ['train', train] as const,
      ['validation', validation] as const,
    ]),
  ];
  const bySplit = new Map<Split, Set<string>>();
  for (const [split, values] of all) {
    const names = bySplit.get(split) ?? new Set();
    for (const name of Object.keys(values)) names.add(name);
    if (names.size > 0) bySplit.set(split, names);
  }
  return new Map([...bySplit].map(([split, names]) => [split, [...names]]));
}

/** `test accuracy, macro_f1; validation loss`. */
export function describeReported(record: Reported): string {
  const listed = [...reportedMetrics(record)].map(([split, names]) => `${split} ${names.join(', ')}`);
  return listed.join('; ') || 'no metrics';
}
