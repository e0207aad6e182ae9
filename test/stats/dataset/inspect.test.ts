import { describe, expect, test } from 'vitest';
import { separateDomains } from '../../../src/stats/dataset/domain-classifier.ts';
import { type ExampleSets, inspectData } from '../../../src/stats/dataset/inspect.ts';
import { countTwins, naturalTwinShare } from '../../../src/stats/dataset/twins.ts';
import { createRandom, randomInteger, randomNormal } from '../../../src/stats/random.ts';

function vectors(label: string, count: number, width: number, shift = 0): number[][] {
  const random = createRandom('inspect', label);
  return Array.from({ length: count }, () =>
    Array.from({ length: width }, () => shift + randomNormal(random)),
  );
}

function numbers(train: number[][], tested: number[][], shifted: number[][] = []): ExampleSets {
  const rows = [...train, ...tested, ...shifted];
  return {
    counts: [train.length, tested.length, shifted.length],
    digests: rows.map((row) => row.join()),
    content: { kind: 'numbers', values: rows.flat() },
  };
}

function texts(label: string, count: number, words = 12): number[][] {
  const random = createRandom('inspect-texts', label);
  return Array.from({ length: count }, () =>
    Array.from({ length: words }, () => 1 + randomInteger(random, 5000)),
  );
}

function tokens(train: number[][], tested: number[][]): ExampleSets {
  const rows = [...train, ...tested];
  return {
    counts: [train.length, tested.length, 0],
    digests: rows.map((row) => row.join()),
    content: { kind: 'tokens', rows },
  };
}

describe('twins', () => {
  test('are counted across and within the sets', () => {
    const values = ['a', 'b', 'b', 'c', /* test */ 'c', 'd', 'd', 'e'];
    expect(
      countTwins({
        trainCount: 4,
        testCount: 4,
        keysOf: (example) => [values[example] ?? ''],
        isTwin: () => true,
      }),
    ).toEqual({
      train: { examples: 4, twins: 2, distinct: 3, twinsInSample: 2 },
      test: { examples: 4, twins: 2 },
      leaked: [0],
    });
  });

  test('of a training set that repeats its examples, the natural share is that of the examples it repeats', () => {
    const inspected = (copies: number) => {
      const train = texts('oversampled', 100).flatMap((row) => Array.from({ length: copies }, () => row));
      const { exact } = inspectData(tokens(train, texts('test', 60)));
      return naturalTwinShare(exact.train, exact.test);
    };
    expect(inspected(1)).toBe(0);
    // 1 − (1 − 3/60)^(n/59), what 3 twins among 60 allow, not for 400 examples but for the n = 105 draws that leave 100 of
    // the K = 1150 inputs with which 60 examples have 3 twins.
    const inputs = -59 / Math.log(0.95);
    const draws = -inputs * Math.log(1 - 100 / inputs);
    expect(draws).toBeCloseTo(104.6, 1);
    expect(inspected(4)).toBeCloseTo(1 - 0.95 ** (draws / 59), 10);
  });

  test('where few inputs are possible, repeats are no oversampling', () => {
    const draw = (label: string, count: number) => {
      const random = createRandom('natural', label);
      return Array.from({ length: count }, () => [1 + Math.floor(2000 * random() ** 3)]);
    };
    const { exact } = inspectData(tokens(draw('train', 2000), draw('test', 200)));
    const share = exact.leaked.length / 200;
    expect(Math.abs(naturalTwinShare(exact.train, exact.test) - share)).toBeLessThan(0.1);
  });

  test('the natural share is that within training, unless only training repeats itself', () => {
    expect(naturalTwinShare({ examples: 1000, twins: 0 }, { examples: 200, twins: 0 })).toBe(0);
    expect(naturalTwinShare({ examples: 1000, twins: 300 }, { examples: 900, twins: 280 })).toBeCloseTo(
      0.3,
      10,
    );
    expect(naturalTwinShare({ examples: 1000, twins: 1000 }, { examples: 1001, twins: 0 })).toBeLessThan(
      0.01,
    );
  });
});

describe('near duplicates of vectors', () => {
  const train = vectors('train', 300, 60);
  const clean = vectors('test', 200, 60);

  test('a copy with a little noise is found, and no other example', () => {
    const random = createRandom('noise');
    const noisy = train.slice(0, 40).map((row) => row.map((value) => value + 0.03 * randomNormal(random)));
    const { exact, near } = inspectData(numbers(train, [...clean, ...noisy]));
    expect(exact.leaked).toEqual([]);
    expect(near.leaked.every((position) => position >= 200)).toBe(true);
    expect(near.leaked.length).toBeGreaterThanOrEqual(37);
  });

  test('a copy is exact and not near as well', () => {
    const { exact, near } = inspectData(numbers(train, [...clean, ...train.slice(0, 3)]));
    expect(exact.leaked).toEqual([200, 201, 202]);
    expect(near.leaked).toEqual([]);
  });

  test('a constant place and a single example are no trouble', () => {
    const flat = Array.from({ length: 60 }, () => [1, 1]);
    const found = inspectData(numbers(flat, flat.slice(0, 1)));
    expect(found.exact.leaked).toEqual([0]);
    expect(found.test).toBeNull();
    expect(inspectData(numbers(flat, flat)).test?.auc).toBe(0.5);
  });
});

test('values of any size leave finite numbers', () => {
  const train = vectors('train', 60, 3);
  const huge = vectors('huge', 60, 3).map((row) => row.map((value) => value * 3e38));
  for (const sets of [numbers(train, huge), numbers(huge, train), numbers(huge, huge)]) {
    const { test: found } = inspectData(sets);
    expect(found?.auc).toBeGreaterThanOrEqual(0);
    expect(found?.standardError).toBeGreaterThan(0);
  }
});

describe('near duplicates of texts', () => {
  const train = texts('train', 400);

  test('a text with one word of twelve changed is found; others are not', () => {
    const edited = train.slice(0, 60).map((row) => row.with(5, 9999));
    const { exact, near } = inspectData(tokens(train, [...texts('test', 100), ...edited]));
    expect(exact.leaked).toEqual([]);
    expect(near.leaked.every((position) => position >= 100)).toBe(true);
    expect(near.leaked.length).toBeGreaterThanOrEqual(52);
  });

  test('padding makes no twins', () => {
    const padded = (rows: number[][]) => rows.map((row) => [...row.slice(0, 2), ...Array(30).fill(0)]);
    const { near } = inspectData(tokens(padded(train), padded(texts('padded', 100))));
    expect(near.leaked).toEqual([]);
  });
});

describe('the domain classifier', () => {
  test('tells a shifted mean and a shifted spread, and gives each its interval', () => {
    const [train, same] = [vectors('a', 400, 40), vectors('b', 300, 40)];
    const wide = vectors('c', 300, 40).map((row) => row.map((value) => 2 * value));
    const found = inspectData(numbers(train, vectors('d', 300, 40, 0.5), wide));
    expect(found.test?.auc).toBeGreaterThan(0.9);
    expect(found.shifted?.auc).toBeGreaterThan(0.9);
    const clean = inspectData(numbers(train, same)).test;
    expect(Math.abs((clean?.auc ?? 0) - 0.5)).toBeLessThan(3 * (clean?.standardError ?? 0));
  });

  test('under no difference its interval misses 0.5 as often as it says', () => {
    let missed = 0;
    for (let world = 0; world < 200; world++) {
      const random = createRandom('domain-null', world);
      const draw = () =>
        Array.from({ length: 60 }, () => [randomNormal(random), randomNormal(random), random()]);
      const { auc, standardError } = separateDomains(draw(), draw(), random);
      if (Math.abs(auc - 0.5) > 1.96 * standardError) missed++;
    }
    // Binomial with 200 worlds at 0.05: 17 or fewer in 98 of 100 studies.
    expect(missed).toBeLessThanOrEqual(17);
  });
});
