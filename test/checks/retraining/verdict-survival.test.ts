import { describe, expect, test } from 'vitest';
import type { MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import {
  type Estimate,
  estimate,
  FALSE_ALARMS,
  survivalOf,
} from '../../../src/checks/retraining/verdict-survival.ts';
import { createRandom, type Random, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';

const MARGIN = 0.05;

/** What a paired t test makes of the differences of an experiment. */
function compare(differences: readonly number[], verdict: MeasuredComparison['verdict'] | null = null) {
  const { mean, standardError, degreesOfFreedom, interval } = pairedT(differences);
  const arm = { n: differences.length, mean, standardDeviation: 1 };
  const directed = mean > 0 ? ('improvement' as const) : ('regression' as const);
  return {
    verdict: verdict ?? directed,
    interval: { ...interval, method: 'student-t' as const },
    equivalence: { margin: MARGIN } as MeasuredComparison['equivalence'],
    standardError,
    degreesOfFreedom,
    baseline: arm,
    candidate: arm,
  };
}

const SETTINGS = 4;
const LEVEL = 1 - FALSE_ALARMS / SETTINGS;

function draw(random: Random, pairs: number, effect: number): number[] {
  return Array.from({ length: pairs }, () => effect + randomNormal(random));
}

describe('where the settings change nothing, a verdict is seldom lost', () => {
  test.each([
    ['an improvement', 8, 3, 1, null],
    ['an improvement', 25, 3, 0.6, null],
    ['an improvement', 400, 3, 0.15, null],
    ['an improvement', 400, 2, 0.15, null],
    ['a regression', 400, 3, -0.15, null],
    ['an equivalence', 25, 3, 0, 'equivalent'],
    ['an equivalence', 400, 3, 0, 'equivalent'],
  ] as const)('%s of %i pairs, under %i seeds', (_, pairs, seeds, effect, verdict) => {
    const random = createRandom('survival', pairs, seeds, effect);
    const experiments = 1000;
    let lost = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const comparison = compare(draw(random, pairs, effect), verdict);
      const survivals = Array.from({ length: SETTINGS }, () =>
        survivalOf(comparison, estimate(draw(random, seeds, effect), LEVEL) as Estimate),
      );
      if (survivals.some((one) => one === 'collapses')) lost += 1;
    }
    expect(lost / experiments).toBeLessThanOrEqual(FALSE_ALARMS);
  });
});

test.each([25, 400])('runs that break down lose a verdict of %i pairs, however they scatter', (pairs) => {
  const random = createRandom('breaking down', pairs);
  const broken = [-80, 0.1, -77];
  const found = estimate(broken, LEVEL) as Estimate;
  expect(found.interval?.high).toBeGreaterThan(0);
  expect(survivalOf(compare(draw(random, pairs, 1)), found)).toBe('collapses');
  expect(survivalOf(compare(draw(random, pairs, 0), 'equivalent'), found)).toBe('collapses');
});
