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

describe('stepDownMaxT', () => {
  test('agrees with the enumeration of six pairs and three metrics', () => {
    const result = stepDownMaxT(ROWS);
    expect(result.map(({ pValue }) => pValue)).toEqual([0.03125, 0.28125, 0.875]);
    expect(result.map(({ adjusted }) => adjusted)).toEqual([0.0625, 0.375, 0.875]);
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
        const result = stepDownMaxT(comparisons);
        comparisons.forEach((row, index) => {
          expectClose(result[index]?.pValue as number, signFlipTest(row).pValue, 1e-12);
        });
      }),
    );
  });

  test('one-sided, each raw p is that of the one-sided sign-flip test', () => {
    fc.assert(
      fc.property(rows, (comparisons) => {
        const result = stepDownMaxT(comparisons, { alternative: 'greater' });
        comparisons.forEach((row, index) => {
          const { pValue } = signFlipTest(row, { alternative: 'greater' });
          expectClose(result[index]?.pValue as number, pValue, 1e-12);
          expect(result[index]?.adjusted).toBeGreaterThanOrEqual(result[index]?.pValue as number);
        });
      }),
    );
  });

  test('adjusted lies between the raw p and 1, and the order of the comparisons does not matter', () => {
    fc.assert(
      fc.property(rows, (comparisons) => {
        const result = stepDownMaxT(comparisons);
        for (const { pValue, adjusted } of result) {
          expect(adjusted).toBeGreaterThanOrEqual(pValue);
          expect(adjusted).toBeLessThanOrEqual(1);
        }
        const raw = result.map(({ pValue }) => pValue);
        const reversed = stepDownMaxT([...comparisons].reverse()).reverse();
        expect(reversed.map(({ pValue }) => pValue)).toEqual(raw);
      }),
    );
  });

  test('asks for less than Holm where the comparisons move together', () => {
    const row = [1, 2, -1, 4, 3, 2, 1, 3];
    const result = stepDownMaxT([row, row.map((value) => value * 2 + 0), row]);
    const raw = result.map(({ pValue }) => pValue);
    expect(result[0]?.adjusted).toBe(raw[0]);
    expect(holm(raw)[0]).toBeCloseTo(3 * (raw[0] as number), 12);
  });

  test('sampled beyond 20 pairs, with a p that is never zero', () => {
    const long = Array.from({ length: 24 }, (_, index) => 1 + Math.sin(index) / 2);
    const result = stepDownMaxT([long], { random: createRandom('max t'), samples: 499 });
    expect(result[0]?.pValue).toBe(1 / 500);
  });

  test('20 pairs and five metrics are still enumerated', () => {
    const wide = [1, 2, 3, 4, 5].map((k) =>
      Array.from({ length: 20 }, (_, index) => Math.sin(index * k) + 0.3),
    );
    for (const { pValue } of stepDownMaxT(wide)) expect(Number.isInteger(pValue * 2 ** 19)).toBe(true);
  });

  test('differences of zero are no evidence', () => {
    expect(
      stepDownMaxT([
        [0, 0, 0],
        [1, 1, 1],
      ]),
    ).toEqual([
      { pValue: 1, adjusted: 1 },
      { pValue: 0.25, adjusted: 0.25 },
    ]);
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
