/**
 * Which examples of one set have a twin in another: the count behind "the test set leaks into training".
 *
 * Comparing all with all takes 10⁸ comparisons for 10,000 examples. So each example is given keys under which its twins are
 * likely to be filed as well (locality-sensitive hashing), and is only compared with what it shares a key with. With the digest
 * of the bytes as the one key, twins are exact duplicates.
 *
 * Duplicates are natural where inputs are few (a handful of yes-or-no features): then a test example has a twin in training
 * without any leak. So twins *within* either set are counted too; `naturalTwinShare` makes the expectation from them.
 */

/** Examples of a bucket that others are compared with: beyond this, what is filed there is common and not telling. */
const MAX_COMPARED = 16;

export interface TwinCounts {
  /** Examples, and how many of them have a twin among the others of their own set. */
  readonly train: { readonly examples: number; readonly twins: number };
  readonly test: { readonly examples: number; readonly twins: number };
  /** Positions in the test set of the examples with a twin in training. */
  readonly leaked: readonly number[];
}

export interface TwinSearch {
  readonly trainCount: number;
  readonly testCount: number;
  /** Training examples are numbered first, then test examples. */
  keysOf(example: number): ReadonlyArray<string | number>;
  isTwin(example: number, other: number): boolean;
}

/** O(examples × keys), whatever the data: a bucket offers at most a few examples for comparison. */
export function countTwins({ trainCount, testCount, keysOf, isTwin }: TwinSearch): TwinCounts {
  const [ofTrain, ofTest] = [
    new Map<string | number, number[]>(),
    new Map<string | number, number[]>(),
  ] as const;
  const keys = Array.from({ length: trainCount + testCount }, (_, example) => keysOf(example));
  for (const [example, own] of keys.entries()) {
    const buckets = example < trainCount ? ofTrain : ofTest;
    for (const key of own) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [example]);
      else if (bucket.length <= MAX_COMPARED) bucket.push(example);
    }
  }
  const hasTwin = (example: number, buckets: ReadonlyMap<string | number, readonly number[]>) =>
    (keys[example] ?? []).some((key) =>
      buckets.get(key)?.some((other) => other !== example && isTwin(example, other)),
    );
  const positions = (count: number, first: number, buckets: ReadonlyMap<string | number, number[]>) =>
    Array.from({ length: count }, (_, position) => position).filter((position) =>
      hasTwin(first + position, buckets),
    );
  return {
    train: { examples: trainCount, twins: positions(trainCount, 0, ofTrain).length },
    test: { examples: testCount, twins: positions(testCount, trainCount, ofTest).length },
    leaked: positions(testCount, trainCount, ofTrain),
  };
}

/**
 * The share of test examples that would have a twin in training if both sets were drawn alike and nothing leaked.
 *
 * Two estimates, of which the smaller is taken. The share of training examples with a twin among the other training examples
 * estimates it directly, but is too large where training repeats examples on purpose (oversampling). From the share q of test
 * examples with a twin among the other m − 1, a training set of n gives at most 1 − (1 − q)^(n / (m − 1)) (Jensen, for
 * n ≥ m − 1); q is raised by 3/m, so that no twin among few examples does not count as proof of none ("rule of three").
 *
 * @example naturalTwinShare({ examples: 1000, twins: 0 }, { examples: 100, twins: 0 }) // 0
 */
export function naturalTwinShare(train: TwinCounts['train'], test: TwinCounts['test']): number {
  if (train.examples === 0 || test.examples < 2) return 0;
  const direct = train.twins / train.examples;
  const within = Math.min(1, (test.twins + 3) / test.examples);
  const times = Math.max(1, train.examples / (test.examples - 1));
  return Math.min(direct, 1 - (1 - within) ** times);
}
