import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import {
  stageWiseInterval,
  stageWiseIntervalOf,
  stageWisePValue,
  stageWisePValueOf,
  stageWiseTail,
} from '../../../src/stats/sequential/stage-wise.ts';
import { pairedTBoundaries } from '../../../src/stats/sequential/t-boundaries.ts';
import { pairedT, pairedTFromSummary } from '../../../src/stats/tests/paired-t.ts';
import { expectClose } from '../support.ts';

const BOUNDARIES = pairedTBoundaries({ looks: [5, 8, 12, 20], alpha: 0.05, spending: { kind: 'linear' } });
const taken = (looks: number) => BOUNDARIES.slice(0, looks);

describe('stageWisePValue', () => {
  test('at the first look it is the ordinary p', () => {
    const { pValue } = pairedTFromSummary({ n: 5, mean: 3, standardDeviation: 1 });
    expectClose(stageWisePValue(taken(1), 3 * Math.sqrt(5)), pValue, 1e-10);
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

describe('stageWiseInterval', () => {
  test('at the first look it is the ordinary t interval', () => {
    const estimate = { n: 5, mean: 0.02, standardDeviation: 0.006 };
    const plain = pairedTFromSummary(estimate).interval;
    const { low, high, medianUnbiased } = stageWiseInterval(taken(1), estimate);
    expectClose(low, plain.low, 1e-7);
    expectClose(high, plain.high, 1e-7);
    expectClose(medianUnbiased, estimate.mean, 1e-7);
  });

  test('after an early stop it reaches nearer to zero than the ordinary one', () => {
    const estimate = { n: 12, mean: 0.9, standardDeviation: 1 };
    const plain = pairedTFromSummary(estimate).interval;
    const { low, medianUnbiased } = stageWiseInterval(taken(3), estimate);
    expect(low).toBeLessThan(plain.low);
    expect(medianUnbiased).toBeLessThan(estimate.mean);
  });

  test('mirrors with the sign of the mean', () => {
    const up = stageWiseInterval(taken(2), { mean: 1.4, standardDeviation: 1 });
    const down = stageWiseInterval(taken(2), { mean: -1.4, standardDeviation: 1 });
    expectClose(down.low, -up.high, 1e-9);
    expectClose(down.high, -up.low, 1e-9);
    expectClose(down.medianUnbiased, -up.medianUnbiased, 1e-9);
  });
});

describe('for looks of any information', () => {
  const looks = (information: readonly number[]) =>
    information.map((each) => ({ information: each, degreesOfFreedom: 30, critical: 2.5 }));

  test('that of pairs is the interval of pairs', () => {
    const estimate = { mean: 0.9, standardDeviation: 1 };
    const ofPairs = taken(3).map(({ pairs, critical }) => ({
      information: 7 * pairs,
      degreesOfFreedom: pairs - 1,
      critical,
    }));
    const { low, high, medianUnbiased } = stageWiseIntervalOf(ofPairs, {
      mean: 0.9,
      standardError: 1 / Math.sqrt(12),
    });
    const expected = stageWiseInterval(taken(3), estimate);
    expectClose(low, expected.low, 1e-5);
    expectClose(high, expected.high, 1e-5);
    expectClose(medianUnbiased, expected.medianUnbiased, 1e-5);
  });

  test('where later looks add next to nothing, the earlier ones change next to nothing', () => {
    const estimate = { mean: 1.5, standardError: 1 };
    const plain = stageWiseIntervalOf(looks([1]), estimate);
    const alike = stageWiseIntervalOf(looks([0.97, 0.98, 1]), estimate);
    const apart = stageWiseIntervalOf(looks([0.3, 0.6, 1]), estimate);
    expectClose(alike.low, plain.low, 0.05);
    expectClose(alike.high, plain.high, 0.05);
    expect(apart.high).toBeLessThan(alike.high);
  });

  test('the tail is at the limits of the interval what they are limits of', () => {
    const estimate = { mean: 2.4, standardError: 1 };
    const { low, high, medianUnbiased } = stageWiseIntervalOf(looks([0.5, 1]), estimate);
    expectClose(stageWiseTail(looks([0.5, 1]), estimate, low), 0.025, 1e-4);
    expectClose(stageWiseTail(looks([0.5, 1]), estimate, medianUnbiased), 0.5, 1e-4);
    expectClose(stageWiseTail(looks([0.5, 1]), estimate, high), 0.975, 1e-4);
  });

  test.each([1.9, 2.05, 2.2, 3])(
    'the p of t = %d is below 0.05 exactly where the interval excludes zero',
    (t) => {
      const { low } = stageWiseIntervalOf(looks([0.5, 1]), { mean: t, standardError: 1 });
      expect(stageWisePValueOf(looks([0.5, 1]), t) < 0.05).toBe(low > 0);
      expect(stageWisePValueOf(looks([0.5, 1]), -t)).toBe(stageWisePValueOf(looks([0.5, 1]), t));
    },
  );
});

/** Mean ± critical × standard error: one of a sequence of intervals that all cover at once with probability 1 − alpha. */
function repeatedInterval(
  { critical }: { readonly critical: number },
  { mean, standardError }: { readonly mean: number; readonly standardError: number },
) {
  return { low: mean - critical * standardError, high: mean + critical * standardError };
}

describe('the repeated interval', () => {
  test('excludes zero exactly when the boundary is reached', () => {
    for (const boundary of BOUNDARIES) {
      const reach = (t: number) => repeatedInterval(boundary, { mean: t * 0.1, standardError: 0.1 });
      expect(reach(boundary.critical * 1.001).low).toBeGreaterThan(0);
      expect(reach(boundary.critical * 0.999).low).toBeLessThan(0);
      expect(reach(-boundary.critical * 1.001).high).toBeLessThan(0);
    }
  });

  test('covers the truth at all looks together in 95 % of the experiments', () => {
    const random = createRandom('coverage of repeated intervals');
    const repetitions = 4000;
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const values: number[] = [];
      const everywhere = BOUNDARIES.every((boundary) => {
        while (values.length < boundary.pairs) values.push(0.7 + randomNormal(random));
        const { low, high } = repeatedInterval(boundary, pairedT(values));
        return low <= 0.7 && 0.7 <= high;
      });
      if (everywhere) covered++;
    }
    expect(Math.abs(covered / repetitions - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / repetitions));
  });
});

describe('at the stop', () => {
  test('the stage-wise interval covers the truth in 95 % of the experiments', () => {
    const random = createRandom('coverage of stage-wise intervals');
    const plan = pairedTBoundaries({ looks: [5, 10], alpha: 0.05, spending: { kind: 'linear' } });
    const repetitions = 150;
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const values: number[] = [];
      const stop = plan.findIndex(({ pairs, critical }, look) => {
        while (values.length < pairs) values.push(1.2 + randomNormal(random));
        return Math.abs(pairedT(values).statistic) >= critical || look === 1;
      });
      const { low, high } = stageWiseInterval(plan.slice(0, stop + 1), pairedT(values));
      if (low <= 1.2 && 1.2 <= high) covered++;
    }
    expect(Math.abs(covered / repetitions - 0.95)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / repetitions));
  });

  test('says what it needs', () => {
    expect(() => stageWisePValue([], 2)).toThrow('requires at least one look before it stops');
    expect(() => stageWiseInterval(taken(1), { mean: 1, standardDeviation: 0 })).toThrow(
      'standardDeviation above 0',
    );
  });
});
