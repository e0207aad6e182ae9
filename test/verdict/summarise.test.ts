import { expect, test } from 'vitest';
import { summariseModel } from '../../src/verdict/summarise.ts';
import { record } from '../checks/records.ts';

const MODEL = { name: 'head', ref: 'head', commit: null, params: {} };

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
    values: { accuracy: [{ seed: 2, value: 0.8 }], f1: [] },
  });
});
