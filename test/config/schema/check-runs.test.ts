import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/file/load.ts';
import { perturbed } from '../../../src/config/schema/check-runs.ts';

const config = (
  checks: string,
  { params = '{ rate: 0.1, epochs: 15, name: adam }', vary = '[init, order]' } = {},
) => `
trainer: { command: train }
params: ${params}
models:
  variants: [{ name: head, params: { units: 64 } }]
metrics: [{ name: accuracy }]
vary: ${vary}
checks:
  ${checks}
`;

const message = (text: string): string => {
  try {
    parseConfig(text, 'conclusive.yml');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the config was accepted');
};

test('what a config asks for, with its defaults', () => {
  const { checks } = parseConfig(
    config('sensitivity: { rate: [0.5, 2], epochs: [2] }\n  variance: {}'),
    'c.yml',
  );
  expect(checks).toMatchObject({
    sensitivity: { rate: [0.5, 2], epochs: [2] },
    'sensitivity-seeds': 3,
    variance: { seeds: 4 },
  });
});

describe('refuses, with the line', () => {
  test.each([
    [
      'a parameter that no model has',
      'sensitivity: { momentum: [2] }',
      {},
      /:9:.*checks\.sensitivity\.momentum.*baseline does not have it; declare momentum as a number under params/,
    ],
    ['a parameter that only one model has', 'sensitivity: { units: [2] }', {}, /baseline does not have it/],
    ['a parameter that is no number', 'sensitivity: { name: [2] }', {}, /baseline has "adam"/],
    [
      'a factor that changes nothing',
      'sensitivity: { rate: [2, 1] }',
      {},
      /sensitivity\.rate\[1\].*× 1 leaves the 0\.1 of baseline as it is/,
    ],
    [
      'a parameter at zero',
      'sensitivity: { rate: [2] }',
      { params: '{ rate: 0 }' },
      /× 2 leaves the 0 of baseline as it is/,
    ],
    [
      'a factor that rounding takes back',
      'sensitivity: { rate: [1.1] }',
      { params: '{ rate: 3 }' },
      /× 1\.1 leaves the 3/,
    ],
    ['the same factor twice', 'sensitivity: { rate: [2, 2] }', {}, /stands here twice/],
    [
      'one seed',
      'sensitivity: { rate: [2] }\n  sensitivity-seeds: 1',
      {},
      /sensitivity-seeds: must be at least 2/,
    ],
    ['a split of one source', 'variance: {}', { vary: '[order]' }, /checks\.variance.*vary lists only order/],
    ['two seeds a source', 'variance: { seeds: 2 }', {}, /variance\.seeds: must be at least 3/],
  ] as const)('%s', (_, checks, change, expected) => {
    expect(message(config(checks, change))).toMatch(expected);
  });
});

test.each([
  [0.1, 0.5, 0.05],
  [15, 0.5, 8],
  [1, 0.5, 0.5],
  [128, 2, 256],
])('%d × %d is %d', (value, factor, expected) => {
  expect(perturbed(value, factor)).toBe(expected);
});
