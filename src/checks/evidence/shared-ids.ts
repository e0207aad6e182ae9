/** Finds examples that a run's predictions name in training and in test. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import { isUnusable } from '../../analysis/examples/run-predictions.ts';
import type { SplitPredictions } from '../../records/readers/predictions/prediction-table.ts';
import type { RunRecord } from '../../records/record.ts';
import type { KeptSplits } from '../../records/store/recent-predictions.ts';
import { countBy } from '../../stats/group-by.ts';

export interface SharedIds {
  readonly model: string;
  /** Test examples that are in training, and all of them. */
  readonly shared: number;
  readonly of: number;
  readonly ids: readonly string[];
}

const SHOWN = 5;
/** Labels of different examples agree with at most this probability. */
const CHANCE = 0.001;
const FEWEST_PER_NAME = 10;

/** Reads the first finished run of each model with predictions of both splits. */
export async function findSharedIds(
  models: readonly string[],
  records: readonly RunRecord[],
  splitsOf: (record: RunRecord) => Promise<KeptSplits | null>,
): Promise<SharedIds[]> {
  const found: SharedIds[] = [];
  for (const model of models) {
    const run = finishedRuns(records, model).find(({ predictions }) => predictions !== null);
    if (run === undefined) continue;
    try {
      const splits = await splitsOf(run);
      const train = splits?.get('train');
      const test = splits?.get('test') ?? splits?.get('validation');
      if (train !== undefined && test !== undefined) found.push({ model, ...sharedIds(train, test) });
    } catch (error) {
      if (!isUnusable(error)) throw error;
    }
  }
  return found;
}

/** Ids that count the rows of each split, or have other labels, name different examples. */
export function sharedIds(train: SplitPredictions, test: SplitPredictions): Omit<SharedIds, 'model'> {
  const of = test.ids.length;
  const labelOf = new Map(train.ids.map((id, index) => [id, train.labels[index]]));
  const places = [...test.ids.keys()].filter((index) => labelOf.has(test.ids[index] as string));
  const isSame = places.every((index) => labelOf.get(test.ids[index] as string) === test.labels[index]);
  const byChance = agreement(test.labels) ** places.length;
  if (countsRows(test.ids) || namesLabels(train) || !isSame || byChance > CHANCE)
    return { shared: 0, of, ids: [] };
  return { shared: places.length, of, ids: places.slice(0, SHOWN).map((index) => test.ids[index] as string) };
}

/** Probability that two examples have the same label. */
function agreement(labels: Float64Array): number {
  return [...countBy(labels).values()].reduce((sum, count) => sum + (count / labels.length) ** 2, 0);
}

/** If ids name the label, such as `cat/001.png` in a folder of each split, different examples of one id have one label. */
function namesLabels({ ids, labels }: SplitPredictions): boolean {
  const labelOf = new Map<string, number>();
  for (const [index, id] of ids.entries()) {
    const name = id.replaceAll(/\d+/g, '0');
    const label = labels[index] as number;
    if (labelOf.get(name) !== undefined && labelOf.get(name) !== label) return false;
    labelOf.set(name, label);
  }
  return labelOf.size > 1 && FEWEST_PER_NAME * labelOf.size <= ids.length;
}

/** Positions are the ids of a file without ids. */
function countsRows(ids: readonly string[]): boolean {
  const numbers = ids.map((id) => (/^\d+$/.test(id) ? Number(id) : Number.NaN));
  const lowest = numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  return lowest <= 1 && highest - lowest === ids.length - 1;
}
