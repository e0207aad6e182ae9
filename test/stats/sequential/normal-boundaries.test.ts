import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalBoundaries } from '../../../src/stats/sequential/normal-boundaries.ts';
import { exitProbabilities } from '../../support/exit-probabilities.ts';
import { hwangShihDeCani, kimDeMets, linear, obrienFleming, pocock } from '../../support/spending.ts';
import r from '../oracles/tests-r.json' with { type: 'json' };
import { expectClose } from '../support.ts';

const equalLooks = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const falseAlarms = (information: readonly number[], boundaries: readonly number[]) =>
  exitProbabilities({ information, boundaries }).reduce((sum, { upper, lower }) => sum + upper + lower, 0);

const SPENDING: Readonly<Record<string, (looks: readonly number[]) => readonly number[]>> = {
  'obrien-fleming': (looks) => obrienFleming(looks, 0.05),
  'hwang-shih-decani': (looks) => hwangShihDeCani(looks, -4),
  'kim-demets': (looks) => kimDeMets(looks, 2),
  pocock,
  linear,
};

describe('normal boundaries', () => {
  test.each(
    r.boundaries.flatMap(({ kind, cases }) =>
      cases.map(({ information, critical }) => [kind, information, critical] as const),
    ),
  )('of %s at %j agree with rpact', (kind, information, critical) => {
    const spent = SPENDING[kind]?.(information) ?? [];
    // rpact itself iterates to about 1e-6 of the error spent.
    normalBoundaries({ information, alpha: 0.05, spent }).forEach((value, look) => {
      expectClose(value, critical[look] as number, 3e-6);
    });
  });

  test('spend by another clock than information', () => {
    const information = [0.8, 0.9, 1];
    const spent = [0.25, 0.5, 1];
    const boundaries = normalBoundaries({ information, alpha: 0.05, spent });
    for (const [look, { upper }] of exitProbabilities({ information, boundaries }).entries()) {
      expectClose(upper, 0.025 * ((spent[look] ?? 0) - (spent[look - 1] ?? 0)), 1e-8);
    }
  });

  test('use up alpha, whatever the looks', () => {
    const looks = fc
      .uniqueArray(fc.integer({ min: 2, max: 100 }), { minLength: 1, maxLength: 6 })
      .map((each) => each.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        looks,
        fc.constantFrom('linear', 'kim-demets', 'pocock'),
        fc.constantFrom(0.2, 0.05, 0.001),
        (information, kind, alpha) => {
          const boundaries = normalBoundaries({
            information,
            alpha,
            spent: SPENDING[kind]?.(information) ?? [],
          });
          expectClose(falseAlarms(information, boundaries), alpha, 1e-9);
        },
      ),
      { numRuns: 30 },
    );
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
    const boundaries = looks.map(() => 1.959963984540054);
    expect(falseAlarms(looks, boundaries)).toBeCloseTo(rate, 4);
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
});
