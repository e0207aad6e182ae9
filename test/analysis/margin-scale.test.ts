import { expect, test } from 'vitest';
import { marginNotices } from '../../src/analysis/margin-scale.ts';
import { record } from '../checks/records.ts';
import { metric } from './metric.ts';

function notices(
  margin: number | null,
  values: Readonly<Record<string, readonly number[]>>,
  name = 'accuracy',
) {
  const one = metric(name, { margin, unit: 'percent' });
  const records = Object.entries(values).flatMap(([model, list]) =>
    list.map((value, index) => record(model, index + 1, { metrics: { test: { [one.name]: value } } })),
  );
  return marginNotices([one], ['baseline', 'head'], records);
}

const PERCENT = { baseline: [80.1, 79.8], head: [80.2, 81] };
const SHARES = { baseline: [0.801, 0.798], head: [0.802, 0.81] };

test('a margin of a share, for a metric that is logged in percent', () => {
  expect(notices(0.005, PERCENT)).toEqual([
    'accuracy is logged as 0–100, so its margin 0.005 means 0.005 percentage points; did you mean 0.5?',
  ]);
});

test('a margin in points, for a metric that is logged as a share', () => {
  expect(notices(0.5, SHARES)).toEqual([
    'accuracy is logged as 0–1, so its margin 0.5 means 50 percentage points; did you mean 0.005?',
  ]);
});

test.each([
  ['in points for percentages', 0.5, PERCENT],
  ['a share for shares', 0.005, SHARES],
  ['none', null, PERCENT],
  ['on two scales, of which the check speaks', 0.005, { ...PERCENT, head: [0.8] }],
  ['without a run', 0.005, {}],
])('nothing is told of a margin %s', (_, margin, values) => {
  expect(notices(margin, values)).toEqual([]);
});

test('a metric without a bound may have any margin', () => {
  expect(notices(0.005, { baseline: [30], head: [31] }, 'perplexity')).toEqual([]);
});
