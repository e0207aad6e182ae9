import { type RunRecord, SPLITS } from '../../records/record.ts';

/** What makes two runs one: equal for runs that are the same in all that counts. */
export function traceOf(record: RunRecord, names: readonly string[]): string {
  const { metrics, predictions } = record;
  const declared = Object.values(metrics).map((values) => names.map((name) => values[name]));
  return JSON.stringify([predictions?.sha256, lossesOf(record), finalLosses(record), declared]);
}

export function lossesOf({ curves }: RunRecord): Array<number | undefined> {
  return curves.flatMap(({ train, validation }) => [train.loss, validation.loss]);
}

export function finalLosses({ metrics }: RunRecord): Array<number | undefined> {
  return SPLITS.map((split) => metrics[split]?.loss);
}
