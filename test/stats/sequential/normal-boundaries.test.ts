import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalBoundaries } from '../../../src/stats/sequential/normal-boundaries.ts';
import type { Spending } from '../../../src/stats/sequential/spending.ts';
import { exitProbabilities } from '../../support/exit-probabilities.ts';
import r from '../oracles/tests-r.json' with { type: 'json' };
import { expectClose } from '../support.ts';

const equalLooks = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const falseAlarms = (information: readonly number[], boundaries: readonly number[]) =>
  exitProbabilities({ information, boundaries }).reduce((sum, { upper, lower }) => sum + upper + lower, 0);

describe('normal boundaries', () => {
  test.each(
    r.boundaries.flatMap(({ cases, ...spending }) =>
      cases.map((each) => [spending as Spending, each.information, each.critical] as const),
    ),
  )('of %j at %j agree with rpact', (spending, information, critical) => {
    const boundaries = normalBoundaries({ information, alpha: 0.05, spending });
    // rpact itself iterates to about 1e-6 of the error spent.
    boundaries.forEach((value, look) => {
      expectClose(value, critical[look] as number, 3e-6);
    });
  });

  test('spend by fractions of another clock when they are given one', () => {
    const information = [0.8, 0.9, 1];
    const fractions = [0.25, 0.5, 1];
    const spending = { kind: 'linear' } as const;
    const boundaries = normalBoundaries({ information, alpha: 0.05, spending, fractions });
    const exits = exitProbabilities({ information, boundaries });
    for (const [look, { upper }] of exits.entries()) {
      expectClose(upper, 0.025 * ((fractions[look] ?? 0) - (fractions[look - 1] ?? 0)), 1e-8);
    }
  });

  test.each([
    [{ kind: 'obrien-fleming' }, [3.7103, 2.5114, 1.993]],
    [{ kind: 'obrien-fleming' }, [4.8769, 3.357, 2.6803, 2.2898, 2.031]],
    [{ kind: 'pocock' }, [2.157, 2.201]],
    [{ kind: 'pocock' }, [2.2794, 2.2949, 2.2959]],
    [{ kind: 'pocock' }, [2.438, 2.4268, 2.4102, 2.3966, 2.386]],
    [{ kind: 'hwang-shih-decani', shape: -4 }, [3.2527, 2.986, 2.6917, 2.3737, 2.0253]],
  ] as Array<[Spending, number[]]>)('of %j are the published %j', (spending, published) => {
    const boundaries = normalBoundaries({ information: equalLooks(published.length), alpha: 0.05, spending });
    boundaries.forEach((value, look) => {
      expect(Math.abs(value - (published[look] as number))).toBeLessThan(1.01e-4);
    });
  });

  test('use up alpha, whatever the looks', () => {
    const looks = fc
      .uniqueArray(fc.integer({ min: 2, max: 100 }), { minLength: 1, maxLength: 6 })
      .map((each) => each.sort((a, b) => a - b));
    const kinds = fc.constantFrom<Spending>(
      { kind: 'obrien-fleming' },
      { kind: 'linear' },
      { kind: 'kim-demets', shape: 3 },
    );
    fc.assert(
      fc.property(looks, kinds, fc.constantFrom(0.2, 0.05, 0.001), (information, spending, alpha) => {
        const boundaries = normalBoundaries({ information, alpha, spending });
        expectClose(falseAlarms(information, boundaries), alpha, 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test('refuses looks that do not rise', () => {
    const plan = { alpha: 0.05, spending: { kind: 'linear' } as const };
    expect(() => normalBoundaries({ ...plan, information: [] })).toThrow('requires at least one look');
    expect(() => normalBoundaries({ ...plan, information: [2, 2] })).toThrow('2 is followed by 2');
  });
});

describe('exit probabilities', () => {
  test.each([
    [2, 0.0831],
    [3, 0.1073],
    [4, 0.1262],
    [5, 0.1417],
    [10, 0.1934],
  ])('peeking %d times at 0.05 gives %d', (count, rate) => {
    const looks = equalLooks(count);
    expect(
      falseAlarms(
        looks,
        looks.map(() => 1.959963984540054),
      ),
    ).toBeCloseTo(rate, 4);
  });

  test('a drift is found on its own side, and mirrored drifts mirror', () => {
    const plan = { information: [5, 10, 20], boundaries: [2.8, 2.5, 2.1] };
    const up = exitProbabilities({ ...plan, drift: 0.8 });
    const down = exitProbabilities({ ...plan, drift: -0.8 });
    up.forEach(({ upper, lower }, look) => {
      expectClose(down[look]?.lower as number, upper, 1e-10);
      expectClose(down[look]?.upper as number, lower, 1e-10);
    });
    expect(up.reduce((sum, { upper }) => sum + upper, 0)).toBeGreaterThan(0.9);
  });

  test('one look is the plain normal test', () => {
    const [only] = exitProbabilities({ information: [7], boundaries: [1.959963984540054], drift: 0 });
    expectClose(only?.upper as number, 0.025, 1e-12);
  });
});
