import { describe, expect, test } from 'vitest';
import { sensitivity } from '../../../src/checks/retraining/sensitivity.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { arms, atSettings, failed, judgeTrained, run } from './trained.ts';

const sensitivityOf = (difference: number, settings: ReadonlyArray<readonly RunRecord[]>, seeds?: number) =>
  judgeTrained(sensitivity, difference, atSettings(settings), seeds)[0];

describe('sensitivity', () => {
  test('an improvement that every setting leaves alone is not lost', () => {
    expect(sensitivityOf(0.05, [arms(3, 0.05, 0.01, 2), arms(3, 0.045, -0.01, 3)])).toMatchObject({
      id: 'sensitivity',
      model: 'head',
      status: 'pass',
      message: expect.stringMatching(
        /the verdict \(improvement\) is not lost at any of 2 settings; worst: at rate × 2 the difference in accuracy is 0\.04\d \[0\.0\d+, 0\.0\d+\] \(3 pairs\)/,
      ),
    });
  });

  test('an improvement that turns around is told with both intervals, and comes before one that only vanishes', () => {
    const found = sensitivityOf(0.05, [arms(3, 0.001, 0, 2), arms(3, -0.3, 0, 3)]);
    expect(found).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('tune both arms equally'),
    });
    expect(found?.message).toBe('the improvement changes sign at rate × 2');
    expect(found?.evidence).toMatch(
      /^at rate × 2 the difference in accuracy is −0\.(29|30)\d \[−.*\] \(3 pairs\), against 0\.0\d+ \[.*\] as configured$/,
    );
    expect(found?.interval?.level).toBeCloseTo(1 - 0.05 / 2, 12);
  });

  test('an improvement that is gone warns, one that is only smaller does not', () => {
    expect(sensitivityOf(0.05, [arms(5, 0.05), arms(5, 0.0001, 0, 3)])).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('the improvement is gone at rate × 2'),
    });
    expect(sensitivityOf(0.05, [arms(5, 0.05), arms(5, 0.02, 0, 3)])?.status).toBe('pass');
  });

  test('runs that break down under a setting do not pass because their scatter is large', () => {
    // 0.9 against 0.1, 0.9 and 0.13: the mean is far below zero, its interval reaches above.
    const broken = arms(3, 0.05, 0, 2).map((own) =>
      own.model === 'head' && own.seed !== 2 ? run('head', own.seed, 0.1 + 0.015 * (own.seed - 1)) : own,
    );
    const found = sensitivityOf(0.05, [arms(3, 0.05), broken]);
    expect(found?.interval?.high).toBeGreaterThan(0);
    expect(found).toMatchObject({
      status: 'warn',
      message: 'the improvement breaks down at rate × 2',
    });
    expect(sensitivityOf(0.0001, [arms(3, 0.0001), broken])?.message).toMatch(/^the equivalence breaks down/);
  });

  test('a regression and an equivalence can be lost as well', () => {
    expect(sensitivityOf(-0.05, [arms(3, 0.2, 0, 2), arms(3, -0.05)])?.message).toMatch(
      'the regression changes sign at rate × 0.5',
    );
    expect(sensitivityOf(0.0001, [arms(3, 0.2, 0, 2), arms(3, 0.0001)])?.message).toMatch(
      'the equivalence is gone at rate × 0.5',
    );
  });

  test('of two settings that lose the verdict the worse one is told', () => {
    expect(sensitivityOf(0.05, [arms(3, -0.01, 0, 2), arms(3, -0.4, 0, 3)])?.evidence).toMatch(
      /^at rate × 2 the difference in accuracy is −0\.(39|4)/,
    );
  });

  const failing = (model: string, seeds: readonly number[]) => (own: RunRecord) =>
    own.model === model && seeds.includes(own.seed) ? failed(model, own.seed) : own;

  test('a variant that fails wherever the baseline does not is fragile', () => {
    const fails = arms(3, 0.05).map(failing('head', [1, 2, 3]));
    expect(sensitivityOf(0.05, [arms(3, 0.05), fails])).toMatchObject({
      status: 'warn',
      message: 'every run of head fails at rate × 2; 0 of 3 of baseline and 3 of 3 of head failed',
    });
    const limit = arms(10, 0.05)
      .map(failing('head', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
      .map(failing('baseline', [4]));
    expect(sensitivityOf(0.05, [limit])?.status).toBe('warn');
  });

  test.each([
    ['both arms fail alike', { head: [1, 2, 3], baseline: [1, 2, 3] }, '3 of 3 of baseline and 3 of 3'],
    [
      'the baseline fails now and then too',
      { head: [1, 2, 3], baseline: [3] },
      '1 of 3 of baseline and 3 of 3',
    ],
    ['one run of the variant is left', { head: [1, 2], baseline: [] }, '0 of 3 of baseline and 2 of 3'],
  ])('a setting without two pairs is never passed over: %s', (_, lost, words) => {
    const setting = arms(3, 0.05).map(failing('head', lost.head)).map(failing('baseline', lost.baseline));
    const found = sensitivityOf(0.05, [arms(3, 0.05), setting]);
    expect(found).toMatchObject({ status: 'not-checked', value: null });
    expect(found?.message).toContain(
      `rate × 2 gave fewer than two pairs of finished runs: ${words} of head failed; of the others the worst: at rate × 0.5`,
    );
    expect(sensitivityOf(0.05, [setting, setting])?.status).toBe('not-checked');
    expect(sensitivityOf(0.05, [arms(3, -0.3, 0, 3), setting])?.status).toBe('warn');
  });

  test('runs that failed are told where the rest holds', () => {
    const setting = arms(3, 0.05, 0, 2).map(failing('head', [2]));
    expect(sensitivityOf(0.05, [arms(3, 0.05), setting])).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/; 1 of 12 runs failed$/),
    });
  });

  test.each([
    ['the same large loss', 0.8, 0.1, 'changes sign', 'at rate × 2 the difference in accuracy is −0.7'],
    ['one score for both arms', 0.1, 0.1, 'is gone', 'at rate × 2 the difference in accuracy is 0'],
  ])('under every seed %s loses the improvement', (_, baseline, head, words, evidence) => {
    const flat = [1, 2, 3].flatMap((seed) => [run('baseline', seed, baseline), run('head', seed, head)]);
    expect(sensitivityOf(0.05, [arms(3, 0.05), flat])).toMatchObject({
      status: 'warn',
      interval: null,
      message: expect.stringContaining(`the improvement ${words}`),
      evidence: expect.stringContaining(evidence),
    });
  });

  test('what was never decided cannot be lost, and does not pass', () => {
    expect(sensitivityOf(0.004, [arms(3, -0.4, 0, 2)], 2)).toMatchObject({
      id: 'sensitivity',
      status: 'not-checked',
      message: 'no primary comparison of head was decided, so there is no verdict to check',
    });
  });

  test('numbers as large as a double can be are not checked', () => {
    const huge = [1, 2, 3].flatMap((seed) => [
      run('baseline', seed, 1.7e308 / seed),
      run('head', seed, -1.7e308 / seed),
    ]);
    expect(sensitivityOf(0.05, [huge])).toMatchObject({
      status: 'not-checked',
      message: 'the numbers are too large for the computation',
    });
  });
});
