import { describe, expect, test } from 'vitest';
import { isTargetEncoding } from '../../../src/stats/dataset/target-encoding.ts';
import { createRandom, type Random, randomInteger, randomNormal } from '../../../src/stats/random.ts';

/** Rows of ten categories, which differ in their mean label. */
function draw(random: Random, rows = 400) {
  const categories = Array.from({ length: rows }, () => randomInteger(random, 10));
  const labels = categories.map((category) => (random() < (category + 1) / 12 ? 1 : 0));
  return { categories, labels };
}

/** Means of the first rows by category, shrunk towards the mean of all of them by m rows. */
function encode(
  categories: readonly number[],
  labels: readonly number[],
  m: number,
  first: number,
): number[] {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const known = labels.slice(0, first);
  return categories.map((category) => {
    const own = known.filter((_, row) => categories[row] === category);
    return (own.length * mean(own) + m * mean(known)) / (own.length + m);
  });
}

const DRAWS = Array.from({ length: 20 }, (_, index) => createRandom('target encoding', index));
const written = (values: readonly number[], decimals: number) =>
  values.map((one) => String(Number(one.toFixed(decimals))));

describe('a target encoding', () => {
  test.each([
    [0, 12],
    [0, 4],
    [10, 12],
    [10, 6],
    [1, 12],
  ])('with m = %i is found at %i decimals', (m, decimals) => {
    for (const random of DRAWS) {
      const { categories, labels } = draw(random);
      const values = written(encode(categories, labels, m, 400), decimals);
      expect(isTargetEncoding(values, labels)).toBe(true);
    }
  });

  test.each<[string, (random: Random, of: ReturnType<typeof draw>) => number[]]>([
    ['of the training rows alone', (_, { categories, labels }) => encode(categories, labels, 0, 300)],
    [
      'of the training rows alone, shrunk',
      (_, { categories, labels }) => encode(categories, labels, 10, 300),
    ],
    ['of another label', (random, { categories }) => encode(categories, draw(random).labels, 0, 400)],
    ['that is a measurement', (random, { labels }) => labels.map((label) => label + randomNormal(random))],
    ['that is the category', (_, { categories }) => [...categories]],
    [
      'that counts the category',
      (_, { categories }) => categories.map((one) => categories.filter((own) => own === one).length / 400),
    ],
    ['that is the label', (_, { labels }) => [...labels]],
  ])('is no column %s', (_, of) => {
    for (const random of DRAWS) {
      const drawn = draw(random);
      expect(isTargetEncoding(written(of(random, drawn), 6), drawn.labels)).toBe(false);
    }
  });
});
