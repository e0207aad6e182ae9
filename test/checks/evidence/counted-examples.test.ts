import { expect, test } from 'vitest';
import { otherCounts } from '../../../src/checks/evidence/counted-examples.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../records.ts';

const arm = (model: string, examples: number, right: readonly number[], show = (value: number) => value) =>
  right.map((count, index) =>
    record(model, index + 1, { metrics: { test: { accuracy: show(count / examples) } } }),
  );
const ARMS = ['baseline', 'head'] as const;
const RIGHT = [211, 214, 209, 216, 212, 213];

test('a quarter of the examples is told from the steps of the accuracy', () => {
  const records = [...arm('baseline', 228, RIGHT), ...arm('head', 57, [52, 55, 53, 54, 51, 50])];
  expect(otherCounts(records, ARMS, 'test')).toEqual({ before: 228, after: 57 });
});

test('so it is of percentages, and of numbers of 32 bits', () => {
  for (const show of [(value: number) => 100 * value, Math.fround])
    expect(
      otherCounts(
        [...arm('baseline', 228, RIGHT, show), ...arm('head', 171, [160, 161, 163, 158, 166], show)],
        ARMS,
        'test',
      ),
    ).toEqual({ before: 228, after: 171 });
});

const SIZES = [60, 150, 200, 212, 301, 400, 500, 640, 1000, 2500];
const DIGITS = [3, 4, 16];

/** Accuracies near a level, of ten runs, written with so many digits. */
function drawn(model: string, examples: number, digits: number, level = 0.87) {
  const random = createRandom('sizes', model, examples, digits);
  const spread = 0.23 * (1 - level);
  const right = Array.from({ length: 10 }, () =>
    Math.round((level + spread * randomNormal(random)) * examples),
  );
  return arm(model, examples, right, (value) => Number(value.toFixed(digits)));
}

test('two numbers of examples are told apart, however many digits one arm writes, and one number never is', () => {
  const found: string[] = [];
  const wrong: string[] = [];
  for (const before of SIZES)
    for (const after of SIZES)
      for (const digits of DIGITS) {
        const other = otherCounts(
          [...drawn('baseline', before, 16), ...drawn('head', after, digits)],
          ARMS,
          'test',
        );
        if (before === after && other !== null) wrong.push(`${before} ${digits}`);
        if (before !== after && other !== null) found.push(`${before} ${after} ${digits}`);
      }
  expect(wrong).toEqual([]);
  for (const pair of ['301 400 16', '301 1000 16', '400 301 16', '1000 301 16', '301 400 3'])
    expect(found).toContain(pair);
  expect(found.length).toBeGreaterThan(0.7 * SIZES.length * (SIZES.length - 1) * DIGITS.length);
});

test('nor at accuracies near 1, whose rounded steps fit several numbers', () => {
  for (const examples of SIZES)
    for (const digits of DIGITS)
      for (const level of [0.94, 0.96, 0.98]) {
        const arms = [...drawn('baseline', examples, digits), ...drawn('head', examples, digits, level)];
        expect(otherCounts(arms, ARMS, 'test'), `${examples} ${digits} ${level}`).toBeNull();
      }
});

test.each([
  ['the same number', arm('head', 228, [200, 201, 207, 205])],
  // Half of 228: one chance in 8 of three even numbers.
  ['few values that may be multiples by chance', arm('head', 114, [100, 103, 104])],
  ['values that are rounded', arm('head', 57, [52, 55, 53, 54, 51], (value) => Number(value.toFixed(2)))],
  ['means over batches', arm('head', 57, [52, 55, 53, 54, 51], (value) => value ** 0.9)],
  ['one value under all seeds', arm('head', 57, [52, 52, 52, 52, 52])],
  ['no accuracy', [record('head', 1, { metrics: { test: { macro_f1: 0.7 } } })]],
])('%s tell nothing', (_, head) => {
  expect(otherCounts([...arm('baseline', 228, RIGHT), ...head], ARMS, 'test')).toBeNull();
});
