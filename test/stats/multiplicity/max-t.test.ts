import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../../src/stats/multiplicity/holm.ts';
import { stepDownMaxT } from '../../../src/stats/multiplicity/max-t.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';
import { expectClose } from '../support.ts';

const ROWS = [
  [1, 2, 3, 4, 5, 6],
  [-1, 2, -1, 3, 1, 2],
  [0.5, -0.5, 1, -1, 0.2, 0.1],
];

const alone = (row: readonly number[]) => stepDownMaxT([row])[0] as number;

describe('stepDownMaxT', () => {
  test('agrees with the enumeration of six pairs and three metrics', () => {
    expect(ROWS.map(alone)).toEqual([0.03125, 0.28125, 0.875]);
    expect(stepDownMaxT(ROWS)).toEqual([0.0625, 0.375, 0.875]);
  });

  const rows = fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 4 }))
    .chain(([pairs, count]) =>
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: pairs, maxLength: pairs }), {
        minLength: count,
        maxLength: count,
      }),
    );

  test('each raw p is that of the sign-flip test', () => {
    fc.assert(
      fc.property(rows, (comparisons) => {
        for (const row of comparisons) expectClose(alone(row), signFlipTest(row).pValue, 1e-12);
      }),
    );
  });

  test('one-sided, each raw p is that of the one-sided sign-flip test', () => {
    fc.assert(
      fc.property(rows, (comparisons) => {
        const adjusted = stepDownMaxT(comparisons, { alternative: 'greater' });
        for (const [index, row] of comparisons.entries()) {
          const [own] = stepDownMaxT([row], { alternative: 'greater' });
          expectClose(own as number, signFlipTest(row, { alternative: 'greater' }).pValue, 1e-12);
          expect(adjusted[index]).toBeGreaterThanOrEqual(own as number);
        }
      }),
    );
  });

  test('adjusted lies between the raw p and 1', () => {
    fc.assert(
      fc.property(rows, (comparisons) => {
        const result = stepDownMaxT(comparisons);
        for (const [index, adjusted] of result.entries()) {
          expect(adjusted).toBeGreaterThanOrEqual(alone(comparisons[index] as number[]));
          expect(adjusted).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('asks for less than Holm where the comparisons move together', () => {
    const row = [1, 2, -1, 4, 3, 2, 1, 3];
    const result = stepDownMaxT([row, row.map((value) => value * 2 + 0), row]);
    expect(result).toEqual([alone(row), alone(row), alone(row)]);
    expect(holm(result)[0]).toBeCloseTo(3 * alone(row), 12);
  });

  test('sampled beyond 20 pairs, with a p that is never zero', () => {
    const long = Array.from({ length: 24 }, (_, index) => 1 + Math.sin(index) / 2);
    const result = stepDownMaxT([long], { random: createRandom('max t'), samples: 499 });
    expect(result).toEqual([1 / 500]);
  });

  test('20 pairs and five metrics are still enumerated', () => {
    const wide = [1, 2, 3, 4, 5].map((k) =>
      Array.from({ length: 20 }, (_, index) => Math.sin(index * k) + 0.3),
    );
    for (const adjusted of stepDownMaxT(wide)) expect(Number.isInteger(adjusted * 2 ** 19)).toBe(true);
  });

  test('differences of zero are no evidence', () => {
    expect(
      stepDownMaxT([
        [0, 0, 0],
        [1, 1, 1],
      ]),
    ).toEqual([1, 0.25]);
  });

  test('says what it needs', () => {
    expect(() => stepDownMaxT([])).toThrow('stepDownMaxT requires at least two pairs');
    expect(() =>
      stepDownMaxT([
        [1, 2],
        [1, 2, 3],
      ]),
    ).toThrow('the first has 2, number 2 has 3');
    expect(() => stepDownMaxT([new Array(21).fill(1)])).toThrow('requires a random generator above 20 pairs');
  });
});
