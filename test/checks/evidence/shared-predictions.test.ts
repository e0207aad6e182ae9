import { describe, expect, test } from 'vitest';
import type { SplitReader } from '../../../src/analysis/examples/run-predictions.ts';
import { sharePredictions } from '../../../src/checks/evidence/shared-predictions.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { bothArms } from '../records.ts';

const EXAMPLES = 200;
const records = bothArms(2, () => ({}));

/** Probabilities of the true class, of two runs of one model. */
function shared(probability: (seed: number, example: number) => number) {
  const reader = {
    read: async ({ seed }: { readonly seed: number }) => ({
      probabilities: {
        ofLabel: Float64Array.from({ length: EXAMPLES }, (_, example) => probability(seed, example)),
      },
    }),
  };
  return sharePredictions(['head'], records, reader as unknown as SplitReader);
}

describe('probabilities that two seeds share', () => {
  const random = createRandom('votes');

  test.each([3, 7, 15, 30, 77, 128, 500, 999])('%i voters repeat by chance', async (voters) => {
    for (const digits of [6, 8, 16]) {
      const votes = () => Number((Math.floor(random() * (voters + 1)) / voters).toFixed(digits));
      expect(await shared(votes)).toEqual([]);
    }
  });

  test.each([6, 8, 16])('a part of a model that does not vary is found with %i digits', async (digits) => {
    const fixed = Array.from({ length: EXAMPLES }, () => random());
    const of = (_: number, example: number) =>
      Number((example < EXAMPLES / 4 ? (fixed[example] ?? 0) : random()).toFixed(digits));
    const [found] = await shared(of);
    expect((found?.same ?? 0) / (found?.of ?? 1)).toBeCloseTo(0.25, 1);
  });
});
