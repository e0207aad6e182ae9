import { expect, test } from 'vitest';
import { standardDeviation } from '../../../src/stats/describe.ts';
import { standardDeviationInterval } from '../../../src/stats/estimates/standard-deviation-interval.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';

test('covers the true deviation of normal samples as often as it says', () => {
  const random = createRandom('standard-deviation-interval');
  const repetitions = 4000;
  let misses = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const sample = Array.from({ length: 6 }, () => randomNormal(random));
    const { low, high } = standardDeviationInterval(standardDeviation(sample), 6);
    if (low > 1 || high < 1) misses++;
  }
  // Three binomial standard errors of 4,000 repetitions at 0.05.
  expect(Math.abs(misses / repetitions - 0.05)).toBeLessThan(0.0104);
});
