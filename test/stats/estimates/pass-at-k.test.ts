import { describe, expect, test } from 'vitest';
import { allOfK, anyOfK } from '../../../src/stats/estimates/pass-at-k.ts';

/** `estimator(n, c, k)` of HumanEval: 1 − Π (1 − k/i) for i from n − c + 1 to n. */
function humanEval(n: number, c: number, k: number): number {
  if (n - c < k) return 1;
  let product = 1;
  for (let i = n - c + 1; i <= n; i++) product *= 1 - k / i;
  return 1 - product;
}

const designs = [1, 2, 3, 5, 10, 200].flatMap((answers) =>
  [0, 1, 2, Math.floor(answers / 2), answers - 1, answers]
    .filter((passed) => passed >= 0 && passed <= answers)
    .flatMap((passed) => [1, 2, 3, answers].filter((k) => k <= answers).map((k) => ({ answers, passed, k }))),
);

test("pass@k is HumanEval's estimator, and pass^k that of failures", () => {
  for (const { answers, passed, k } of designs) {
    expect(anyOfK({ answers, passed }, k)).toBeCloseTo(humanEval(answers, passed, k), 12);
    expect(allOfK({ answers, passed }, k)).toBeCloseTo(1 - humanEval(answers, answers - passed, k), 12);
  }
});

test('known shares of choices', () => {
  expect(allOfK({ answers: 5, passed: 4 }, 2)).toBeCloseTo(6 / 10, 14);
  expect(anyOfK({ answers: 5, passed: 1 }, 2)).toBeCloseTo(4 / 10, 14);
  expect(allOfK({ answers: 8, passed: 6 }, 4)).toBeCloseTo(15 / 70, 14);
  expect(anyOfK({ answers: 200, passed: 1 }, 100)).toBeCloseTo(0.5, 12);
});

test('both are unbiased for every chance to pass', () => {
  const answers = 6;
  for (const chance of [0, 0.1, 0.5, 0.9, 1])
    for (const k of [1, 2, 4, 6]) {
      const expected = (score: typeof allOfK) =>
        Array.from({ length: answers + 1 }, (_, passed) => {
          const ways = choose(answers, passed);
          return ways * chance ** passed * (1 - chance) ** (answers - passed) * score({ answers, passed }, k);
        }).reduce((sum, one) => sum + one, 0);
      expect(expected(allOfK)).toBeCloseTo(chance ** k, 12);
      expect(expected(anyOfK)).toBeCloseTo(1 - (1 - chance) ** k, 12);
    }
});

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}

describe('refused', () => {
  test.each([
    [{ answers: 2, passed: 1 }, 3],
    [{ answers: 2, passed: 3 }, 1],
    [{ answers: 2, passed: 1 }, 0],
    [{ answers: 2, passed: 0.5 }, 1],
  ])('%j, k = %d', (counts, k) => {
    expect(() => allOfK(counts, k)).toThrow('pass^k requires');
  });
});
