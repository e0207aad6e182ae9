import { expect, test } from 'vitest';
import { fisherExact } from '../../../src/stats/tests/fisher-exact.ts';
import { expectClose } from '../support.ts';

test('the lady who tastes tea has 1/70 for all right, 34/70 for all but two (Fisher 1935)', () => {
  expectClose(fisherExact({ failed: 4, of: 4 }, { failed: 0, of: 4 }), 2 / 70, 1e-12);
  expectClose(fisherExact({ failed: 3, of: 4 }, { failed: 1, of: 4 }), 34 / 70, 1e-12);
});

test('no failures at all say nothing', () => {
  expect(fisherExact({ failed: 0, of: 10 }, { failed: 0, of: 3 })).toBe(1);
});

test('counts that are none are refused', () => {
  expect(() => fisherExact({ failed: 5, of: 4 }, { failed: 0, of: 3 })).toThrow('5 of 4');
});
