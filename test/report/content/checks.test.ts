import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { alarmingChecks } from '../../../src/report/content/checks.ts';
import { plainText } from '../../../src/report/format/plain.ts';
import { viewOf } from '../../../src/report/view.ts';
import * as samples from '../../support/samples.ts';

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
  const shown = alarmingChecks(viewOf({ ...samples.better, checks }));
  return (shown?.table.rows ?? []).map((row) => plainText(row[2] ?? []));
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

describe('a finding above the fold', () => {
  const LIMIT = 140;

  test.each([
    [
      'ends with a clause',
      'all 2 pairs are equal to the last digit, although code or parameters differ: the change did not reach the result, or the runs share their output',
      'all 2 pairs are equal to the last digit, although code or parameters differ',
    ],
    [
      'cuts no interval in two',
      `class 3 gets worse by 8 points [3.1, 12.9] and so do many others: ${'[1, 2], '.repeat(20)}`,
      'class 3 gets worse by 8 points [3.1, 12.9] and so do many others',
    ],
    ['is told whole where it is short', 'seed 4 collapsed', 'seed 4 collapsed'],
  ])('%s', (_, message, start) => {
    const [shown = ''] = findings([alarm('reproducible', 'm', { message })]);
    expect(shown.length).toBeLessThanOrEqual(LIMIT);
    expect(shown.startsWith(start)).toBe(true);
    expect(shown.split('[').length).toBe(shown.split(']').length);
  });

  test('is never longer than 140 characters, in any sample', () => {
    for (const result of Object.values(samples)) {
      if (typeof result !== 'object' || !('checks' in result)) continue;
      for (const text of findings(result.checks)) expect(text.length, text).toBeLessThanOrEqual(LIMIT);
    }
  });
});
