import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { bartelsTest } from '../../../src/stats/tests/bartels.ts';

const ask = (values: readonly number[], samples?: number) =>
  bartelsTest(values, {
    random: createRandom('bartels', values.length),
    ...(samples === undefined ? {} : { samples }),
  });

function orders(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, index) =>
    orders(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}

describe("Bartels' test of serial dependence", () => {
  test.each([[[3, 1, 2, 5, 4, 6]], [[1, 1, 2, 2, 3, 3]], [[0.4, 0.1, 0.4, 0.2, 0.9, 0.1]]])(
    'of %j agrees with all 720 orders, counted one by one',
    (values) => {
      const { ratio, pValue } = ask(values);
      const hits = orders(values).filter((order) => ask(order, 0).ratio <= ratio).length;
      expect(Math.abs(pValue - hits / 720)).toBeLessThan(4 * Math.sqrt(0.25 / 19_999));
    },
  );

  test('ends early with about the same p', () => {
    const random = createRandom('bartels', 'early');
    for (let repetition = 0; repetition < 20; repetition++) {
      const values = Array.from({ length: 20 }, () => randomNormal(random));
      const whole = ask(values).pValue;
      const early = bartelsTest(values, { random: createRandom('early', repetition), enough: 100 }).pValue;
      expect(Math.abs(early - whole)).toBeLessThan(0.5 * whole + 0.01);
    }
  });

  test('has the ratio 12/(n(n + 1)) for a steady drift', () => {
    const drift = Array.from({ length: 40 }, (_, index) => index);
    expect(ask(drift)).toEqual({ ratio: 12 / (40 * 41), pValue: 1 / 20_000 });
    expect(ask([...drift].reverse())).toEqual(ask(drift));
  });

  test('finds blocks of equal runs and waves, at an error of alpha where there is nothing', () => {
    const clusters = Array.from({ length: 40 }, (_, index) => Math.sin(1 + Math.floor(index / 5)));
    expect(ask(clusters).pValue).toBeLessThan(0.001);
    const random = createRandom('bartels', 'calibration');
    let [found, alarms] = [0, 0];
    for (let repetition = 0; repetition < 400; repetition++) {
      let last = randomNormal(random);
      const waves = Array.from({ length: 40 }, () => {
        last = 0.7 * last + randomNormal(random);
        return last;
      });
      if (bartelsTest(waves, { random, samples: 399 }).pValue <= 0.05) found++;
      const nothing = Array.from({ length: 40 }, () => randomNormal(random));
      if (bartelsTest(nothing, { random, samples: 399 }).pValue <= 0.05) alarms++;
    }
    expect(found / 400).toBeGreaterThan(0.9);
    expect(alarms / 400).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
  });

  test('knows ranks only, and cannot tell forwards from backwards', () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 12 }).filter((values) => new Set(values).size > 1),
        (values) => {
          const { ratio, pValue } = ask(values, 99);
          expect(ask(values.map(Math.exp), 99)).toEqual({ ratio, pValue });
          expect(ask([...values].reverse(), 0).ratio).toBeCloseTo(ratio, 12);
          expect(pValue).toBeGreaterThan(0);
          expect(pValue).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 50 },
    );
  });
});
