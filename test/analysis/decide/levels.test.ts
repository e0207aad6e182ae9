import { describe, expect, test } from 'vitest';
import { crossedLevels, sequentialLevels, summariseLooks } from '../../../src/analysis/decide/levels.ts';
import { planLooks } from '../../../src/plan/runs/plan-looks.ts';

const LOOKS = planLooks({ kind: 'sequential', min: 5, max: 20 });

describe('the levels of a sequential design', () => {
  test('rise from look to look and spend all of alpha', () => {
    const looks = summariseLooks(LOOKS, 0.05, 2);
    const levels = looks.map(({ significanceLevel }) => significanceLevel);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(looks.at(-1)?.spent).toBeCloseTo(0.05, 10);
    // Kim and DeMets: (5 / 20) ^ 3 of alpha
    expect(looks[0]?.spent).toBeCloseTo(0.05 * 0.25 ** 3, 10);
    expect(looks.map(({ taken }) => taken)).toEqual([true, true, false, false, false, false]);
  });

  test('rise with the share of alpha, as the step-down procedure needs', () => {
    for (let look = 1; look <= LOOKS.length; look += 1) {
      const levels = sequentialLevels(LOOKS.slice(0, look), LOOKS);
      expect(levels.difference(0.05)).toBeGreaterThan(levels.difference(0.025));
    }
  });

  test('take the pairs that there are where runs have failed', () => {
    const planned = sequentialLevels([5, 7], LOOKS).difference(0.05);
    const fewer = sequentialLevels([4, 6], LOOKS).difference(0.05);
    expect(fewer).toBeLessThan(planned);
    expect(sequentialLevels([5, 7, 9, 11, 15, 19], LOOKS).boundaries(0.05)?.at(-1)?.spent).toBeCloseTo(
      0.05,
      10,
    );
  });
});

describe('the levels of a test over seeds and examples', () => {
  const of = (example: number, counts: readonly number[] = LOOKS) =>
    crossedLevels(counts, LOOKS, { components: { seed: 0.1, example, rest: 1 }, examples: 100 });

  test('are those of seeds alone where examples make nothing of the variance, and rise with what they make', () => {
    const alone = sequentialLevels(LOOKS.slice(0, 3), LOOKS);
    const [none, some, most] = [0, 1, 1000].map((example) => of(example, LOOKS.slice(0, 3)));
    expect(none?.difference(0.05)).toBe(alone.difference(0.05));
    expect(some?.difference(0.05)).toBeGreaterThan(alone.difference(0.05));
    expect(most?.difference(0.05)).toBeGreaterThan(some?.difference(0.05) ?? 1);
    expect(most?.crossed?.exampleShare).toBe(0.9);
  });

  test('take the pairs that there are where runs have failed', () => {
    const { crossed } = of(1, [5, 6]);
    expect(crossed?.looks(0.05).map(({ pairs }) => pairs)).toEqual([5, 6, 9, 11, 15, 20]);
  });
});
