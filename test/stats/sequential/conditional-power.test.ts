import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { conditionalPower } from '../../../src/stats/sequential/conditional-power.ts';

const STATE = {
  pairs: 8,
  mean: 0.3,
  standardDeviation: 1,
  difference: 0.6,
  lastPairs: 40,
  lastSignificanceLevel: 0.04,
};

describe('conditionalPower', () => {
  test('is what a simulation of the pairs to come gives', () => {
    const random = createRandom('conditional power');
    const repetitions = 20_000;
    let rejected = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      let sum = STATE.pairs * STATE.mean;
      for (let pair = STATE.pairs; pair < STATE.lastPairs; pair++)
        sum += STATE.difference + randomNormal(random);
      // qnorm(1 - 0.04/2) = 2.053749
      if (Math.abs(sum) / Math.sqrt(STATE.lastPairs) >= 2.053749) rejected++;
    }
    const expected = conditionalPower(STATE);
    expect(Math.abs(rejected / repetitions - expected)).toBeLessThan(4 * Math.sqrt(0.25 / repetitions));
  });

  test('rises with the assumed difference and with what was seen', () => {
    expect(conditionalPower({ ...STATE, difference: 0.8 })).toBeGreaterThan(conditionalPower(STATE));
    expect(conditionalPower({ ...STATE, mean: 0.5 })).toBeGreaterThan(conditionalPower(STATE));
  });

  test('does not depend on unit or sign', () => {
    const scaled = conditionalPower({ ...STATE, mean: -3, standardDeviation: 10, difference: -6 });
    expect(scaled).toBeCloseTo(conditionalPower(STATE), 12);
  });

  test('says what it needs', () => {
    expect(() => conditionalPower({ ...STATE, pairs: 40 })).toThrow(
      'requires pairs to come, but 40 of 40 are in',
    );
    expect(() => conditionalPower({ ...STATE, standardDeviation: 0 })).toThrow('standardDeviation above 0');
  });
});
