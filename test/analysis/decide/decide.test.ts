import { describe, expect, test } from 'vitest';
import { compareArms } from '../../../src/analysis/compare/compare-models.ts';
import { decideAll } from '../../../src/analysis/decide/decide.ts';
import { SINGLE_LOOK } from '../../../src/analysis/decide/levels.ts';

const NOISE = [0.011, -0.007, 0.004, -0.012, 0.009, -0.003, 0.006, -0.008];

function comparison(
  shift: number,
  more: {
    margin?: number | null;
    role?: 'primary' | 'secondary';
    noise?: readonly number[];
    variant?: string;
  } = {},
) {
  const { margin = null, role = 'primary', noise = NOISE, variant = 'v' } = more;
  return compareArms({
    variant,
    metric: 'm',
    role,
    direction: 'maximize',
    margin,
    alpha: 0.05,
    plannedLevel: 0.05,
    baseline: noise.map((_, index) => ({ seed: index, value: 0.5 + 0.01 * index })),
    candidate: noise.map((value, index) => ({ seed: index, value: 0.5 + 0.01 * index + shift + value })),
  });
}

function decideOnce(...comparisons: Array<ReturnType<typeof comparison>>) {
  const items = comparisons.flatMap((measurement) =>
    measurement.verdict === null ? [{ measurement, levels: SINGLE_LOOK }] : [],
  );
  const primaries = items.filter(({ measurement }) => measurement.role === 'primary').length;
  return decideAll(items, 0.05, primaries);
}

const verdicts = (...comparisons: Array<ReturnType<typeof comparison>>) =>
  decideOnce(...comparisons).map(({ verdict }) => verdict);

describe('a verdict', () => {
  test.each([
    ['improvement', 0.05, 0.01],
    ['regression', -0.05, 0.01],
    ['equivalent', 0.001, 0.02],
    ['inconclusive', 0.004, 0.005],
    ['inconclusive', 0.001, null],
  ])('is %s at a shift of %d and a margin of %d', (verdict, shift, margin) => {
    expect(verdicts(comparison(shift, { margin }))).toEqual([verdict]);
  });

  test('is equivalent inside the margins even where the difference is significant', () => {
    const [decided] = decideOnce(comparison(0.015, { margin: 0.05 }));
    expect(decided).toMatchObject({ verdict: 'equivalent' });
    if (decided?.difference == null) throw new Error('not measured');
    expect(decided.pValueAdjusted).toBeLessThan(0.05);
  });

  test('of many variants has an equal part of alpha: what one alone would show is withheld', () => {
    expect(verdicts(comparison(0.0085))).toEqual(['improvement']);
    const crowd = Array.from({ length: 9 }, (_, index) =>
      comparison(0.0001 * index, { variant: `v${index}` }),
    );
    expect(verdicts(comparison(0.0085), ...crowd)[0]).toBe('inconclusive');
  });

  test('of a secondary metric is not adjusted and adjusts nothing', () => {
    const secondary = Array.from({ length: 9 }, () => comparison(0.001, { role: 'secondary' }));
    const [primary, first] = decideOnce(comparison(0.0085), ...secondary);
    expect(primary?.verdict).toBe('improvement');
    expect(first).toMatchObject({ role: 'secondary', pValueAdjusted: null });
  });

  test('is withheld where the sign-flip test disagrees, and says so', () => {
    // Seven pairs that gain and one that loses as much: t = 3 with 7 degrees of freedom. Of the 256 ways to flip the
    // signs, 18 give a sum as far from 0: all signs alike, or all but one.
    const [decided] = decideOnce(comparison(0, { noise: [-1, 1, 1, 1, 1, 1, 1, 1] }));
    if (decided?.difference == null) throw new Error('not measured');
    expect(decided.pValue).toBeCloseTo(0.019942, 6);
    expect(decided.signFlip?.pValue).toBe(18 / 256);
    expect(decided).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('sign-flip'),
    });
  });

  test.each([null, 0.01])('is none of identical arms, with a margin of %s', (margin) => {
    expect(comparison(0, { margin, noise: NOISE.map(() => 0) })).toMatchObject({
      verdict: 'inconclusive',
      cause: 'identical',
    });
  });
});
