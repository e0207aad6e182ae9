import { createRandom, type Random, randomNormal } from '../random.ts';
import { type DomainSeparation, separateDomains } from './domain-classifier.ts';
import { countNearRows } from './near-rows.ts';
import { areNear, mix, tokenKeys, toTokenSet } from './token-sets.ts';
import { countTwins, type TwinCounts } from './twins.ts';
import { areClose, project, standardise, vectorKeys } from './vectors.ts';

/** In the order training, test, shifted. */
export interface ExampleSets {
  readonly counts: readonly [train: number, test: number, shifted: number];
  /** Equal exactly for examples with equal bytes. */
  readonly digests: readonly string[];
  readonly content:
    | { readonly kind: 'tokens'; readonly rows: ReadonlyArray<ArrayLike<number>> }
    | { readonly kind: 'numbers'; readonly values: ArrayLike<number> };
  /** Default: as the content is. */
  readonly table?: TableRows;
  /** All examples if there are too many for comparison; each set above is a prefix. */
  readonly all?: Pick<ExampleSets, 'counts' | 'digests'>;
}

interface TableRows {
  readonly width: number;
  /** NaN marks a missing value. */
  numbersOf(example: number): ArrayLike<number>;
  wordsOf(example: number): ArrayLike<number>;
}

export interface DataInspection {
  readonly exact: TwinCounts;
  readonly near: TwinCounts;
  /** Null if a set has too few examples for a classifier. */
  readonly test: DomainSeparation | null;
  readonly shifted: DomainSeparation | null;
}

const DIRECTIONS = 32;
const TOKEN_BUCKETS = 64;
const OUTERMOST = 6;
const FEWEST = 50;
const MOST = 600;

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
  const near =
    nearRows(sets) ??
    countTwins({
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

/** More numbers are compared as words. */
const MOST_NUMBERS = 5e6;
const FEWEST_COLUMNS = 3;

function nearRows({ table, counts: [trainCount, testCount], digests }: ExampleSets) {
  if (table === undefined || table.width < FEWEST_COLUMNS) return null;
  if (table.width * (trainCount + testCount) > MOST_NUMBERS) return null;
  const words = Array.from({ length: trainCount + testCount }, (_, row) =>
    Array.from(table.wordsOf(row)).join(),
  );
  const { width, numbersOf } = table;
  const isAlike = (row: number, other: number) =>
    words[row] === words[other] && digests[row] !== digests[other];
  return countNearRows({ width, trainCount, testCount, numbersOf, isAlike });
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
 * Standardises numbers by the training rows and adds squares, counts of missing values, and words. Wide tables are projected.
 */
function tableFeatures({ width, numbersOf, wordsOf }: TableRows, train: readonly number[]) {
  const rows = train.map(numbersOf);
  const columns = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] as number).filter((value) => !Number.isNaN(value));
    const centre = values.reduce((sum, value) => sum + value / values.length, 0);
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2 / values.length, 0);
    // Without spread in training, any other value is infinitely far.
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

function draw(first: number, count: number, random: Random): number[] {
  const all = Array.from({ length: count }, (_, index) => ({ index: first + index, order: random() }));
  return all
    .sort((a, b) => a.order - b.order)
    .slice(0, MOST)
    .map(({ index }) => index);
}

const SHOWN_IDS = 5;

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
