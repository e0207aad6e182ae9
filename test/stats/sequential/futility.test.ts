import { expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { chanceOfVerdict } from '../../../src/stats/sequential/futility.ts';

const LAST = { information: 5, level: 0.04, equivalence: null };
/** qnorm(1 - 0.04/2). */
const CRITICAL = 2.053749;

test('is what a simulation of the pairs to come gives, one standard error above what was seen', () => {
  const random = createRandom('conditional power');
  const repetitions = 20_000;
  const [mean, standardError] = [0.3, Math.sqrt(1 / 8)];
  let rejected = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    let sum = 8 * mean;
    for (let pair = 8; pair < 40; pair++) sum += mean + standardError + randomNormal(random);
    if (Math.abs(sum) / Math.sqrt(40) >= CRITICAL) rejected++;
  }
  const expected = chanceOfVerdict({ difference: mean, standardError }, LAST);
  expect(Math.abs(rejected / repetitions - expected)).toBeLessThan(4 * Math.sqrt(0.25 / repetitions));
  expect(chanceOfVerdict({ difference: -10 * mean, standardError: 10 * standardError }, LAST)).toBeCloseTo(
    expected,
    12,
  );
});

test('where more seeds add nothing is that what is seen is what will be', () => {
  const chance = (t: number) =>
    chanceOfVerdict({ difference: t, standardError: 1 }, { ...LAST, information: 1 });
  expect(chance(1.9)).toBeLessThan(1e-6);
  expect(chance(2.3)).toBeGreaterThan(1 - 1e-6);
  expect(chance(-2.3)).toBeGreaterThan(1 - 1e-6);
});

test('is not given up where nothing has varied yet', () => {
  expect(chanceOfVerdict({ difference: 0, standardError: 0 }, LAST)).toBe(1);
});

test('counts equivalence, which is sure with a wide margin and impossible with a narrow one', () => {
  const chance = (margin: number) =>
    chanceOfVerdict(
      { difference: 0.1, standardError: 1 },
      { ...LAST, information: 2, equivalence: { margin, level: 0.04 } },
    );
  expect(chance(10)).toBeGreaterThan(0.999);
  expect(chance(0.5)).toBeLessThan(0.05);
});
