/** What training has seen of the test set, and whether the two can be told apart: for sequences of tokens and for vectors. */
import { createRandom, type Random, randomNormal } from '../random.ts';
import { type DomainSeparation, separateDomains } from './domain-classifier.ts';
import { areNear, mix, tokenKeys, toTokenSet } from './token-sets.ts';
import { countTwins, type TwinCounts } from './twins.ts';
import { areClose, project, standardise, vectorKeys } from './vectors.ts';

/** Examples as a classifier or a search for twins needs them, training first, then the test set, then the shifted one. */
export interface ExampleSets {
  readonly counts: readonly [train: number, test: number, shifted: number];
  /** Equal for examples that are equal byte for byte, and for no others. */
  readonly digests: readonly string[];
  readonly content:
    | { readonly kind: 'tokens'; readonly rows: ReadonlyArray<ArrayLike<number>> }
    | { readonly kind: 'numbers'; readonly values: ArrayLike<number> };
  /** Columns of rows that are told apart as numbers and words; without it as the content is. */
  readonly table?: TableRows;
  /** Where there are more than can be compared in that way: all examples, of which the above are the beginning of every set. */
  readonly all?: Pick<ExampleSets, 'counts' | 'digests'>;
}

interface TableRows {
  readonly width: number;
  /** NaN where a value is missing. */
  numbersOf(example: number): ArrayLike<number>;
  wordsOf(example: number): ArrayLike<number>;
}

export interface DataInspection {
  readonly exact: TwinCounts;
  /** Near twins that are not exact ones. */
  readonly near: TwinCounts;
  /** Null where a set has too few examples for a classifier. */
  readonly test: DomainSeparation | null;
  readonly shifted: DomainSeparation | null;
}

const DIRECTIONS = 32;
const TOKEN_BUCKETS = 64;
const OUTERMOST = 6;
const FEWEST = 50;
const MOST = 600;

/** Deterministic: chance comes from a stream of its own, the same for every run. */
export function inspectData(sets: ExampleSets): DataInspection {
  const [trainCount, testCount, shiftedCount] = sets.counts;
  const { digests, all = sets } = sets;
  const { keysOf, isNear, features } = prepare(sets);
  const exact = countTwins({
    trainCount: all.counts[0],
    testCount: all.counts[1],
    keysOf: (example) => [all.digests[example] as string],
    isTwin: () => true,
  });
  const near = countTwins({
    trainCount,
    testCount,
    keysOf,
    isTwin: (example, other) => digests[example] !== digests[other] && isNear(example, other),
    isSame: (example, other) => digests[example] === digests[other],
  });
  const leaked = new Set(exact.leaked);
  const random = createRandom('inspect-data', 'domain');
  const separate = (first: number, count: number) => {
    if (Math.min(trainCount, count) < FEWEST) return null;
    const ofTrain = draw(0, trainCount, random);
    const others = draw(first, count, random);
    const of = sets.table === undefined ? features : tableFeatures(sets.table, ofTrain);
    return separateDomains(ofTrain.map(of), others.map(of), random);
  };
  return {
    exact,
    near: { ...near, leaked: near.leaked.filter((position) => !leaked.has(position)) },
    test: separate(trainCount, testCount),
    shifted: separate(trainCount + testCount, shiftedCount),
  };
}

function prepare({ content, counts, digests }: ExampleSets) {
  if (content.kind === 'tokens') {
    const sets = content.rows.map(toTokenSet);
    const at = (example: number) => sets[example] as Int32Array;
    return {
      keysOf: (example: number) => tokenKeys(at(example)),
      isNear: (example: number, other: number) => areNear(at(example), at(other)),
      features: (example: number) => tokenFeatures(content.rows[example] as ArrayLike<number>),
    };
  }
  const vectors = standardise(content.values, digests.length, counts[0]);
  const directions = Math.min(DIRECTIONS, vectors.width);
  const projected = project(vectors, directions, createRandom('inspect-data', 'features'));
  return {
    keysOf: vectorKeys(vectors, createRandom('inspect-data', 'keys')),
    isNear: (example: number, other: number) => areClose(vectors, example, other),
    features: (example: number) => {
      const row = projected.subarray(example * directions, (example + 1) * directions);
      return Float64Array.from([...row, ...row.map((value) => value * value)]);
    },
  };
}

/**
 * Standardised by the training rows, with squares for differences in spread, beside the words of the other columns. Wide tables are projected,
 * and what lies farther out than six deviations counts as six. A value that is missing is the mean, and that it is missing is told beside it.
 */
function tableFeatures({ width, numbersOf, wordsOf }: TableRows, train: readonly number[]) {
  const rows = train.map(numbersOf);
  const columns = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] as number).filter((value) => !Number.isNaN(value));
    const centre = values.reduce((sum, value) => sum + value / values.length, 0);
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2 / values.length, 0);
    // A column without any spread in training has no unit of its own: any other value there is as far as can be.
    return { centre, spread: Math.sqrt(squares) || Number.MIN_VALUE };
  });
  const standardised = (example: number) => {
    const row = numbersOf(example);
    return columns.map(({ centre, spread }, column) => {
      const value = ((row[column] as number) - centre) / spread;
      return Number.isNaN(value) ? 0 : Math.max(-OUTERMOST, Math.min(OUTERMOST, value));
    });
  };
  const directions = Math.min(DIRECTIONS, width);
  const random = createRandom('inspect-data', 'table');
  const axes =
    width <= DIRECTIONS
      ? null
      : Array.from({ length: directions }, () =>
          Array.from({ length: width }, () => randomNormal(random) / Math.sqrt(width)),
        );
  return (example: number) => {
    const own = standardised(example);
    const values =
      axes?.map((axis) => axis.reduce((sum, weight, column) => sum + weight * (own[column] as number), 0)) ??
      own;
    const missing = Array.from(numbersOf(example)).filter(Number.isNaN).length;
    const words = tokenFeatures(wordsOf(example));
    return Float64Array.from([...values, ...values.map((value) => value * value), missing, ...words]);
  };
}

/** How often tokens of each bucket occur, damped, and how many there are. */
function tokenFeatures(tokens: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(TOKEN_BUCKETS + 1);
  for (let place = 0; place < tokens.length; place++) {
    const token = (tokens[place] as number) | 0;
    if (token === 0) continue;
    for (const bucket of [mix(token) & (TOKEN_BUCKETS - 1), TOKEN_BUCKETS]) {
      counts[bucket] = (counts[bucket] as number) + 1;
    }
  }
  return counts.map(Math.log1p);
}

/** At most `MOST` of the examples, each once. */
function draw(first: number, count: number, random: Random): number[] {
  const all = Array.from({ length: count }, (_, index) => ({ index: first + index, order: random() }));
  return all
    .sort((a, b) => a.order - b.order)
    .slice(0, MOST)
    .map(({ index }) => index);
}

const SHOWN_IDS = 5;

/** Counts and the first few names, as a run record keeps them. */
export function summariseInspection(
  { exact, near, test, shifted }: DataInspection,
  idOfTest: (position: number) => string,
) {
  const duplicates = ({ train, test: tested, leaked }: TwinCounts) => ({
    train,
    test: tested,
    leaked: leaked.length,
    ids: leaked.slice(0, SHOWN_IDS).map(idOfTest),
  });
  const separation = (found: DomainSeparation | null) =>
    found === null ? null : { auc: found.auc, standardError: found.standardError };
  return {
    exact: duplicates(exact),
    near: duplicates(near),
    domains: { test: separation(test), shifted: separation(shifted) },
  };
}
