import { describe, expect, test } from 'vitest';
import { studentTTwoSided } from '../../../src/stats/distributions/student-t.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import {
  stageWiseEstimate,
  stageWisePValue,
  stageWisePValueOf,
  stageWiseTail,
} from '../../../src/stats/sequential/stage-wise.ts';
import { pairedTBoundaries } from '../../../src/stats/sequential/t-boundaries.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { linear } from '../../support/spending.ts';
import { looksOfPairs, stageWiseInterval } from '../../support/stage-wise-interval.ts';
import { expectClose } from '../support.ts';

const LOOKS = [5, 8, 12, 20];
const BOUNDARIES = pairedTBoundaries({ looks: LOOKS, alpha: 0.05, spent: linear(LOOKS) });
const taken = (looks: number) => BOUNDARIES.slice(0, looks);

describe('stageWisePValue', () => {
  test('at the first look it is the ordinary p', () => {
    expectClose(stageWisePValue(taken(1), 6), studentTTwoSided(6, 4), 1e-10);
  });

  test.each([1, 2, 3, 4])('on the boundary of look %d it is what was spent by then', (looks) => {
    const { critical, spent } = BOUNDARIES[looks - 1] as (typeof BOUNDARIES)[number];
    expectClose(stageWisePValue(taken(looks), critical), spent, 1e-8);
    expectClose(stageWisePValue(taken(looks), -critical), spent, 1e-8);
  });

  test('an earlier stop is stronger evidence, and at the same look a larger t is', () => {
    const justAtSecond = stageWisePValue(taken(2), (BOUNDARIES[1]?.critical as number) * 1.0001);
    expect(stageWisePValue(taken(3), 50)).toBeGreaterThan(justAtSecond);
    expect(stageWisePValue(taken(3), 4)).toBeLessThan(stageWisePValue(taken(3), 3));
  });
});

describe('stageWiseEstimate', () => {
  const ofPairs = (looks: number, mean: number) => {
    const { pairs } = BOUNDARIES[looks - 1] as (typeof BOUNDARIES)[number];
    return stageWiseEstimate(looksOfPairs(taken(looks)), { mean, standardError: 1 / Math.sqrt(pairs) });
  };

  test('at the first look is the mean, and that of nothing is nothing', () => {
    expectClose(ofPairs(1, 0.02), 0.02, 1e-6);
    expect(ofPairs(3, 0)).toBe(0);
  });

  test('after an early stop is nearer to zero than the mean, and mirrors with its sign', () => {
    for (const looks of [2, 3]) {
      const estimate = ofPairs(looks, 1.4);
      expect(estimate).toBeLessThan(1.4);
      expect(estimate).toBeGreaterThan(0);
      expectClose(ofPairs(looks, -1.4), -estimate, 1e-9);
    }
  });
});

describe('for looks of any information', () => {
  const looks = (information: readonly number[]) =>
    information.map((each) => ({ information: each, degreesOfFreedom: 30, critical: 2.5 }));

  test('the unit of the information does not matter', () => {
    const estimate = { mean: 0.9, standardError: 1 / Math.sqrt(12) };
    const inSevens = looksOfPairs(taken(3)).map((look) => ({ ...look, information: 7 * look.information }));
    expectClose(
      stageWiseEstimate(inSevens, estimate),
      stageWiseEstimate(looksOfPairs(taken(3)), estimate),
      1e-9,
    );
  });

  test('where later looks add next to nothing, the earlier ones change next to nothing', () => {
    const estimate = { mean: 1.5, standardError: 1 };
    const plain = stageWiseInterval(looks([1]), estimate);
    const alike = stageWiseInterval(looks([0.97, 0.98, 1]), estimate);
    const apart = stageWiseInterval(looks([0.3, 0.6, 1]), estimate);
    expectClose(alike.low, plain.low, 0.05);
    expectClose(alike.high, plain.high, 0.05);
    expect(apart.high).toBeLessThan(alike.high);
  });

  test('the estimate is where either tail is one half', () => {
    const estimate = { mean: 2.4, standardError: 1 };
    expectClose(
      stageWiseTail(looks([0.5, 1]), estimate, stageWiseEstimate(looks([0.5, 1]), estimate)),
      0.5,
      1e-4,
    );
  });

  test.each([1.9, 2.05, 2.2, 3])(
    'the p of t = %d is below 0.05 exactly where the differences that no tail excludes are off zero',
    (t) => {
      const { low } = stageWiseInterval(looks([0.5, 1]), { mean: t, standardError: 1 });
      expect(stageWisePValueOf(looks([0.5, 1]), t) < 0.05).toBe(low > 0);
      expect(stageWisePValueOf(looks([0.5, 1]), -t)).toBe(stageWisePValueOf(looks([0.5, 1]), t));
    },
  );
});

describe('at the stop', () => {
  test('the stage-wise interval covers the truth in 95 % of the experiments', () => {
    const random = createRandom('coverage of stage-wise intervals');
    const plan = pairedTBoundaries({ looks: [5, 10], alpha: 0.05, spent: [0.5, 1] });
    const repetitions = 150;
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const values: number[] = [];
      const stop = plan.findIndex(({ pairs, critical }, look) => {
        while (values.length < pairs) values.push(1.2 + randomNormal(random));
        return Math.abs(pairedT(values).statistic) >= critical || look === 1;
      });
      const { low, high } = stageWiseInterval(looksOfPairs(plan.slice(0, stop + 1)), pairedT(values));
      if (low <= 1.2 && 1.2 <= high) covered++;
    }
    expect(Math.abs(covered / repetitions - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / repetitions));
  });
});
