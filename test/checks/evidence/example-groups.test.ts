import { expect, test } from 'vitest';
import { groupByFeature } from '../../../src/checks/evidence/example-groups.ts';

const namesOf = (values: readonly number[]) =>
  groupByFeature('x', Float64Array.from(values)).map(({ name, examples }) => [name, [...examples]]);

test('few values make a group each', () => {
  expect(namesOf([1, 0, 1, 7])).toEqual([
    ['x = 0', [1]],
    ['x = 1', [0, 2]],
    ['x = 7', [3]],
  ]);
});

test('many values make fifths that are named by their range', () => {
  expect(namesOf([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual([
    ['x 0 to 1', [8, 9]],
    ['x 2 to 3', [6, 7]],
    ['x 4 to 5', [4, 5]],
    ['x 6 to 7', [2, 3]],
    ['x 8 to 9', [0, 1]],
  ]);
});

test('equal values stay together, however many they are', () => {
  const values = [...Array.from({ length: 14 }, () => 0), 1, 2, 3, 4, 5, 6];
  const groups = groupByFeature('x', Float64Array.from(values));
  expect(groups.map(({ name, examples }) => [name, examples.length])).toEqual([
    ['x 0 to 2', 16],
    ['x 3 to 6', 4],
  ]);
  expect(groups.flatMap(({ examples }) => examples).sort((a, b) => a - b)).toEqual([...values.keys()]);
});

test('an example whose value is not known is in no group', () => {
  expect(namesOf([1, Number.NaN, 1])).toEqual([['x = 1', [0, 2]]]);
  expect(namesOf([Number.NaN])).toEqual([]);
});
