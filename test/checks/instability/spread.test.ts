import { describe, expect, test } from 'vitest';
import { spread } from '../../../src/checks/instability/spread.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { normal, runs } from './runs.ts';

describe('instability/spread', () => {
  const check = (baseline: readonly number[], head: readonly number[]) =>
    judgeOne(spread, {
      records: [...runs('baseline', baseline), ...runs('head', head)],
      metrics: [ACCURACY],
    });

  test('warns where the variant scatters conclusively more, with both deviations and their intervals', () => {
    const found = check(normal('a', 15, 0.8, 0.005), normal('b', 15, 0.8, 0.03));
    expect(found).toMatchObject({ status: 'warn', model: 'head', threshold: null });
    expect(found.value).toBeGreaterThan(found.interval?.low ?? Infinity);
    expect(found.evidence).toMatch(
      /^standard deviation of accuracy over seeds 0\.0\d+ \[.*\], the baseline's 0\.00\d+ \[.*\]; Brown–Forsythe p /,
    );
  });

  test('passes where both scatter alike, and where the variant scatters less', () => {
    expect(check(normal('a', 15, 0.8, 0.01), normal('b', 15, 0.7, 0.01))).toMatchObject({ status: 'pass' });
    expect(check(normal('a', 15, 0.8, 0.03), normal('b', 15, 0.8, 0.005))).toMatchObject({ status: 'pass' });
  });

  test.each([
    ['two runs each', [0.8, 0.9], [0.8, 0.7]],
    ['runs that are all the same', [0.8, 0.8, 0.8], [0.7, 0.7, 0.7]],
    // No three values against three others reach a p below 0.116.
    ['three runs each', [0.8, 0.81, 0.82], [0.1, 0.5, 0.95]],
  ])('%s are not checked', (_, baseline, head) => {
    expect(check(baseline, head)).toMatchObject({ status: 'not-checked', value: null });
  });
});
