import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossedEstimate } from '../../../src/stats/crossed/crossed-test.ts';
import {
  type CrossedDesign,
  crossedEquivalencePower,
  examplesNeeded,
  expectedPrecision,
  seedsNeeded,
  smallestDetectableDifference,
} from '../../../src/stats/crossed/planning.ts';
import { twoSidedTPower } from '../../../src/stats/power/power.ts';
import { expectClose } from '../support.ts';
import { layOut } from './lay-out.ts';
import { ROWS } from './support.ts';

const components = { seed: 0.0001, example: 0.2, rest: 0.3 };
const AIM = { alpha: 0.05, power: 0.8 };

/** The chance that the test finds this true difference. */
function crossedPower({
  difference,
  alpha,
  ...design
}: CrossedDesign & { readonly difference: number; readonly alpha: number }): number {
  const { standardError, degreesOfFreedom } = expectedPrecision(design);
  return twoSidedTPower(difference / standardError, degreesOfFreedom, alpha);
}

describe('the expected precision', () => {
  test('of the design at hand is that of its test, where no component was cut at zero', () => {
    const estimate = crossedEstimate(layOut(ROWS));
    const { standardError, degreesOfFreedom } = expectedPrecision(estimate);
    expectClose(standardError, estimate.standardError, 1e-12);
    expectClose(degreesOfFreedom, estimate.degreesOfFreedom, 1e-12);
  });

  test('with one example that holds no chance is that of the paired t test', () => {
    const design = { components: { seed: 1, example: 0, rest: 0 }, seeds: 34, examples: 1 };
    // statsmodels: TTestPower().power(0.5, 34, 0.05).
    expectClose(crossedPower({ ...design, difference: 0.5, alpha: 0.05 }), 0.8077775, 1e-7);
  });

  test('grows with seeds and with examples', () => {
    const size = fc.integer({ min: 2, max: 500 });
    fc.assert(
      fc.property(size, size, (seeds, examples) => {
        const { standardError } = expectedPrecision({ components, seeds, examples });
        expect(expectedPrecision({ components, seeds: seeds + 1, examples }).standardError).toBeLessThan(
          standardError,
        );
        expect(expectedPrecision({ components, seeds, examples: examples + 1 }).standardError).toBeLessThan(
          standardError,
        );
      }),
    );
  });
});

describe('what a difference needs', () => {
  test('has the power that was asked for, and one less has not', () => {
    const power = (seeds: number, examples: number) =>
      crossedPower({ components, seeds, examples, difference: 0.03, alpha: 0.05 });
    const seeds = seedsNeeded({ components, examples: 5000, difference: 0.03, ...AIM }) ?? 0;
    expect(power(seeds, 5000)).toBeGreaterThanOrEqual(0.8);
    expect(power(seeds - 1, 5000)).toBeLessThan(0.8);
    const examples = examplesNeeded({ components, seeds: 25, difference: 0.03, ...AIM }) ?? 0;
    expect(power(25, examples)).toBeGreaterThanOrEqual(0.8);
    expect(power(25, examples - 1)).toBeLessThan(0.8);
  });

  test('no number of seeds makes up for too few examples', () => {
    expect(seedsNeeded({ components, examples: 100, difference: 0.03, ...AIM })).toBeNull();
    expect(examplesNeeded({ components, seeds: 25, difference: 0.03, ...AIM })).toBeGreaterThan(1000);
  });

  test('no number of examples makes up for too few seeds', () => {
    expect(
      examplesNeeded({ components: { ...components, seed: 0.01 }, seeds: 6, difference: 0.03, ...AIM }),
    ).toBeNull();
  });

  test('the smallest detectable difference is detected with that power', () => {
    const design = { components, seeds: 25, examples: 400 };
    const difference = smallestDetectableDifference({ ...design, ...AIM });
    expectClose(crossedPower({ ...design, difference, alpha: 0.05 }), 0.8, 1e-9);
  });
});

test('equivalence is shown more often as the margin grows', () => {
  const design = { components, seeds: 25, examples: 2000, alpha: 0.1 };
  const powers = [0.005, 0.01, 0.03, 0.1].map((margin) => crossedEquivalencePower({ ...design, margin }));
  expect(powers[0]).toBe(0);
  expect(powers.toSorted((a, b) => a - b)).toEqual(powers);
  expect(powers.at(-1)).toBeGreaterThan(0.999);
});
