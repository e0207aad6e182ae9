/** The test examples that a variant gets wrong in most seeds and the baseline right, and the other way round. */
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

interface ChangedExample {
  readonly id: string;
  readonly label: number;
  /** The most frequent prediction of each arm. */
  readonly before: number;
  readonly after: number;
  /** Of `pairs` runs, how many were right. */
  readonly rightBefore: number;
  readonly rightAfter: number;
}

export interface ChangedExamples {
  readonly pairs: number;
  readonly newlyWrong: number;
  readonly newlyRight: number;
  /** The clearest of them, newly wrong ones first. */
  readonly examples: readonly ChangedExample[];
}

/** @param most of each kind that are named */
export function changedExamples(
  pairs: ReadonlyArray<readonly [before: RunPredictions, after: RunPredictions]>,
  labels: ArrayLike<number>,
  ids: readonly string[],
  most: number,
): ChangedExamples {
  const isMost = (right: number) => 2 * right > pairs.length;
  const all = Array.from({ length: labels.length }, (_, example): ChangedExample => {
    const label = labels[example] as number;
    const of = (arm: 0 | 1) => pairs.map((pair) => pair[arm].predictions[example] as number);
    const [before, after] = [of(0), of(1)];
    const right = (predictions: readonly number[]) => predictions.filter((one) => one === label).length;
    return {
      id: ids[example] ?? String(example),
      label,
      before: mostFrequent(before),
      after: mostFrequent(after),
      rightBefore: right(before),
      rightAfter: right(after),
    };
  });
  const moved = (one: ChangedExample) => one.rightAfter - one.rightBefore;
  const wrong = all.filter((one) => isMost(one.rightBefore) && !isMost(one.rightAfter) && moved(one) < 0);
  const right = all.filter((one) => isMost(one.rightAfter) && !isMost(one.rightBefore) && moved(one) > 0);
  return {
    pairs: pairs.length,
    newlyWrong: wrong.length,
    newlyRight: right.length,
    examples: [
      ...wrong.sort((a, b) => moved(a) - moved(b)).slice(0, most),
      ...right.sort((a, b) => moved(b) - moved(a)).slice(0, most),
    ],
  };
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [Number.NaN, 0])[0];
}
