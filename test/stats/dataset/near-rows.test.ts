import { describe, expect, test } from 'vitest';
import { countNearRows } from '../../../src/stats/dataset/near-rows.ts';
import {
  createRandom,
  type Random,
  randomInteger,
  randomNormal,
  shuffle,
} from '../../../src/stats/random.ts';

type Draw = (random: Random) => number[];

const normals = (random: Random, width: number) => Array.from({ length: width }, () => randomNormal(random));
/** Independent rows of many laws. */
const LAWS: Readonly<Record<string, Draw>> = {
  'three normal columns': (random) => normals(random, 3),
  'eight normal columns': (random) => normals(random, 8),
  'twenty normal columns': (random) => normals(random, 20),
  'columns of other units': (random) =>
    normals(random, 6).map((value, column) => 50 + value * 10 ** (column - 2)),
  'two dimensions in eight columns': (random) => {
    const [a = 0, b = 0] = normals(random, 2);
    return [a, b, a + b, a - b, a * b, a * a, b * b, 2 * a].map(
      (value) => value + 0.05 * randomNormal(random),
    );
  },
  'lognormal columns': (random) => normals(random, 6).map(Math.exp),
  'heavy tails': (random) => normals(random, 5).map((value) => value / Math.hypot(...normals(random, 3))),
  'ten clusters': (random) => {
    const centre = randomInteger(random, 10);
    return normals(random, 5).map((value, column) => value * 0.2 + ((centre * (column + 3)) % 7));
  },
  'zeros in most places': (random) => normals(random, 8).map((value) => (random() < 0.7 ? 0 : value)),
  'whole numbers': (random) => normals(random, 6).map((value) => Math.round(40 + 12 * value)),
  'one decimal': (random) => normals(random, 4).map((value) => Math.round(58 + 8 * value) / 10),
  'a label and uniform columns': (random) => [
    randomInteger(random, 3),
    ...normals(random, 5).map(() => random()),
  ],
};

function inspect(rows: readonly number[][], trainCount: number) {
  const keys = rows.map(String);
  return countNearRows({
    width: rows[0]?.length ?? 0,
    trainCount,
    testCount: rows.length - trainCount,
    numbersOf: (row) => rows[row] as number[],
    isAlike: (row, other) => keys[row] !== keys[other],
  });
}

/** 800 rows of training and 200 of test, of which a part are noisy copies made before the split. */
function drawn(law: Draw, label: number, copies: number, noise = 0.01) {
  const random = createRandom('near rows', label, copies);
  const rows = Array.from({ length: 1000 / copies }, () => law(random)).flatMap((row) =>
    Array.from({ length: copies }, (_, copy) =>
      copy === 0 ? row : row.map((value) => value * (1 + noise * randomNormal(random))),
    ),
  );
  shuffle(rows, random);
  const found = inspect(rows, 800);
  return found === null ? 0 : found.leaked.length / found.test.examples;
}

describe.each(Object.entries(LAWS))('%s', (name, law) => {
  test('independent rows are hardly ever near copies', () => {
    const shares = Array.from({ length: 5 }, (_, label) => drawn(law, label, 1));
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.012);
  });

  // Noise of the values' own size says nothing in two or three dimensions.
  if (!/three|two|decimal|whole|units|clusters|zeros/.test(name))
    test('four copies a row with 1 % noise are', () => {
      expect(drawn(law, 1, 4)).toBeGreaterThan(0.5);
    });
});
