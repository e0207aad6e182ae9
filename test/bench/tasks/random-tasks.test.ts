import { expect, test } from 'vitest';
import { randomTasksDifference } from '../../../bench/tasks/random-tasks.ts';
import { sharedSeeds } from '../../../src/stats/tasks/shared-seeds.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';

const DIFFERENCES = [0.3, 0.1, -0.2, 0.5, 0.4, 0.2];

test('is the paired t test over tasks, and refuses five', () => {
  const { mean, standardError, degreesOfFreedom } = pairedT(DIFFERENCES);
  expect(randomTasksDifference(DIFFERENCES)).toEqual({ difference: mean, standardError, degreesOfFreedom });
  expect(randomTasksDifference(new Array<number>(6).fill(0.1)).standardError).toBe(0);
  expect(() => randomTasksDifference(DIFFERENCES.slice(1))).toThrow('at least 6 tasks, but there are 5');
});

test('shared seeds widen it and leave fewer degrees of freedom, down to those of the seeds', () => {
  const lucky = [0.1, -0.1, 0.05];
  const shared = sharedSeeds(DIFFERENCES.map((difference) => lucky.map((luck) => difference + luck)));
  const [alone, found] = [
    randomTasksDifference(DIFFERENCES),
    randomTasksDifference(DIFFERENCES, shared ?? undefined),
  ];
  expect(found.difference).toBe(alone.difference);
  expect(found.standardError).toBeGreaterThan(alone.standardError);
  expect(found.degreesOfFreedom).toBeLessThan(5);
  expect(found.degreesOfFreedom).toBeGreaterThan(2);
});
