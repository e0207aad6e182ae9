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

export interface TwinSet {
  readonly examples: number;
  /** How many have a twin among the others of their own set. */
  readonly twins: number;
}

export interface TrainingTwins extends TwinSet {
  /** How many are left when of examples that are alike the first is kept. */
  readonly distinct?: number | undefined;
  /** How many would have a twin in a sample of the training set that is as large as the test set: expected number. */
  readonly twinsInSample?: number | undefined;
}

export interface TwinCounts {
  readonly train: Required<TrainingTwins>;
  readonly test: TwinSet;
  /** Positions in the test set of the examples with a twin in training. */
  readonly leaked: readonly number[];
}

export interface TwinSearch {
  readonly trainCount: number;
  readonly testCount: number;
  /** Training examples are numbered first, then test examples. */
  keysOf(example: number): ReadonlyArray<string | number>;
  isTwin(example: number, other: number): boolean;
  /** Examples that are alike without being twins: the same where twins are nearly the same. */
  isSame?(example: number, other: number): boolean;
}

/** O(examples × keys), whatever the data: a bucket offers at most a few examples for comparison. */
export function countTwins({ trainCount, testCount, keysOf, isTwin, isSame }: TwinSearch): TwinCounts {
  const keys = Array.from({ length: trainCount + testCount }, (_, example) => keysOf(example));
  const ofTrain = fillBuckets(keys, 0, trainCount);
  const ofTest = fillBuckets(keys, trainCount, testCount);
  type Matches = (example: number, other: number) => boolean;
  const hasOther = (example: number, buckets: Buckets, matches: Matches) => {
    for (const key of keys[example] ?? [])
      for (const other of buckets.get(key) ?? NONE)
        if (other !== example && matches(example, other)) return true;
    return false;
  };
  const hasTwin = (example: number, buckets: Buckets) => hasOther(example, buckets, isTwin);
  const repeats: Matches = (example, other) =>
    other < example && (isTwin(example, other) || isSame?.(example, other) === true);
  const twinsIn = (first: number, count: number, buckets: Buckets) =>
    Array.from({ length: count }, (_, position) => first + position).filter((example) =>
      hasTwin(example, buckets),
    );
  const train = twinsIn(0, trainCount, ofTrain);
  // Without `isSame`, what has no twin repeats nothing.
  const perhaps = isSame === undefined ? train : keys.slice(0, trainCount).keys();
  const repeated = [...perhaps].filter((example) => hasOther(example, ofTrain, repeats)).length;
  const twinsOf = (example: number) => {
    const others = (keys[example] ?? []).flatMap((key) => ofTrain.get(key) ?? []);
    return [...new Set(others)].filter((other) => other !== example && isTwin(example, other)).length;
  };
  const sampled = Math.min(1, Math.max(0, testCount - 1) / Math.max(1, trainCount - 1));
  const twinsInSample = train.reduce((sum, example) => sum + 1 - (1 - sampled) ** twinsOf(example), 0);
  return {
    train: { examples: trainCount, twins: train.length, distinct: trainCount - repeated, twinsInSample },
    test: { examples: testCount, twins: twinsIn(trainCount, testCount, ofTest).length },
    leaked: Array.from({ length: testCount }, (_, position) => position).filter((position) =>
      hasTwin(trainCount + position, ofTrain),
    ),
  };
}

const NONE: readonly number[] = [];

type Buckets = ReadonlyMap<string | number, readonly number[]>;

function fillBuckets(
  keys: ReadonlyArray<ReadonlyArray<string | number>>,
  first: number,
  count: number,
): Buckets {
  const buckets = new Map<string | number, number[]>();
  for (let example = first; example < first + count; example++) {
    for (const key of keys[example] ?? []) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [example]);
      else if (bucket.length <= MAX_COMPARED) bucket.push(example);
    }
  }
  return buckets;
}

/**
 * The share of test examples that would have a twin in training if both sets were drawn alike and nothing leaked.
 *
 * Two estimates, of which the smaller is taken. The share of training examples with a twin among the other training examples
 * estimates it directly, but is too large where training repeats examples on purpose (oversampling). From the share q of test
 * examples with a twin among the other m − 1, n draws for training (`trainingDraws`) give at most 1 − (1 − q)^(n / (m − 1))
 * (Jensen, for n ≥ m − 1); q is taken at an upper limit, so that no twin among few examples does not count as proof of none.
 *
 * @example naturalTwinShare({ examples: 1000, twins: 0 }, { examples: 100, twins: 0 }) // 0
 */
export function naturalTwinShare(train: TrainingTwins, test: TwinSet): number {
  if (train.examples === 0 || test.examples < 2) return 0;
  const direct = train.twins / train.examples;
  const times = Math.max(1, trainingDraws(train, test) / (test.examples - 1));
  return Math.min(direct, 1 - (1 - shareWithin(test)) ** times);
}

/** Upper limit: three where there are none ("rule of three"), and two standard deviations of a count beyond it. */
function shareWithin({ examples, twins }: TwinSet): number {
  return Math.min(1, (twins + 3 + 2 * Math.sqrt(twins)) / examples);
}

/** Standard errors beyond which more twins in training than in the test set are no chance. */
const STANDARD_ERRORS = 2;

/**
 * How often the training set was drawn from where the test set comes from: once an example, unless it repeats some on purpose.
 *
 * If both were drawn alike, a sample of the training set as large as the test set would have as many twins. Where it has more
 * (twins come in pairs, which doubles the variance), the draws are those that leave as many distinct examples as there are: n
 * draws from K possible inputs leave K (1 − e^(−n/K)). K follows from the twins within the test set, as if all inputs were equally
 * likely; where they are not, that is too few, and so n too large and the check careful.
 */
export function trainingDraws(train: TrainingTwins, test: TwinSet): number {
  const { examples, distinct = examples, twinsInSample = 0 } = train;
  if (examples === 0 || test.examples < 2) return examples;
  const expected = twinsInSample / examples;
  const error = Math.sqrt((2 * expected * (1 - expected)) / test.examples);
  if (expected - test.twins / test.examples <= STANDARD_ERRORS * error) return examples;
  const inputs = -(test.examples - 1) / Math.log1p(-shareWithin(test));
  return distinct < inputs ? Math.min(examples, -inputs * Math.log1p(-distinct / inputs)) : examples;
}
