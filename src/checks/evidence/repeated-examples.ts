/** Finds classes whose test examples repeat each other: copies that were made before the split are in both splits. */
import { finishedRuns } from '../../analysis/compare/samples.ts';
import { isUnusable, type SplitReader } from '../../analysis/examples/run-predictions.ts';
import type { RunRecord } from '../../records/record.ts';
import { countBy } from '../../stats/group-by.ts';
import { areVotes, isFine } from './shared-predictions.ts';

export interface RepeatedClass {
  readonly name: string;
  /** Test examples with a twin, and all of the class. */
  readonly repeated: number;
  /** Rows that these are copies of. */
  readonly rows: number;
  readonly of: number;
}

const MOST_RUNS = 4;

/**
 * Two examples are twins if all these runs give them one probability with all its digits.
 *
 * @returns by class; empty without such probabilities
 */
export async function findRepeatedExamples(
  models: readonly string[],
  records: readonly RunRecord[],
  reader: SplitReader,
): Promise<RepeatedClass[]> {
  const runs = models
    .flatMap((model) => finishedRuns(records, model).slice(0, MOST_RUNS / 2))
    .slice(0, MOST_RUNS);
  try {
    const columns: Float64Array[] = [];
    for (const run of runs) {
      const { probabilities } = await reader.read(run);
      if (probabilities === null) return [];
      columns.push(probabilities.ofLabel);
    }
    if (columns.length < 2 || columns.some((own) => areVotes([...own]))) return [];
    const classNames = records.find(({ predictions }) => predictions?.classNames)?.predictions?.classNames;
    return repeatedByClass(reader.labels(), columns, (label) => classNames?.[label] ?? String(label));
  } catch (error) {
    if (!isUnusable(error)) throw error;
    return [];
  }
}

export function repeatedByClass(
  labels: Float64Array,
  columns: readonly Float64Array[],
  nameOf: (label: number) => string,
): RepeatedClass[] {
  const keyOf = (example: number) => columns.map((own) => own[example]).join();
  const keys = Array.from(labels, (label, example) => `${label} ${keyOf(example)}`);
  const counts = countBy(keys);
  const byClass = new Map<number, { repeated: number; of: number; rows: Set<string> }>();
  for (const [example, label] of labels.entries()) {
    const own = byClass.get(label) ?? { repeated: 0, of: 0, rows: new Set<string>() };
    byClass.set(label, own);
    own.of += 1;
    const key = keys[example] as string;
    const isTwin = (counts.get(key) ?? 0) > 1;
    if (!isTwin || !columns.every((column) => isFine(column[example] as number))) continue;
    own.repeated += 1;
    own.rows.add(key);
  }
  return [...byClass].map(([label, counted]) => ({
    name: nameOf(label),
    ...counted,
    rows: counted.rows.size,
  }));
}
