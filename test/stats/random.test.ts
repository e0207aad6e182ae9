import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, randomInteger, randomNormal } from '../../src/stats/random.ts';

const take = (random: () => number, count: number) => Array.from({ length: count }, random);

test('the same labels give the same stream', () => {
  expect(take(createRandom('gloss', 'head', 7), 20)).toEqual(take(createRandom('gloss', 'head', 7), 20));
});

test('the stream of a label never changes between versions', () => {
  expect(take(createRandom('conclusive', 1), 3)).toEqual([
    0.9106951293418218, 0.40091682234077475, 0.35412575237756216,
  ]);
});

test.each([
  [
    ['a', 'bc'],
    ['ab', 'c'],
  ],
  [['a', ''], ['a']],
  [[1], ['1']],
  [
    ['1', 2],
    [1, '2'],
  ],
  [['a;string:1:b'], ['a', 'b']],
])('labels %j and %j give different streams', (some, others) => {
  expect(take(createRandom(...some), 4)).not.toEqual(take(createRandom(...others), 4));
});

test('numbers are uniform in [0, 1) with all their 53 bits', () => {
  const values = take(createRandom('uniform'), 100_000);
  expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  // Five standard errors of a uniform mean.
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / values.length));
  expect(values.some((value) => (value * 2 ** 53) % 2 === 1)).toBe(true);
});

test('integers cover their range evenly', () => {
  const random = createRandom('integers');
  const counts = new Array(7).fill(0);
  for (let draw = 0; draw < 70_000; draw++) counts[randomInteger(random, 7)]++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
});

test('integers stay below their bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.string(), (below, label) => {
      const drawn = randomInteger(createRandom(label), below);
      expect(Number.isInteger(drawn) && drawn >= 0 && drawn < below).toBe(true);
    }),
  );
});

test('normal numbers have mean 0, variance 1 and 5 % beyond 1.96', () => {
  const random = createRandom('normal');
  const values = Array.from({ length: 100_000 }, () => randomNormal(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const beyond = values.filter((value) => Math.abs(value) > 1.959964).length / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.016);
  expect(Math.abs(variance - 1)).toBeLessThan(0.023);
  expect(Math.abs(beyond - 0.05)).toBeLessThan(0.0035);
});
