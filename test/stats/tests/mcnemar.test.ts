import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mcNemar } from '../../../src/stats/tests/mcnemar.ts';
import { expectClose } from '../support.ts';

describe('mcNemar', () => {
  test('agrees with the known example [[101, 121], [59, 33]]', () => {
    const result = mcNemar(121, 59);
    expectClose(result.exact, 4.4344493e-6, 1e-7);
  });

  const count = fc.integer({ min: 0, max: 400 });

  test('the exact p is the binomial sum, and mid-p leaves out half of the observed outcome on either side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (b, c) => {
        fc.pre(b + c > 0);
        let coefficient = 1;
        let sum = 0;
        for (let k = 0; k <= Math.min(b, c); k++) {
          if (k > 0) coefficient *= (b + c - k + 1) / k;
          sum += coefficient;
        }
        const tail = sum / 2 ** (b + c);
        const { exact, midP } = mcNemar(b, c);
        expectClose(exact, Math.min(1, 2 * tail), 1e-12);
        expectClose(midP, Math.min(1, 2 * tail - coefficient / 2 ** (b + c)), 1e-10);
      }),
    );
  });

  test('swapping the models changes nothing, and mid-p lies below the exact p', () => {
    fc.assert(
      fc.property(count, count, (b, c) => {
        const result = mcNemar(b, c);
        expect(mcNemar(c, b)).toEqual(result);
        expect(result.midP).toBeLessThanOrEqual(result.exact);
        for (const p of [result.exact, result.midP]) {
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('no discordant example gives 1', () => {
    expect(mcNemar(0, 0).exact).toBe(1);
  });

  test('refuses what is no count', () => {
    expect(() => mcNemar(1.5, 2)).toThrow('mcNemar requires counts, but onlyBaseline is 1.5');
    expect(() => mcNemar(1, -2)).toThrow('mcNemar requires counts, but onlyCandidate is -2');
  });
});
