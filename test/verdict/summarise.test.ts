import { expect, test } from 'vitest';
import { summariseModel } from '../../src/verdict/summarise.ts';
import { record } from '../checks/records.ts';

const MODEL = { name: 'head', ref: 'head', commit: null, params: {} };

test('the share of trainings that may still fail is bounded by the runs that were seen', () => {
  const runs = Array.from({ length: 25 }, (_, seed) => record('head', seed));
  const limit = (own: typeof runs) => summariseModel(MODEL, ['accuracy'], own).collapseLimit;
  expect(limit(runs)).toBeCloseTo(1 - 0.05 ** (1 / 25), 12);
  expect(limit([])).toBeNull();
  const failing = runs.map((run) => ({ ...run, status: 'diverged' as const }));
  expect(limit(failing)).toBe(1);
});

test('values are those of finished runs, in seed order, from the split that decides for all models', () => {
  const records = [
    record('head', 2, {
      metrics: { validation: { accuracy: 0.9 }, test: { accuracy: 0.8 } },
      parameters: 12,
    }),
    record('head', 1, { metrics: { validation: { accuracy: 0.7 } } }),
    record('head', 3, { status: 'diverged', metrics: {} }),
    record('baseline', 1),
  ];
  expect(summariseModel(MODEL, ['accuracy', 'f1'], records)).toEqual({
    ...MODEL,
    parameters: 12,
    runs: { ok: 2, diverged: 1, crashed: 0, timeout: 0, killed: 0 },
    // The root of P(at most 1 of 3) = 0.05.
    collapseLimit: expect.closeTo(0.8646, 4),
    values: { accuracy: [{ seed: 2, value: 0.8 }], f1: [] },
  });
});
