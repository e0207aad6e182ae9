import { describe, expect, test } from 'vitest';
import { crossedRuns } from '../../../src/checks/retraining/crossed-runs.ts';
import type { Source } from '../../../src/plan/runs/source-seeds.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { config, message } from './check-config.ts';
import { MODELS } from './models.ts';

const cellsOf = (vary: readonly Source[], seeds: number) =>
  crossedRuns.plan(
    { models: MODELS, reference: null, looks: [6], vary, trainer: { kind: 'command' } },
    { ignore: [], variance: { seeds } },
  ).groups;

describe('a crossed design', () => {
  test.each([
    [['init', 'order'], 2],
    [['order', 'data'], 2],
    [['init', 'order', 'data'], 3],
  ] as const)('of %j crosses every pair of sources completely', (vary, sources) => {
    const cells = cellsOf(vary, 4);
    expect(cells).toHaveLength(16);
    for (let one = 0; one < sources; one++) {
      for (let other = 0; other < one; other++) {
        expect(new Set(cells.map(({ levels }) => `${levels[one]} ${levels[other]}`)).size).toBe(16);
      }
    }
  });

  test('names the seed of each source that varies, pins the others, and shares the diagonal with the comparison', () => {
    const [first, second] = cellsOf(['order', 'data'], 3);
    const [baseline] = MODELS;
    expect(first?.runs[0]).toEqual({ model: baseline, seed: 1, fingerprint: baseline?.fingerprint(1) });
    expect(second?.levels).toEqual([0, 1]);
    expect(second?.runs.map(({ seed, seeds }) => ({ seed, seeds }))).toEqual([
      { seed: 1, seeds: { init: 0, order: 1, data: 2 } },
      { seed: 1, seeds: { init: 0, order: 1, data: 2 } },
    ]);
    const cells = cellsOf(['init', 'order', 'data'], 4);
    const fingerprints = cells.flatMap(({ runs }) => runs.map((run) => run.fingerprint));
    expect(new Set(fingerprints).size).toBe(32);
  });
});

test('what a config asks for, with its defaults', () => {
  expect(parseConfig(config('variance: {}'), 'c.yml').checks).toMatchObject({ variance: { seeds: 4 } });
});

describe('refuses, with the line', () => {
  test.each([
    ['a split of one source', 'variance: {}', { vary: '[order]' }, /checks\.variance.*vary lists only order/],
    ['two seeds a source', 'variance: { seeds: 2 }', {}, /variance\.seeds: must be at least 3/],
  ] as const)('%s', (_, checks, change, expected) => {
    expect(message(config(checks, change))).toMatch(expected);
  });
});
