import { describe, expect, test } from 'vitest';
import { planCrossed, planSensitivity } from '../../../src/plan/runs/check-runs.ts';
import { fingerprint } from '../../../src/plan/runs/fingerprint.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';
import type { Source } from '../../../src/plan/runs/source-seeds.ts';

const model = (name: string, params: PreparedModel['params']): PreparedModel => {
  const identity = {
    trainer: { command: 'train' },
    code: name,
    params,
    vary: ['init', 'order', 'data'],
    data: 'bootstrap' as const,
    backend: 'command',
    versions: {},
  };
  return {
    name,
    ref: null,
    commit: null,
    directory: '/code',
    params,
    fingerprint: (seed, change = {}) => fingerprint({ ...identity, seed, ...change }),
  };
};

const MODELS = [model('baseline', { rate: 0.1, epochs: 15 }), model('wide', { rate: 0.3, epochs: 15 })];

describe('sensitivity', () => {
  const settings = planSensitivity(MODELS, { rate: [0.5, 2], epochs: [0.5] }, 3);

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

describe('a crossed design', () => {
  test.each([
    [['init', 'order'], 2],
    [['order', 'data'], 2],
    [['init', 'order', 'data'], 3],
  ] as const)('of %j crosses every pair of sources completely', (vary, sources) => {
    const cells = planCrossed(MODELS, [...vary], 4);
    expect(cells).toHaveLength(16);
    for (let one = 0; one < sources; one++) {
      for (let other = 0; other < one; other++) {
        expect(new Set(cells.map(({ levels }) => `${levels[one]} ${levels[other]}`)).size).toBe(16);
      }
    }
  });

  test('names the seed of each source that varies, pins the others, and shares the diagonal with the comparison', () => {
    const [first, second] = planCrossed(MODELS, ['order', 'data'] satisfies Source[], 3);
    const [baseline] = MODELS;
    expect(first?.runs[0]).toEqual({ model: baseline, seed: 1, fingerprint: baseline?.fingerprint(1) });
    expect(second?.levels).toEqual([0, 1]);
    expect(second?.runs.map(({ seed, seeds }) => ({ seed, seeds }))).toEqual([
      { seed: 1, seeds: { init: 0, order: 1, data: 2 } },
      { seed: 1, seeds: { init: 0, order: 1, data: 2 } },
    ]);
    const cells = planCrossed(MODELS, ['init', 'order', 'data'], 4);
    const fingerprints = cells.flatMap(({ runs }) => runs.map((run) => run.fingerprint));
    expect(new Set(fingerprints).size).toBe(32);
  });
});
