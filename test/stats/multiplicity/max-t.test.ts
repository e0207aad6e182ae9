import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holm } from '../../../src/stats/multiplicity/holm.ts';
import { stepDownMaxT } from '../../../src/stats/multiplicity/max-t.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { expectClose } from '../support.ts';

/** The definition: shares of sign patterns in which the largest t of a comparison and of weaker ones reaches its own. */
function bruteForce(rows: readonly (readonly number[])[]): number[] {
  const pairs = rows[0]?.length ?? 0;
  const scores = (pattern: number) =>
    rows.map((row) => {
      const length = Math.hypot(...row) || 1;
      return row.reduce((sum, value, pair) => sum + ((pattern >> pair) & 1 ? -value : value) / length, 0);
    });
  const observed = scores(0);
  const order = [...rows.keys()].sort((a, b) => (observed[b] as number) - (observed[a] as number));
  const patterns = Array.from({ length: 2 ** pairs }, (_, pattern) => scores(pattern));
  const adjusted = new Array<number>(rows.length);
  let floor = 0;
  for (const [rank, index] of order.entries()) {
    const largest = (own: readonly number[]) =>
      Math.max(...order.slice(rank).map((one) => own[one] as number));
    const hits = patterns.filter((own) => largest(own) >= (observed[index] as number) - 1e-10).length;
    floor = Math.max(floor, hits / patterns.length);
    adjusted[index] = floor;
  }
  return adjusted;
}

describe('stepDownMaxT', () => {
  test('is that of its definition, pattern by pattern', () => {
    const rows = fc
      .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 4 }))
      .chain(([pairs, count]) =>
        fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: pairs, maxLength: pairs }), {
          minLength: count,
          maxLength: count,
        }),
      );
    fc.assert(
      fc.property(rows, (comparisons) => {
        const expected = bruteForce(comparisons);
        for (const [index, p] of stepDownMaxT(comparisons).entries())
          expectClose(p, expected[index] as number, 1e-12);
      }),
    );
  });

  test('asks for less than Holm where the comparisons move together', () => {
    const row = [1, 2, -1, 4, 3, 2, 1, 3];
    const [alone = 0] = stepDownMaxT([row]);
    const result = stepDownMaxT([row, row.map((value) => value * 2), row]);
    expect(result).toEqual([alone, alone, alone]);
    expect(holm(result)[0]).toBeCloseTo(3 * alone, 12);
  });

  test('sampled beyond 20 pairs, with a p that is never zero', () => {
    const long = Array.from({ length: 24 }, (_, index) => 1 + Math.sin(index) / 2);
    expect(stepDownMaxT([long], { random: createRandom('max t'), samples: 499 })).toEqual([1 / 500]);
  });

  test('20 pairs are still enumerated', () => {
    const wide = [1, 2].map((k) => Array.from({ length: 20 }, (_, index) => Math.sin(index * k) + 0.3));
    for (const adjusted of stepDownMaxT(wide)) expect(Number.isInteger(adjusted * 2 ** 20)).toBe(true);
  });
});
