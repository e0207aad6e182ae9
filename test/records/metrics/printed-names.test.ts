import { expect, test } from 'vitest';
import { withPrintedNames } from '../../../src/records/metrics/printed-names.ts';
import { record } from '../../checks/records.ts';

const named = (...patterns: readonly string[]) => {
  const metrics = Object.fromEntries(patterns.map((pattern) => [pattern, 0.5]));
  const [row] = withPrintedNames([{ record: record('a', 1, { metrics: { test: metrics } }) }]);
  return Object.keys(row?.record.metrics.test ?? {});
};

test.each([
  ['printed: test accuracy ([0-9.]+)', 'test accuracy'],
  ['printed: ^epoch \\d+ acc[:=]\\s*(0?\\.\\d+)$', 'epoch acc'],
  ['printed: final (?:top-1|acc) = ([0-9.]+(?:e-?\\d+)?)', 'final'],
])('%s is told as %s', (pattern, words) => {
  expect(named(pattern)).toEqual([words]);
});

test('a name that another metric has, or nobody could say, stays', () => {
  const kept = ['printed: acc ([0-9.]+)', 'acc'];
  expect(named(...kept)).toEqual(kept);
  const alike = ['printed: acc ([0-9.]+)', 'printed: acc (\\d+)'];
  expect(named(...alike)).toEqual(alike);
  expect(named('printed: ([0-9.]+)')).toEqual(['printed: ([0-9.]+)']);
});
