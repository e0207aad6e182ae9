/**
 * Counts examples of one set with a twin in another, the base of "the test set leaks into training".
 *
 * Examples are compared only if they share a key (locality-sensitive hashing). With few possible inputs, duplicates occur
 * without a leak: twins *within* each set give the expected number (`naturalTwinShare`).
 */

/** Fuller buckets hold values too common to matter. */
const MAX_COMPARED = 16;

export interface TwinSet {
  readonly examples: number;
  readonly twins: number;
}

export interface TrainingTwins extends TwinSet {
  /** Examples that repeat no earlier one. */
  readonly distinct?: number | undefined;
  /** Expected number with a twin in a training sample as large as the test set. */
  readonly twinsInSample?: number | undefined;
}

export interface TwinCounts {
  readonly train: Required<TrainingTwins>;
  readonly test: TwinSet;
  /** Positions of test examples with a twin in training. */
  readonly leaked: readonly number[];
}

export interface TwinSearch {
  readonly trainCount: number;
  readonly testCount: number;
  /** Numbers training examples first, then test examples. */
  keysOf(example: number): ReadonlyArray<string | number>;
  isTwin(example: number, other: number): boolean;
  /** Tells whether examples are alike; needed if twins are only nearly equal. */
  isSame?(example: number, other: number): boolean;
}

/** O(examples × keys), since comparisons per bucket are limited. */
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
  // If twins are exact, an example without a twin repeats nothing.
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
 * Expected share of test examples with a twin in training if both sets had one source and nothing leaked.
 *
 * It is the smaller of two estimates. The share of training examples with a twin in training is too large if training
 * oversamples. The share q of test examples with a twin among the other m − 1, taken at its upper limit, gives at most 1 − (1
 * − q)^(n / (m − 1)) for n training draws.
 *
 * @example naturalTwinShare({ examples: 1000, twins: 0 }, { examples: 100, twins: 0 }) // 0
 */
export function naturalTwinShare(train: TrainingTwins, test: TwinSet): number {
  if (train.examples === 0 || test.examples < 2) return 0;
  const direct = train.twins / train.examples;
  const times = Math.max(1, trainingDraws(train, test) / (test.examples - 1));
  return Math.min(direct, 1 - (1 - shareWithin(test)) ** times);
}

/** Upper limit: three if there are none ("rule of three"), plus two standard deviations of a count. */
function shareWithin({ examples, twins }: TwinSet): number {
  return Math.min(1, (twins + 3 + 2 * Math.sqrt(twins)) / examples);
}

/** Standard errors by which twins in training must exceed those of the test set. */
const STANDARD_ERRORS = 2;

/**
 * Number of independent draws in the training set: one per example, unless training oversamples.
 *
 * With one source, a training sample as large as the test set would have as many twins. If it has more, the n draws from K
 * possible inputs that leave K (1 − e^(−n/K)) distinct ones are solved for n. K follows from twins in the test set, as if all
 * inputs were equally likely; otherwise n is too large, which is conservative.
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
