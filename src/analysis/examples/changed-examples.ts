/** The test examples that a variant gets wrong in most seeds and the baseline right, and the other way round. */
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

interface ChangedExample {
  readonly id: string;
  readonly label: number;
  /** What each arm takes it for most often; of an arm that is wrong in most runs, the most frequent wrong prediction. */
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

/** Right in most runs of one arm and wrong in most of the other's: as many of both are neither. */
export function isLost(rightBefore: number, rightAfter: number, pairs: number): boolean {
  return 2 * rightBefore > pairs && 2 * rightAfter < pairs;
}

/** @param most of each kind that are named */
export function changedExamples(
  pairs: ReadonlyArray<readonly [before: RunPredictions, after: RunPredictions]>,
  labels: ArrayLike<number>,
  ids: readonly string[],
  most: number,
): ChangedExamples {
  const all = Array.from({ length: labels.length }, (_, example): ChangedExample => {
    const label = labels[example] as number;
    const of = (arm: 0 | 1) => pairs.map((pair) => pair[arm].predictions[example] as number);
    const [before, after] = [of(0), of(1)];
    const right = (predictions: readonly number[]) => predictions.filter((one) => one === label).length;
    return {
      id: ids[example] ?? String(example),
      label,
      before: takenFor(before, label),
      after: takenFor(after, label),
      rightBefore: right(before),
      rightAfter: right(after),
    };
  });
  const moved = (one: ChangedExample) => one.rightAfter - one.rightBefore;
  const wrong = all.filter((one) => isLost(one.rightBefore, one.rightAfter, pairs.length));
  const right = all.filter((one) => isLost(one.rightAfter, one.rightBefore, pairs.length));
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

function takenFor(predictions: readonly number[], label: number): number {
  const wrong = predictions.filter((one) => one !== label);
  return 2 * wrong.length > predictions.length ? mostFrequent(wrong) : label;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [Number.NaN, 0])[0];
}
