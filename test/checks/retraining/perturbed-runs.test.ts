import { describe, expect, test } from 'vitest';
import { perturbed, perturbedRuns } from '../../../src/checks/retraining/perturbed-runs.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { config, message } from './check-config.ts';
import { MODELS, model } from './models.ts';

describe('perturbed runs', () => {
  const { groups: settings } = perturbedRuns.plan(
    { models: MODELS, reference: null, looks: [6], vary: ['init'], trainer: { kind: 'command' } },
    { ignore: [], sensitivity: { rate: [0.5, 2], epochs: [0.5] }, 'sensitivity-seeds': 3 },
  );

  test('multiplies one parameter at a time in every model, and keeps whole numbers whole', () => {
    expect(settings.map(({ parameter, factor, runs }) => [parameter, factor, runs.length])).toEqual([
      ['rate', 0.5, 6],
      ['rate', 2, 6],
      ['epochs', 0.5, 6],
    ]);
    const params = settings.map(({ runs }) => runs.slice(0, 2).map((run) => run.model.params));
    expect(params).toEqual([
      [
        { rate: 0.05, epochs: 15 },
        { rate: 0.15, epochs: 15 },
      ],
      [
        { rate: 0.2, epochs: 15 },
        { rate: 0.6, epochs: 15 },
      ],
      [
        { rate: 0.1, epochs: 8 },
        { rate: 0.3, epochs: 8 },
      ],
    ]);
  });

  test('every run is known by what it trains, and a run of the comparison with these parameters is the same run', () => {
    const runs = settings.flatMap((setting) => setting.runs);
    expect(new Set(runs.map((run) => run.fingerprint)).size).toBe(runs.length);
    expect(runs[0]?.fingerprint).toBe(model('baseline', { rate: 0.05, epochs: 15 }).fingerprint(1));
  });
});

test('what a config asks for, with its defaults', () => {
  const { checks } = parseConfig(config('sensitivity: { rate: [0.5, 2], epochs: [2] }'), 'c.yml');
  expect(checks).toMatchObject({ sensitivity: { rate: [0.5, 2], epochs: [2] }, 'sensitivity-seeds': 3 });
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
      /sensitivity\.rate\[1\].*× 1 does not change the 0\.1 of baseline/,
    ],
    [
      'a parameter at zero',
      'sensitivity: { rate: [2] }',
      { params: '{ rate: 0 }' },
      /× 2 does not change the 0 of baseline/,
    ],
    [
      'a factor that rounding takes back',
      'sensitivity: { rate: [1.1] }',
      { params: '{ rate: 3 }' },
      /× 1\.1 does not change the 3/,
    ],
    ['the same factor twice', 'sensitivity: { rate: [2, 2] }', {}, /appears twice/],
    [
      'one seed',
      'sensitivity: { rate: [2] }\n  sensitivity-seeds: 1',
      {},
      /sensitivity-seeds: must be at least 2/,
    ],
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
