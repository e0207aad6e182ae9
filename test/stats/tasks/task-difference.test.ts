import { expect, test } from 'vitest';
import {
  pairedDifference,
  TooFewRunsError,
  unpairedDifference,
} from '../../../src/stats/tasks/task-difference.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { welchT } from '../../../src/stats/tests/welch-t.ts';

test('is the estimate of the paired and of Welch’s t test', () => {
  const [x, y] = [
    [3, 1, 4, 1, 5],
    [2, 7, 1],
  ];
  expect(pairedT(x)).toMatchObject(omitDifference(pairedDifference(x)));
  expect(welchT(x, y)).toMatchObject(unpairedDifference(x, y));
});

test('equal runs have no standard error, and one run is refused, as other tasks say nothing of its spread', () => {
  expect(pairedDifference([0.1, 0.1])).toEqual({ difference: 0.1, standardError: 0, degreesOfFreedom: 1 });
  expect(unpairedDifference([2, 2], [1, 1, 1])).toMatchObject({ difference: 1, standardError: 0 });
  expect(() => pairedDifference([1])).toThrow(TooFewRunsError);
  expect(() => unpairedDifference([1, 2], [1])).toThrow(TooFewRunsError);
});

function omitDifference({ difference: mean, ...rest }: ReturnType<typeof pairedDifference>) {
  return { mean, ...rest };
}
