import fc from 'fast-check';
import { expect, test } from 'vitest';
import { midranks } from '../../../src/stats/ranks.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';
import { wilcoxonSignedRank } from '../../../src/stats/tests/wilcoxon.ts';
import { expectClose } from '../support.ts';

test('is the sign-flip test of the signed ranks, ties and zeros included', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(values, (sample) => {
      const moving = sample.filter((value) => value !== 0);
      const signed = midranks(moving.map(Math.abs)).map(
        (rank, index) => rank * Math.sign(moving[index] as number),
      );
      expectClose(wilcoxonSignedRank(sample), moving.length === 0 ? 1 : signFlipTest(signed).pValue, 1e-12);
    }),
  );
});

test('exact and approximate meet as the sample grows', () => {
  const sample = Array.from({ length: 50 }, (_, index) => Math.sin(index * 1.7) + 0.25);
  expect(Math.abs(wilcoxonSignedRank(sample) - wilcoxonSignedRank([...sample, 0.25]))).toBeLessThan(0.005);
});

test('equal values share the mean of their ranks', () => {
  expect(midranks([10, 20, 10, 30, 20, 20])).toEqual([1.5, 4, 1.5, 6, 4, 4]);
  expect(midranks([-0, 0])).toEqual([1.5, 1.5]);
});
