import { describe, expect, test } from 'vitest';
import { domainDrop } from '../../../src/checks/data/domain-drop.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const METRICS = [
  { name: 'accuracy', role: 'primary', direction: 'maximize', margin: 0.005, unit: 'percent' },
] as const;

function runs(model: string, inDomain: number, shifted: number | null) {
  const random = createRandom('domain-drop', model);
  return [1, 2, 3, 4, 5].map((seed) =>
    record(model, seed, {
      metrics: {
        test: { accuracy: inDomain + 0.01 * randomNormal(random) },
        ...(shifted === null ? {} : { shifted: { accuracy: shifted + 0.01 * randomNormal(random) } }),
      },
    }),
  );
}

const check = (variant: readonly [number, number | null]) =>
  judgeOne(domainDrop, {
    records: [...runs('baseline', 0.9, 0.8), ...runs('head', ...variant)],
    metrics: METRICS,
  });

describe('domain/drop', () => {
  test('warns where a lead in-domain is lost where the domain shifts', () => {
    const found = check([0.95, 0.75]);
    expect(found).toMatchObject({ status: 'warn', model: 'head', threshold: 0 });
    expect(found.value).toBeCloseTo(0.1, 1);
    expect(found.message).toMatch(
      /^accuracy drops by 0\.\d+ from the test to the shifted split, the baseline's by 0\.\d+; difference 0\.\d+ \[/,
    );
  });

  test('tells the lead on both splits, and does not blame a variant that leads on the shifted one too', () => {
    const found = check([0.98, 0.85]);
    expect(found).toMatchObject({ status: 'pass', advice: null });
    expect(found.value).toBeCloseTo(0.03, 1);
    expect(found.message).toMatch(
      /; its lead is 0\.0\d+ \[0\.0\d+, 0\.\d+\] on the test split and 0\.0\d+ \[0\.0\d+, 0\.\d+\] on the shifted one, so it still leads, but by less$/,
    );
    expect(check([0.95, 0.89]).message).toMatch(/on the shifted one$/);
  });

  test.each([
    ['is lost', [0.95, 0.8], /^do not claim the gain .*no lead is shown on the shifted split/],
    ['turns around', [0.95, 0.7], /^find what it loses on the shifted split/],
  ] as const)('says where a lead %s', (_, variant, advice) => {
    expect(check(variant)).toMatchObject({ status: 'warn', advice: expect.stringMatching(advice) });
  });

  test('passes where both drop alike, and where the variant drops less', () => {
    expect(check([0.95, 0.85])).toMatchObject({ status: 'pass' });
    expect(check([0.9, 0.88])).toMatchObject({ status: 'pass' });
  });

  test('is not checked without a shifted split', () => {
    expect(check([0.9, null])).toMatchObject({
      status: 'not-checked',
      value: null,
      message: 'no run was measured on a shifted split',
    });
  });
});
