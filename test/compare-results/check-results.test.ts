import { expect, test } from 'vitest';
import { checkResults } from '../../src/compare-results/check-results.ts';
import { curves, record } from '../checks/records.ts';
import { parseConfig } from '../support/parse-config.ts';

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]`,
  'compare',
);

function sayOf(losses: readonly number[]) {
  const records = losses.map((loss, seed) =>
    record('baseline', seed, {
      metrics: { test: { accuracy: 0.8 } },
      curves: curves(2, { train: () => loss, validation: () => loss }),
    }),
  );
  const checks = checkResults(
    { ...config, models: [{ name: 'baseline' }] },
    { records, comparisons: [] },
    config.checks,
    'table',
  );
  return checks.find(({ id }) => id === 'seed-effect')?.message;
}

test('only where all runs are one is rounding offered as the reason', () => {
  expect(sayOf([Math.LN2, Math.LN2, Math.LN2])).toMatch(/^all runs have the same values/);
  expect(sayOf([Math.LN2, Math.LN2, Math.SQRT2])).toBe(
    '3 seeds gave only 2 different runs: the seed does not fully reach the training',
  );
});

test('what no table can say is not asked of it, and predictions say it', () => {
  const records = [record('baseline', 1, {}), record('head', 1, {})];
  const setup = { ...config, models: [{ name: 'baseline' }, { name: 'head' }] };
  const testExamples = (source: Parameters<typeof checkResults>[3]) =>
    checkResults(setup, { records, comparisons: [] }, config.checks, source).find(
      ({ id }) => id === 'test-examples',
    );
  expect(testExamples('table')).toMatchObject({
    status: 'not-checked',
    message: 'a table does not say which test examples a run was measured on',
  });
  expect(testExamples('predictions')).toMatchObject({ status: 'pass', value: 0 });
  expect(testExamples('records')?.message).toBe('needs the predictions of the baseline and of a variant');
});
