import { expect, test } from 'vitest';
import { sameCases } from '../../../src/checks/comparison/same-cases.ts';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { setupOf } from '../../../src/checks/evidence.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';

const section = CONFIG_SCHEMA.shape.checks.parse(undefined);
const config = {
  alpha: 0.05,
  limits: CONFIG_SCHEMA.shape.limits.parse(undefined),
  vary: [],
  metrics: [],
  unit: 'repeat',
} as const;
const known = setupOf({ config, models: [{ name: 'baseline' }, { name: 'head' }] });
const statusOf = (caseFault: string | null | undefined) =>
  runChecks([sameCases], { ...known, caseFault }, section).map(({ status, message }) => [status, message]);

test('fails with the reason why repeats cannot be put together', () => {
  expect(statusOf('head: "judge" is a, but baseline has b')).toEqual([
    ['fail', 'head: "judge" is a, but baseline has b'],
  ]);
  expect(statusOf(null)[0]?.[0]).toBe('pass');
});

test('is not made for trainings', () => {
  expect(statusOf(undefined)).toEqual([]);
});
