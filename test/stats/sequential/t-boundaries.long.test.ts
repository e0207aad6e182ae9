import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../src/stats/distributions/normal.ts';
import { studentTQuantile, studentTTwoSided } from '../../../src/stats/distributions/student-t.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { normalBoundaries } from '../../../src/stats/sequential/normal-boundaries.ts';
import { pairedTBoundaries, pairedTExits } from '../../../src/stats/sequential/t-boundaries.ts';
import { firstTLook, nextTLook } from '../../../src/stats/sequential/t-process.ts';
import { kimDeMets, linear, obrienFleming } from '../../support/spending.ts';
import { expectClose } from '../support.ts';

const quadratic = (looks: readonly number[]) => kimDeMets(looks, 2);

/** How often |t| first reaches its critical value at each look, by simulation. */
function simulate(looks: readonly number[], critical: readonly number[], repetitions: number): number[] {
  const random = createRandom('t process', ...looks);
  const stops = looks.map(() => 0);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    let sum = 0;
    let squares = 0;
    let pairs = 0;
    for (let look = 0; look < looks.length; look++) {
      for (; pairs < (looks[look] as number); pairs++) {
        const value = randomNormal(random);
        sum += value;
        squares += value * value;
      }
      const variance = (squares - (sum * sum) / pairs) / (pairs - 1);
      if (Math.abs(sum) / Math.sqrt(pairs * variance) >= (critical[look] as number)) {
        stops[look] = (stops[look] as number) + 1;
        break;
      }
    }
  }
  return stops.map((count) => count / repetitions);
}

describe('the t process', () => {
  test.each([[[5, 8, 12, 16, 20]], [[2, 3, 4]], [[5, 6, 7, 8]], [[10, 20, 400, 1000]]])(
    'without stopping it is the t distribution at every look: %j',
    (looks) => {
      let running = firstTLook(looks[0] as number);
      for (const pairs of looks.slice(1)) {
        running = nextTLook(running, Infinity, pairs);
        for (const t of [0, 0.5, 2, 3.5]) {
          expect(Math.abs(running.tail(t) - studentTTwoSided(t, pairs - 1))).toBeLessThan(1e-6);
        }
      }
    },
  );

  test.each([
    [
      [5, 8, 12, 16, 20],
      [4, 3, 2.6, 2.5, 2.3],
    ],
    [
      [3, 4, 5, 7],
      [4, 3, 2.6, 2.4],
    ],
    [
      [2, 10],
      [6, 2.2],
    ],
  ])('first crossings at %j of %j are those of a simulation', (looks, critical) => {
    const repetitions = 60_000;
    const exact = pairedTExits(looks, critical);
    simulate(looks, critical, repetitions).forEach((share, look) => {
      const expected = exact[look] as number;
      expect(Math.abs(share - expected)).toBeLessThan(4.5 * Math.sqrt(expected / repetitions));
    });
  });
});

describe('pairedTBoundaries', () => {
  test('one look is the ordinary t test', () => {
    const [only] = pairedTBoundaries({ looks: [9], alpha: 0.05, spent: [1] });
    // R: qt(0.975, 8)
    expectClose(only?.critical as number, 2.306004135204172, 1e-10);
    expectClose(only?.significanceLevel as number, 0.05, 1e-10);
    expectClose(only?.spent as number, 0.05, 1e-14);
  });

  test('exactly alpha is used up, whatever the looks', () => {
    const looks = fc
      .uniqueArray(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 3 })
      .map((each) => each.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        looks,
        fc.constantFrom(linear, quadratic),
        fc.constantFrom(0.1, 0.05, 0.01),
        (plan, spend, alpha) => {
          const boundaries = pairedTBoundaries({ looks: plan, alpha, spent: spend(plan) });
          const exits = pairedTExits(
            plan,
            boundaries.map(({ critical }) => critical),
          );
          expectClose(
            exits.reduce((sum, exit) => sum + exit, 0),
            alpha,
            1e-8,
          );
          expectClose(boundaries.at(-1)?.spent as number, alpha, 1e-12);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('normal boundaries through nominal p give too many false alarms, these do not', () => {
    const looks = [5, 8, 20];
    const spent = quadratic(looks);
    const normal = normalBoundaries({ information: looks, alpha: 0.05, spent });
    const exact = pairedTBoundaries({ looks, alpha: 0.05, spent });
    const nominal = normal.map(
      (z, look) => -studentTQuantile(studentTTwoSided(z, 1e9) / 2, (looks[look] as number) - 1),
    );
    const rate = (critical: readonly number[]) =>
      pairedTExits(looks, critical).reduce((sum, exit) => sum + exit, 0);
    expect(rate(nominal)).toBeGreaterThan(0.051);
    expect(rate(nominal)).toBeLessThan(0.058);
    expectClose(rate(exact.map(({ critical }) => critical)), 0.05, 1e-8);
  });

  test('with many pairs they become the normal boundaries', () => {
    const looks = [200, 400, 700, 1000];
    const spent = linear(looks);
    const normal = normalBoundaries({ information: looks, alpha: 0.05, spent });
    pairedTBoundaries({ looks, alpha: 0.05, spent }).forEach(({ significanceLevel }, look) => {
      expectClose(-normalQuantile(significanceLevel / 2), normal[look] as number, 2e-3);
    });
  });

  test('a look that may spend next to nothing never stops', () => {
    const looks = [2, 100];
    const [first, last] = pairedTBoundaries({ looks, alpha: 0.05, spent: obrienFleming(looks, 0.05) });
    expect(first).toEqual({ pairs: 2, critical: Infinity, significanceLevel: 0, spent: 0 });
    expectClose(last?.significanceLevel as number, 0.05, 1e-9);
  });
});
