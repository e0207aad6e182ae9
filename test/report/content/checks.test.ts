import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { alarmingGroups } from '../../../src/report/content/checks.ts';

const alarm = (id: string, model: string, more: Partial<Check>): Check => ({
  id,
  model,
  status: 'warn',
  value: null,
  threshold: null,
  interval: null,
  message: `what ${model} does`,
  advice: null,
  ...more,
});

function findings(checks: readonly Check[]): string[] {
  return alarmingGroups(checks).map(({ worst }) => worst.message);
}

describe('the checks that fired on several models', () => {
  test('stand in one row, with the finding of the largest value', () => {
    const gaps = [0.2, 0.9, 0.4].map((value, index) => alarm('overfitting/gap', `m${index}`, { value }));
    expect(findings(gaps)).toEqual([expect.stringContaining('what m1 does')]);
  });

  test('with the worst finding where a lower value is worse', () => {
    const slices = [-0.02, -0.3, -0.05].map((value, index) =>
      alarm('slices/named', `m${index}`, { value, severity: -value }),
    );
    expect(findings(slices)).toEqual([expect.stringContaining('what m1 does')]);
  });

  test('with the one that has no value at all', () => {
    const lost = [0.1, null, 0.2].map((value, index) => alarm('reproducible', `m${index}`, { value }));
    expect(findings(lost)).toEqual([expect.stringContaining('what m1 does')]);
  });

  test('and two models have a row each', () => {
    const two = ['a', 'b'].map((model) => alarm('overfitting/gap', model, { value: 1 }));
    expect(findings(two)).toEqual(['what a does', 'what b does']);
  });
});
