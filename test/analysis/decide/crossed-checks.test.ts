import { describe, expect, test } from 'vitest';
import {
  type Crossed,
  crossCheckCrossed,
  crossCheckCrossedBound,
  crossCheckCrossedEquivalence,
} from '../../../src/analysis/decide/crossed-checks.ts';
import { crossedEquivalence } from '../../../src/stats/crossed/crossed-test.ts';

const summary = (n: number) => ({ n, mean: 0.8, standardDeviation: 0.01 });

function found(crossed: Partial<Crossed['crossed']> = {}, seeds = 8): Crossed {
  return {
    difference: 0.03,
    pValue: 0.01,
    studentised: null,
    standardError: 0.01,
    degreesOfFreedom: 30,
    baseline: summary(seeds),
    candidate: summary(seeds),
    crossed: {
      clusters: null,
      exampleShare: 0.5,
      components: { seed: 0, example: 0.01, rest: 0.01 },
      skewness: 0,
      skewCorrectedPValue: 0.01,
      skewCorrectedEquivalencePValue: null,
      seedsPValue: 0.001,
      seedsEquivalencePValue: null,
      unsteady: false,
      midPValue: null,
      examplesNeeded: null,
      ...crossed,
    },
  };
}

function studentised(pValue: number): NonNullable<Crossed['studentised']> {
  return {
    ...{ pValue, equivalencePValue: pValue, nonInferiorityPValue: pValue, smallestAttainable: 0 },
    interval: { level: 0.95, low: 0, high: 1 },
  };
}

describe('a difference', () => {
  test.each<[string, Crossed, RegExp | null]>([
    ['with nothing against it', found(), null],
    [
      'that skewness makes',
      found({ skewCorrectedPValue: 0.06 }),
      /corrected for skewness, p is 0\.0600, needed ≤ 0\.0500/,
    ],
    [
      "that McNemar's test does not see",
      found({ midPValue: 0.07 }, 1),
      /^two tests disagree, so add test examples: McNemar's test gives p 0\.0700/,
    ],
    ["that McNemar's test sees", found({ midPValue: 0.04, seedsPValue: null }, 1), null],
    [
      'of five seeds that the seeds alone do not show',
      found({ seedsPValue: 0.2 }, 5),
      /^5 seeds are too few; use 6 or more: /,
    ],
    ['of five seeds that they show', found({ seedsPValue: 0.04 }, 5), null],
    ['of six seeds, whose test over seeds alone has no say', found({ seedsPValue: 0.2 }, 6), null],
    [
      "that the seeds' bootstrap does not see",
      { ...found(), studentised: studentised(0.06) },
      /^two tests disagree, so add seeds: the studentised bootstrap of the seeds gives p 0\.0600/,
    ],
    [
      'of five seeds, of which the bootstrap has no say',
      { ...found({}, 5), studentised: studentised(0.06) },
      null,
    ],
    [
      'of an unsteady model',
      found({ unsteady: true }),
      /^one model is less steady .* 10 times smaller: it is 0\.0100, needed ≤ 0\.00500; add seeds$/,
    ],
  ])('%s', (_, measured, objection) => {
    const said = crossCheckCrossed(measured, 0.05);
    if (objection === null) expect(said).toBeNull();
    else expect(said).toMatch(objection);
  });
});

test('equivalence is held to the same', () => {
  expect(crossCheckCrossedEquivalence(found({ seedsEquivalencePValue: 0.06 }, 5), 0.05)).toMatch(
    /^not equivalent yet: 5 seeds are too few/,
  );
  expect(crossCheckCrossedEquivalence({ ...found(), studentised: studentised(0.06) }, 0.05)).toMatch(
    /^not equivalent yet: two tests disagree/,
  );
  expect(crossCheckCrossedEquivalence(found({ skewCorrectedEquivalencePValue: 0.06 }), 0.05)).toMatch(
    /^the t test alone says equivalent, but /,
  );
  expect(crossCheckCrossedEquivalence(found({ skewCorrectedEquivalencePValue: 0.04 }), 0.05)).toBeNull();
});

test('a bound is what the two one-sided tests of equivalence are made of', () => {
  for (const skewness of [-1, -0.3, 0, 0.4, 1]) {
    const measured = found({ skewness });
    const { difference, standardError, degreesOfFreedom } = measured;
    const estimate = { difference, standardError, degreesOfFreedom, skewness };
    const both = crossedEquivalence(estimate, { margin: 0.05, alpha: 0.05 }).skewCorrectedPValue;
    for (const level of [0.99 * both, 1.01 * both]) {
      const objections = [
        crossCheckCrossedBound(measured, 'above', -0.05, level),
        crossCheckCrossedBound(measured, 'below', 0.05, level),
      ];
      expect(objections.some((objection) => objection !== null)).toBe(level < both);
    }
  }
});
