import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialInterval } from '../../../src/stats/estimates/binomial-interval.ts';
import { disagreementLimit, testSetBudget } from '../../../src/stats/power/test-set-budget.ts';

describe('how many decisions a test set carries', () => {
  test.each([
    // Renggli et al. 2019, section 4.1: p = 0.1, 1 − δ = 0.9999 of which the test of p takes half, ε = 0.01.
    [29_048, 'independent', 32],
    [67_720, 'adaptive', 32],
  ] as const)('is the 32 of the paper with %d examples, decisions being %s', (examples, kind, steps) => {
    const design = { disagreement: 0.1, tolerance: 0.01, failure: 0.0001 / 2, outcomes: 2 };
    expect(testSetBudget({ ...design, examples })[kind]).toBe(steps);
    expect(testSetBudget({ ...design, examples: examples - 100 })[kind]).toBeLessThan(steps);
  });

  test('is none where the examples do not even carry a single decision', () => {
    expect(
      testSetBudget({ examples: 500, disagreement: 1, tolerance: 0.05, failure: 0.05, outcomes: 4 }),
    ).toEqual({
      independent: 0,
      adaptive: 0,
    });
  });

  test('has no end where the models never differ', () => {
    const { independent, adaptive } = testSetBudget({
      examples: 1,
      disagreement: 0,
      tolerance: 0.05,
      failure: 0.05,
      outcomes: 4,
    });
    expect([independent, adaptive]).toEqual([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  });

  test('a decision with four outcomes costs ln 4: half as many as of those that pass or fail', () => {
    // left = n d h(ε/d) + ln(δ/2) with Bennett's h, at the limit of d that 400 of 2,000 differing examples leave:
    // scipy: d = beta.ppf(0.975, 401, 1600) = 0.21822; u = 0.05/d; 2000*d*((1+u)*log1p(u)-u) + log(0.025/2) = 6.288;
    // 6.288 / ln 2 = 9.07, 6.288 / ln 4 = 4.54, 6.288 / ln 16 = 2.27.
    const disagreement = disagreementLimit({ examples: 2000, disagreement: 0.2, failure: 0.025 });
    const design = { examples: 2000, disagreement, tolerance: 0.05, failure: 0.025 };
    const carried = [2, 4, 16].map((outcomes) => testSetBudget({ ...design, outcomes }).adaptive);
    expect(carried).toEqual([9, 4, 2]);
  });

  test('holds all adaptive decisions at once: as many events as answers before each of them, and more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.integer({ min: 50, max: 20_000 }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        (outcomes, examples, disagreement) => {
          const design = { examples, disagreement, tolerance: 0.05, failure: 0.025, outcomes };
          const { independent, adaptive } = testSetBudget(design);
          if (independent === Number.MAX_SAFE_INTEGER) return;
          // One decision before any answer, k after the first, k² after the second, …: none of them may be missed.
          const events = Array.from({ length: adaptive }, (_, earlier) => outcomes ** earlier);
          expect(events.reduce((sum, some) => sum + some, 0)).toBeLessThanOrEqual(independent);
          expect(outcomes ** (adaptive + 1)).toBeGreaterThan(independent);
        },
      ),
    );
  });

  test('grows with the examples, the tolerance and the risk, and shrinks with the disagreement', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        share,
        share,
        share,
        (examples, disagreement, tolerance, failure) => {
          const at = (change: object) =>
            testSetBudget({ examples, disagreement, tolerance, failure, outcomes: 4, ...change });
          const { independent, adaptive } = at({});
          expect(adaptive).toBeLessThanOrEqual(independent);
          for (const change of [
            { examples: 2 * examples },
            { tolerance: tolerance + 0.005 },
            { failure: failure + 0.005 },
            { disagreement: disagreement / 2 },
          ])
            expect(at(change).adaptive).toBeGreaterThanOrEqual(adaptive);
        },
      ),
    );
  });

  test('takes no luck of a few examples for a promise: none that differ may still mean a share that does', () => {
    // scipy.stats.beta.ppf(0.975, 1, 100), and (0.975, 2, 99).
    const limit = (disagreement: number) =>
      disagreementLimit({ examples: 100, disagreement, failure: 0.025 });
    expect(limit(0)).toBeCloseTo(0.03621669264517641, 10);
    expect(limit(0.01)).toBeCloseTo(0.054459385392080645, 10);
    const design = { examples: 100, tolerance: 0.05, failure: 0.025, outcomes: 4 };
    expect(testSetBudget({ ...design, disagreement: limit(0) })).toEqual({ independent: 0, adaptive: 0 });
  });

  test('bounds a mean over seed pairs by the next whole count, and an unknown share by one', () => {
    const limit = (disagreement: number) => disagreementLimit({ examples: 50, disagreement, failure: 0.05 });
    expect(limit(0.033)).toBe(limit(0.04));
    // 0.14 of 50 is 7.000000000000001 in doubles.
    expect(limit(0.14)).toBe(binomialInterval(7, 50, { level: 0.9 }).high);
    expect(limit(1)).toBe(1);
  });
});
