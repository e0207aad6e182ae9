import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactSum, ExactSums, exactSum } from '../../../src/stats/numerics/exact-sum.ts';

const terms = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const shuffled = terms.chain((values) =>
  fc.tuple(
    fc.constant(values),
    fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
  ),
);

describe('a sum of doubles', () => {
  test('is that of the terms and not of their order, to the last digit', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(exactSum(one)).toBe(exactSum(other));
      }),
    );
  });

  test('is mirrored where the terms are', () => {
    fc.assert(
      fc.property(terms, (values) => {
        expect(exactSum(values.map((value) => -value)) + exactSum(values)).toBe(0);
      }),
    );
  });

  test('keeps what is small beside what is large', () => {
    expect(exactSum([1e16, 1, -1e16])).toBe(1);
    // (1e8 + 1)² − 1e16 − 2e8
    expect(
      new ExactSum()
        .addProduct(1e8 + 1, 1e8 + 1)
        .add(-1e16)
        .add(-2e8).value,
    ).toBe(1);
    expect(new ExactSum().add(1e16).add(1).times(3).add(-3e16).value).toBe(3);
  });

  test('of many is the same, one by one', () => {
    const sums = new ExactSums(2);
    for (const term of [1e16, 1, -1e16]) sums.add(1, term);
    expect([sums.at(0), sums.at(1)]).toEqual([0, 1]);
    sums.add(0, 3);
    expect(sums.squares().value).toBe(10);
  });

  test('overflows as a sum of doubles does', () => {
    expect(new ExactSum().addProduct(1e200, 1e200).value).toBe(Number.POSITIVE_INFINITY);
  });
});
