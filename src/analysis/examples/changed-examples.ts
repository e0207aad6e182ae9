import { countBy } from '../../stats/group-by.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';

interface ChangedExample {
  readonly id: string;
  /** Text, or a PNG in base64. */
  readonly show?: string;
  readonly label: number;
  /** Each arm's most frequent prediction; for an arm wrong in most runs, its most frequent wrong one. */
  readonly before: number;
  readonly after: number;
  /** Of `pairs` runs. */
  readonly rightBefore: number;
  readonly rightAfter: number;
}

interface Confusion {
  readonly label: number;
  readonly taken: number;
  readonly newlyWrong: number;
  readonly newlyRight: number;
}

export interface ChangedExamples {
  readonly pairs: number;
  readonly newlyWrong: number;
  readonly newlyRight: number;
  /** The most frequent first. */
  readonly confusion: readonly Confusion[];
  /** The clearest examples, newly wrong ones first. */
  readonly examples: readonly ChangedExample[];
}

/** Equal numbers count as neither. */
export function isLost(rightBefore: number, rightAfter: number, pairs: number): boolean {
  return 2 * rightBefore > pairs && 2 * rightAfter < pairs;
}

const MAX_CONFUSIONS = 100;

/** @param most number of examples named per kind */
export function changedExamples(
  pairs: ReadonlyArray<readonly [before: RunPredictions, after: RunPredictions]>,
  labels: ArrayLike<number>,
  ids: readonly string[],
  most: number,
  shown: ReadonlyArray<string | null> = [],
): ChangedExamples {
  const rightOf = (arm: 0 | 1) => {
    const counts = new Uint32Array(labels.length);
    for (const pair of pairs) {
      const { predictions } = pair[arm];
      for (let example = 0; example < counts.length; example++)
        if (predictions[example] === labels[example]) counts[example] = (counts[example] as number) + 1;
    }
    return counts;
  };
  const rightBefore = rightOf(0);
  const rightAfter = rightOf(1);
  const describe = (example: number): ChangedExample => {
    const label = labels[example] as number;
    const takenBy = (arm: 0 | 1) =>
      takenFor(
        pairs.map((pair) => pair[arm].predictions[example] as number),
        label,
      );
    const show = shown[example] ?? null;
    return {
      id: ids[example] ?? String(example),
      ...(show === null ? {} : { show }),
      label,
      before: takenBy(0),
      after: takenBy(1),
      rightBefore: rightBefore[example] as number,
      rightAfter: rightAfter[example] as number,
    };
  };
  const lostFrom = (from: Uint32Array, to: Uint32Array) =>
    Array.from(from.keys())
      .filter((example) => isLost(from[example] as number, to[example] as number, pairs.length))
      .map(describe);
  const moved = (one: ChangedExample) => one.rightAfter - one.rightBefore;
  const wrong = lostFrom(rightBefore, rightAfter);
  const right = lostFrom(rightAfter, rightBefore);
  return {
    pairs: pairs.length,
    newlyWrong: wrong.length,
    newlyRight: right.length,
    confusion: confusionOf(wrong, right),
    examples: [
      ...wrong.sort((a, b) => moved(a) - moved(b)).slice(0, most),
      ...right.sort((a, b) => moved(b) - moved(a)).slice(0, most),
    ],
  };
}

function confusionOf(
  wrong: readonly ChangedExample[],
  right: readonly ChangedExample[],
): readonly Confusion[] {
  const found = new Map<string, Confusion>();
  const count = (label: number, taken: number, newlyWrong: number, newlyRight: number) => {
    const key = `${label} ${taken}`;
    const known = found.get(key) ?? { label, taken, newlyWrong: 0, newlyRight: 0 };
    found.set(key, {
      ...known,
      newlyWrong: known.newlyWrong + newlyWrong,
      newlyRight: known.newlyRight + newlyRight,
    });
  };
  for (const { label, after } of wrong) count(label, after, 1, 0);
  for (const { label, before } of right) count(label, before, 0, 1);
  const size = ({ newlyWrong, newlyRight }: Confusion) => newlyWrong + newlyRight;
  return [...found.values()].sort((a, b) => size(b) - size(a)).slice(0, MAX_CONFUSIONS);
}

function takenFor(predictions: readonly number[], label: number): number {
  const wrong = predictions.filter((one) => one !== label);
  return 2 * wrong.length > predictions.length ? mostFrequent(wrong) : label;
}

function mostFrequent(values: readonly number[]): number {
  return [...countBy(values)].reduce(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [Number.NaN, 0],
  )[0];
}
