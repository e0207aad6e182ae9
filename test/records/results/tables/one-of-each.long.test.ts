/** Tables made from a truth: `compare` gives the true difference or refuses, and never gives another number. */
import { expect, test } from 'vitest';
import { compareTruth } from './truth.ts';

const decided = { read: 0, all: 0 };

test.each(Array.from({ length: 1000 }, (_, index) => index + 60))('files %i', async (index) => {
  const { decides, isRead } = await compareTruth(index);
  decided.all += decides ? 1 : 0;
  decided.read += decides && isRead ? 1 : 0;
});

test('most files that decide are read', () => {
  expect(decided.read / decided.all).toBeGreaterThan(0.5);
});
