import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testSetBudget } from '../../src/stats/test-set-budget.ts';

describe('how many decisions a test set carries', () => {
  test.each([
    // Renggli et al. 2019, section 4.1: p = 0.1, 1 − δ = 0.9999 of which the test of p takes half, ε = 0.01.
    [29_048, 'independent', 32],
    [67_720, 'adaptive', 32],
  ] as const)('is the 32 of the paper with %d examples, decisions being %s', (examples, kind, steps) => {
    const design = { disagreement: 0.1, tolerance: 0.01, failure: 0.0001 / 2 };
    expect(testSetBudget({ ...design, examples })[kind]).toBe(steps);
    expect(testSetBudget({ ...design, examples: examples - 100 })[kind]).toBeLessThan(steps);
  });

  test('is none where the examples do not even carry a single decision', () => {
    expect(testSetBudget({ examples: 500, disagreement: 1, tolerance: 0.05, failure: 0.05 })).toEqual({
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
    });
    expect([independent, adaptive]).toEqual([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
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
            testSetBudget({ examples, disagreement, tolerance, failure, ...change });
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

  test('needs an example to count', () => {
    expect(() => testSetBudget({ examples: 0, disagreement: 1, tolerance: 0.05, failure: 0.05 })).toThrow(
      'testSetBudget requires at least one example, but examples is 0',
    );
  });
});
