import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noncentralTCdf, noncentralTSurvival } from '../../../src/stats/distributions/noncentral-t.ts';
import { studentTCdf } from '../../../src/stats/distributions/student-t.ts';
import oracle from '../oracles/distributions.json' with { type: 'json' };
import { expectClose } from '../support.ts';

describe('the noncentral t distribution', () => {
  test.each(oracle.noncentralTCdf as Array<[number, number, number, number]>)(
    'P(T <= %d), df %d, noncentrality %d, is %d',
    (t, df, noncentrality, expected) => {
      expectClose(noncentralTCdf(t, df, noncentrality), expected, 1e-12);
    },
  );

  test.each(oracle.noncentralTSurvival as Array<[number, number, number, number]>)(
    'P(T > %d), df %d, noncentrality %d, is %d',
    (t, df, noncentrality, expected) => {
      expectClose(noncentralTSurvival(t, df, noncentrality), expected, 1e-12);
    },
  );

  const t = fc.double({ min: -40, max: 40, noNaN: true });
  const df = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1, max: 1e6, noNaN: true }));
  const noncentrality = fc.double({ min: -30, max: 30, noNaN: true });

  test('both tails make one, and swapping the signs swaps them', () => {
    fc.assert(
      fc.property(t, df, noncentrality, (x, degrees, delta) => {
        const below = noncentralTCdf(x, degrees, delta);
        expectClose(below + noncentralTSurvival(x, degrees, delta), 1, 1e-12);
        expectClose(noncentralTSurvival(-x, degrees, -delta), below, 1e-12);
      }),
    );
  });

  test('without noncentrality it is the t distribution', () => {
    fc.assert(
      fc.property(t, df, (x, degrees) => {
        const expected = studentTCdf(x, degrees);
        fc.pre(expected > 1e-290);
        expectClose(noncentralTCdf(x, degrees, 0), expected, 1e-11);
      }),
    );
  });

  test('it falls as the noncentrality grows', () => {
    fc.assert(
      fc.property(
        t,
        df,
        noncentrality,
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (x, degrees, delta, more) => {
          const before = noncentralTCdf(x, degrees, delta);
          expect(noncentralTCdf(x, degrees, delta + more)).toBeLessThanOrEqual(before * (1 + 1e-12));
        },
      ),
    );
  });
});
