import { expect, it, test } from 'vitest';
import { normaliseMetrics, normaliseSeeds } from '../../../src/config/file/normalise.ts';

it('makes the first metric primary where none is marked', () => {
  const roles = normaliseMetrics([{ name: 'accuracy' }, { name: 'loss' }]).map(({ role }) => role);
  expect(roles).toEqual(['primary', 'secondary']);
});

it('leaves the first metric secondary where another is marked primary', () => {
  const metrics = normaliseMetrics([
    { name: 'accuracy' },
    { name: 'loss', role: 'primary' },
    { name: 'ece', role: 'primary' },
  ]);
  expect(metrics.map(({ role }) => role)).toEqual(['secondary', 'primary', 'primary']);
});

it('lets the config overrule what is known of a metric', () => {
  const [metric] = normaliseMetrics([
    { name: 'accuracy', direction: 'minimize', unit: 'none', margin: 0.01 },
  ]);
  expect(metric).toEqual({
    name: 'accuracy',
    role: 'primary',
    direction: 'minimize',
    unit: 'none',
    margin: 0.01,
  });
});

test.each([
  ['a plain number is a fixed design', 7, { kind: 'fixed', min: 7, max: 7 }],
  ['bounds are a sequential design', { min: 5, max: 20 }, { kind: 'sequential', min: 5, max: 20 }],
  ['equal bounds are a fixed design', { min: 6, max: 6 }, { kind: 'fixed', min: 6, max: 6 }],
] as const)('%s', (_, seeds, expected) => {
  expect(normaliseSeeds(seeds)).toEqual(expected);
});
