import { expect, test } from 'vitest';
import { otherCounts } from '../../../src/checks/evidence/counted-examples.ts';
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

test.each([
  ['the same number', arm('head', 228, [200, 201, 207, 205])],
  // Half of 228: one chance in 8 of three even numbers.
  ['few values that may be multiples by chance', arm('head', 114, [100, 103, 104])],
  ['values that are rounded', arm('head', 57, [52, 55, 53, 54, 51], (value) => Number(value.toFixed(3)))],
  ['means over batches', arm('head', 57, [52, 55, 53, 54, 51], (value) => value ** 0.9)],
  ['one value under all seeds', arm('head', 57, [52, 52, 52, 52, 52])],
  ['no accuracy', [record('head', 1, { metrics: { test: { macro_f1: 0.7 } } })]],
])('%s tell nothing', (_, head) => {
  expect(otherCounts([...arm('baseline', 228, RIGHT), ...head], ARMS, 'test')).toBeNull();
});
