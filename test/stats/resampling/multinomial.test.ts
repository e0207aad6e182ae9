import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { drawCounts, randomBinomial } from '../../../src/stats/resampling/multinomial.ts';
import { excessOfChiSquare } from '../test-set/support.ts';

/** Probabilities by their ratios, each from the one before. */
function binomialLaw(n: number, p: number): Map<number, number> {
  let log = n * Math.log1p(-p);
  const law = new Map<number, number>();
  for (let successes = 0; successes <= n; successes++) {
    law.set(successes, Math.exp(log));
    log += Math.log((n - successes) / (successes + 1)) + Math.log(p / (1 - p));
  }
  return law;
}

describe('binomial numbers', () => {
  test.each([
    [1, 0.5],
    [7, 0.2],
    [50, 0.15],
    [50, 0.5],
    [100, 0.3],
    [100, 0.9],
    [1000, 0.0095],
    [1000, 0.0105],
    [10_000, 0.2],
    [10_000, 0.0001],
  ])('of %i trials at %f have the binomial law', (n, p) => {
    const random = createRandom('binomial', n, p);
    const drawn = Array.from({ length: 40_000 }, () => randomBinomial(random, n, p));
    expect(Math.abs(excessOfChiSquare(drawn, binomialLaw(n, p)))).toBeLessThan(4);
  });

  test('lie between none and all', () => {
    const inputs = [
      fc.integer({ min: 0, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer(),
    ] as const;
    fc.assert(
      fc.property(...inputs, (n, p, label) => {
        const successes = randomBinomial(createRandom(label), n, p);
        expect(Number.isInteger(successes)).toBe(true);
        expect(successes).toBeGreaterThanOrEqual(p === 1 ? n : 0);
        expect(successes).toBeLessThanOrEqual(p === 0 ? 0 : n);
      }),
    );
  });
});

describe('multinomial counts', () => {
  test('sum to the draws and leave out what has no mass', () => {
    const masses = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(masses, fc.integer({ min: 0, max: 2000 }), fc.integer(), (list, draws, label) => {
        fc.pre(list.some((mass) => mass > 0));
        const counts = new Int32Array(list.length);
        drawCounts(createRandom(label), draws, Int32Array.from(list), counts);
        expect(counts.reduce((sum, count) => sum + count)).toBe(draws);
        list.forEach((mass, kind) => {
          expect(counts[kind] as number).toBeGreaterThanOrEqual(0);
          if (mass === 0) expect(counts[kind]).toBe(0);
        });
      }),
    );
  });

  test('have the multinomial law', () => {
    const random = createRandom('multinomial');
    const counts = new Int32Array(3);
    const drawn = Array.from({ length: 40_000 }, () => {
      drawCounts(random, 4, Int32Array.of(5, 2, 3), counts);
      return 100 * (counts[0] as number) + 10 * (counts[1] as number) + (counts[2] as number);
    });
    const law = new Map<number, number>();
    const factorials = [1, 1, 2, 6, 24];
    for (let a = 0; a <= 4; a++) {
      for (let b = 0; a + b <= 4; b++) {
        const c = 4 - a - b;
        const ways = 24 / [a, b, c].reduce((product, count) => product * (factorials[count] as number), 1);
        law.set(100 * a + 10 * b + c, ways * 0.5 ** a * 0.2 ** b * 0.3 ** c);
      }
    }
    expect(Math.abs(excessOfChiSquare(drawn, law))).toBeLessThan(4);
  });
});
