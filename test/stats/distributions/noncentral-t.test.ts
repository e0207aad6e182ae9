import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noncentralTCdf, noncentralTSurvival } from '../../../src/stats/distributions/noncentral-t.ts';
import { studentTCdf } from '../../../src/stats/distributions/student-t.ts';
import { expectClose } from '../support.ts';

test('both tails make one and swap with the signs, it falls with the noncentrality, and without it is the t distribution', () => {
  const t = fc.double({ min: -40, max: 40, noNaN: true });
  const df = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.double({ min: 1, max: 1e6, noNaN: true }));
  const noncentrality = fc.double({ min: -30, max: 30, noNaN: true });
  const more = fc.double({ min: 0.01, max: 5, noNaN: true });
  fc.assert(
    fc.property(t, df, noncentrality, more, (x, degrees, delta, added) => {
      const below = noncentralTCdf(x, degrees, delta);
      expectClose(below + noncentralTSurvival(x, degrees, delta), 1, 1e-12);
      expectClose(noncentralTSurvival(-x, degrees, -delta), below, 1e-12);
      expect(noncentralTCdf(x, degrees, delta + added)).toBeLessThanOrEqual(below * (1 + 1e-12));
      const central = studentTCdf(x, degrees);
      if (central > 1e-290) expectClose(noncentralTCdf(x, degrees, 0), central, 1e-11);
    }),
  );
});
