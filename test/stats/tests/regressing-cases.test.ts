import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { fisherOneSided, hypergeometric } from '../../../src/stats/tests/fisher-exact.ts';
import {
  type CasePasses,
  regressingCases,
  repeatsThatShow,
} from '../../../src/stats/tests/regressing-cases.ts';
import '../../support/seeded-properties.ts';

const ALPHA = 0.05;
const times = (count: number, passes: CasePasses) => Array.from({ length: count }, () => passes);
const same = (repeats: number) => ({ baseline: repeats, variant: repeats });

// scipy.stats.fisher_exact([[a, b - a], [c, d - c]], alternative='greater')
test.each([
  [8, 10, 1, 10, 0.002738747320790664],
  [3, 3, 0, 3, 0.05],
  [5, 5, 1, 5, 0.02380952380952381],
  [10, 10, 6, 10, 0.04334365325077399],
  [7, 12, 3, 9, 0.24493927125506074],
])('%i of %i against %i of %i, one-sided', (a, b, c, d, expected) => {
  expect(fisherOneSided({ passed: a, of: b }, { passed: c, of: d })).toBeCloseTo(expected, 12);
});

describe('worked by hand', () => {
  test('three repeats show one case that never passes any more: 1/20', () => {
    const found = regressingCases(
      [{ baseline: 3, variant: 0 }, ...times(50, { baseline: 3, variant: 3 })],
      same(3),
      ALPHA,
    );
    expect(found).toEqual({ shown: [0], among: [0], atLeast: 1 });
  });

  test('one case that is as flaky makes it 1 − 0.95²', () => {
    const cases = [
      { baseline: 3, variant: 0 },
      { baseline: 1, variant: 2 },
    ];
    expect(regressingCases(cases, same(3), ALPHA)).toEqual({ shown: [], among: [0], atLeast: 0 });
    expect(regressingCases(cases, same(3), 0.0976).atLeast).toBe(1);
  });

  test('three of three beside two flaky ones: chance takes one, two of four are too many', () => {
    const cases = [...times(3, { baseline: 3, variant: 0 }), ...times(2, { baseline: 2, variant: 1 })];
    // P(Bin(4, 1/20) ≥ 2) = 0.014; P(Bin(3, 1/20) ≥ 1) = 0.143
    expect(regressingCases(cases, same(3), ALPHA)).toEqual({ shown: [], among: [0, 1, 2], atLeast: 2 });
  });

  test('one repeat is the sign test', () => {
    const cases = [...times(8, { baseline: 1, variant: 0 }), { baseline: 0, variant: 1 }];
    // P(Bin(6, 1/2) ≥ 5) = 0.109; P(Bin(7, 1/2) ≥ 6) = 0.0625; P(Bin(8, 1/2) ≥ 7) = 0.035
    expect(regressingCases(cases, same(1), ALPHA).atLeast).toBe(2);
  });

  test('cases that share their noise are judged one by one', () => {
    const cases = times(3, { baseline: 3, variant: 0 });
    expect(regressingCases(cases, same(3), ALPHA).atLeast).toBe(3);
    expect(regressingCases(cases, same(3), ALPHA, false).atLeast).toBe(0);
    expect(regressingCases(times(3, { baseline: 5, variant: 0 }), same(5), ALPHA, false).atLeast).toBe(3);
  });

  test('repeats that show one case among others', () => {
    // C(6, 3) = 20, C(8, 4) = 70, C(10, 5) = 252, C(12, 6) = 924
    expect([0, 2, 11, 45, 46].map((others) => repeatsThatShow(others, ALPHA))).toEqual([3, 4, 5, 6, 7]);
  });
});

/** Every way in which the cases without a change can fall, with its exact chance given all totals. */
test('names a case without a change, or counts too many, with at most the chance alpha, whatever the others do', () => {
  const world = fc.record({
    baseline: fc.integer({ min: 1, max: 5 }),
    variant: fc.integer({ min: 1, max: 5 }),
    unchanged: fc.array(fc.nat(99), { minLength: 1, maxLength: 6 }),
    changed: fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 3 }),
    alpha: fc.constantFrom(0.01, 0.05, 0.2),
  });
  fc.assert(
    fc.property(world, ({ baseline, variant, unchanged, changed, alpha }) => {
      const repeats = { baseline, variant };
      const totals = unchanged.map((number) => number % (baseline + variant + 1));
      const others = changed.map(([a, b]) => ({ baseline: a % (baseline + 1), variant: b % (variant + 1) }));
      const splits = totals.map((total) => {
        const least = Math.max(0, total - variant);
        const most = Math.min(total, baseline);
        return Array.from({ length: most - least + 1 }, (_, at) => least + at).map((passed) => ({
          passes: { baseline: passed, variant: total - passed },
          chance: hypergeometric({ passed, of: baseline }, { passed: total - passed, of: variant }),
        }));
      });
      let wrong = 0;
      const visit = (at: number, cases: readonly CasePasses[], chance: number): void => {
        const ways = splits[at];
        if (ways === undefined) {
          const { shown, among, atLeast } = regressingCases([...cases, ...others], repeats, alpha);
          const real = among.filter((index) => index >= totals.length).length;
          if (shown.some((index) => index < totals.length) || atLeast > real) wrong += chance;
          return;
        }
        // All splits but the whole one are alike to the test.
        const [last] = ways.slice(-1);
        const isWhole = last?.passes.baseline === baseline;
        const rest = isWhole ? 1 - last.chance : 1;
        if (isWhole && last !== undefined) visit(at + 1, [...cases, last.passes], chance * last.chance);
        const [first] = ways;
        if (first !== undefined && rest > 1e-12) visit(at + 1, [...cases, first.passes], chance * rest);
      };
      visit(0, [], 1);
      expect(wrong).toBeLessThanOrEqual(alpha * (1 + 1e-6));
    }),
    { numRuns: 400 },
  );
});

test('the rate of false alarms over worlds of cases, and what is found', () => {
  const worlds: ReadonlyArray<readonly [cases: number, repeats: number, runs: number]> = [
    [50, 1, 300],
    [50, 3, 300],
    [200, 5, 150],
    [2000, 3, 30],
  ];
  let alarms = 0;
  let runs = 0;
  let found = 0;
  for (const [cases, repeats, count] of worlds) {
    const random = createRandom('regressing cases', cases, repeats);
    const passes = (share: number) =>
      Array.from({ length: repeats }, () => random() < share).filter(Boolean).length;
    for (let run = 0; run < count; run++) {
      const shares = Array.from({ length: cases }, (_, at) => (at < 0.7 * cases ? 1 : random()));
      const unchanged = shares.map((share) => ({ baseline: passes(share), variant: passes(share) }));
      if (regressingCases(unchanged, same(repeats), ALPHA).atLeast > 0) alarms++;
      const worse = unchanged.map((one, at) => (at < 4 ? { ...one, variant: 0 } : one));
      if (repeats === 5 && regressingCases(worse, same(repeats), ALPHA).atLeast === 4) found++;
      runs++;
    }
  }
  expect(alarms / runs).toBeLessThan(ALPHA + 3 * Math.sqrt((ALPHA * 0.95) / runs));
  expect(found).toBeGreaterThan(120);
}, 60_000);
