import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noncentralTCdf, noncentralTSurvival } from '../../../src/stats/distributions/noncentral-t.ts';
import { hedgesCorrection, hedgesG, hedgesGPaired } from '../../../src/stats/estimates/hedges-g.ts';
import oracle from '../oracles/distributions.json' with { type: 'json' };
import { expectClose } from '../support.ts';

describe('hedgesCorrection', () => {
  test.each(oracle.hedgesCorrection as Array<[number, number]>)(
    'with %d degrees of freedom is %d',
    (df, expected) => {
      expectClose(hedgesCorrection(df), expected, 1e-13);
    },
  );

  test('with one degree of freedom is zero', () => {
    expect(hedgesCorrection(1)).toBe(0);
  });

  test('grows towards one', () => {
    for (let df = 2; df < 3000; df++) expect(hedgesCorrection(df)).toBeGreaterThan(hedgesCorrection(df - 1));
  });
});

const sample = fc
  .array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 15 })
  .filter((values) => new Set(values).size > 1);

describe('hedgesGPaired', () => {
  test('its interval holds exactly the noncentralities under which t is not extreme', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(0.8, 0.95), (values, level) => {
        const n = values.length;
        const { value, interval } = hedgesGPaired(values, { level });
        const t = (value / hedgesCorrection(n - 1)) * Math.sqrt(n);
        expectClose(noncentralTSurvival(t, n - 1, interval.low * Math.sqrt(n)), (1 - level) / 2, 1e-9);
        expectClose(noncentralTCdf(t, n - 1, interval.high * Math.sqrt(n)), (1 - level) / 2, 1e-9);
      }),
    );
  });

  test('neither a change of unit nor of sign matters but for the sign', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const there = hedgesGPaired(values);
        const back = hedgesGPaired(values.map((value) => -4 * value));
        expect(back.value).toBeCloseTo(-there.value, 12);
        expect(back.interval.low).toBeCloseTo(-there.interval.high, 8);
      }),
    );
  });

  test('says what it needs', () => {
    expect(() => hedgesGPaired([1, 2])).toThrow('hedgesGPaired requires at least three pairs');
    expect(() => hedgesGPaired([1, 1, 1])).toThrow('hedgesGPaired requires differences that vary');
  });
});

describe('hedgesG', () => {
  test('is the difference in pooled deviations, corrected', () => {
    // Means 4 and 2, variances 2.5 and 1, pooled (4 * 2.5 + 2 * 1) / 6 = 2.
    const { value } = hedgesG([2, 3, 4, 5, 6], [1, 2, 3]);
    expectClose(value, (2 / Math.sqrt(2)) * hedgesCorrection(6), 1e-12);
  });

  test('one constant arm is no obstacle', () => {
    expect(hedgesG([1, 2, 3], [1, 1]).interval.level).toBe(0.95);
    expect(() => hedgesG([1, 1], [2, 2])).toThrow('hedgesG requires values that vary');
    expect(() => hedgesG([1, 2, 3], [1])).toThrow('hedgesG requires at least two runs of each model');
  });
});
