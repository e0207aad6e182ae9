import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { resampleMeans } from '../../../src/stats/resampling/mean-resamples.ts';
import { shareAtLeast, shareAtMost } from '../../../src/stats/resampling/resampled-law.ts';
import { tailCounter } from '../../../src/stats/resampling/tail-counter.ts';

const random = createRandom('tail-counter');
const DRAWS = 200_000;

test.each([4, 7, 8, 9])('tails of %i values are those of all resamples', (n) => {
  const sample = Array.from({ length: n }, () => random() + 0.2);
  const law = resampleMeans(sample).ratios;
  for (const bound of [0.3, 1, 2]) {
    const { above, below } = tailCounter(sample, { atLeast: bound, atMost: -bound }).count(DRAWS);
    for (const [hits, share] of [
      [above, shareAtLeast(law, bound)],
      [below, shareAtMost(law, -bound)],
    ] as const)
      expect(Math.abs(hits / DRAWS - share)).toBeLessThan(
        5 * Math.sqrt((share * (1 - share)) / DRAWS) + 1e-9,
      );
  }
});

test('counts go on from the same draws, and mirror with the sample', () => {
  const sample = Array.from({ length: 17 }, () => random());
  const bounds = { atLeast: 1.5, atMost: -2 };
  const whole = tailCounter(sample, bounds);
  const { above, below } = whole.count(50_000);
  const inSteps = tailCounter(sample, bounds);
  inSteps.count(10_000);
  expect(inSteps.count(50_000)).toEqual({ above, below });
  const mirrored = tailCounter(
    sample.map((value) => -value),
    { atLeast: 2, atMost: -1.5 },
  );
  expect(mirrored.count(50_000)).toEqual({ above: below, below: above });
});
