import { describe, expect, test } from 'vitest';
import { repeatedByClass } from '../../../src/checks/evidence/repeated-examples.ts';
import { beforeSplit } from '../../../src/checks/leakage/before-split.ts';
import type { Random } from '../../../src/stats/random.ts';
import { judgeOne } from '../judge.ts';
import { drawRows, type Rows, randomOf, train } from './small-classifier.ts';

type Change = (rows: Rows, random: Random) => Rows;

const rowsOf = ({ inputs, labels }: Rows, places: readonly number[]): Rows => ({
  inputs: places.map((place) => inputs[place] as readonly number[]),
  labels: places.map((place) => labels[place] as number),
});
const shuffled = (count: number, random: Random) =>
  Array.from({ length: count }, (_, place) => ({ place, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ place }) => place);
/** Draws rows of class 1 again until they are as many as the others. */
const oversample: Change = (rows, random) => {
  const rare = [...rows.labels.keys()].filter((place) => rows.labels[place] === 1);
  const more = Array.from(
    { length: rows.labels.length - 2 * rare.length },
    () => rare[Math.floor(random() * rare.length)] as number,
  );
  return rowsOf(rows, [...rows.labels.keys(), ...more]);
};
const same: Change = (rows) => rows;
const rounded =
  (digits: number): Change =>
  ({ inputs, labels }) => ({
    inputs: inputs.map((input) => input.map((value) => Number(value.toFixed(digits)))),
    labels,
  });

function statusOf(draw: number, before: Change, after: Change, forest = false) {
  const random = randomOf('repeated', draw);
  const all = before(drawRows(random, 700, 1.5, 0.15), random);
  const order = shuffled(all.labels.length, random);
  const test = rowsOf(all, order.slice(0, Math.floor(order.length / 3)));
  const training = after(rowsOf(all, order.slice(test.labels.length)), random);
  const columns = [1, 2].map((seed) => {
    const predict = train(training, randomOf('repeated', draw, seed));
    return Float64Array.from(test.inputs, (input, row) => {
      const one = forest ? Math.round(30 * predict(input)) / 30 : predict(input);
      return test.labels[row] === 1 ? one : 1 - one;
    });
  });
  const repeatedClasses = repeatedByClass(Float64Array.from(test.labels), columns, String);
  return judgeOne(beforeSplit, { programSigns: [], repeatedClasses }).status;
}

describe('rows that are copied before the split', () => {
  const DRAWS = [1, 2, 3, 4, 5, 6, 7, 8];
  test('are seen in the predictions', () => {
    for (const draw of DRAWS) expect(statusOf(draw, oversample, same)).toBe('warn');
  });

  test.each<[string, Change, Change]>([
    ['no copies', same, same],
    ['copies in training alone', same, oversample],
    ['inputs of one decimal, which repeat in both classes', rounded(1), same],
    ['inputs of whole numbers', rounded(0), oversample],
    ['inputs of two decimals', rounded(2), same],
  ])('are not seen in %s', (_, before, after) => {
    for (const draw of DRAWS) expect(statusOf(draw, before, after)).toBe('pass');
  });
});
