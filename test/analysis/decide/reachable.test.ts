import { expect, test } from 'vitest';
import { analyseOnce } from '../../../src/analysis/decide/analyse.ts';
import { reachableDesign } from '../../../src/analysis/decide/reachable.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

test.each([
  // Three values never get below 2/27 = 0.074, and 1.5 × 0.05 is just above.
  { pairs: 3, comparisons: 1, fewest: null },
  { pairs: 2, comparisons: 1, fewest: 3 },
  { pairs: 3, comparisons: 2, fewest: 4 },
  // 2/256 = 0.0078 is above 1.5 × 0.005.
  { pairs: 4, comparisons: 10, fewest: 5 },
  { pairs: 5, comparisons: 60, fewest: null },
])('$pairs pairs for $comparisons comparisons: the fewest that could be significant are said', (design) => {
  const { pairs, comparisons, fewest } = design;
  const { looks, notice } = reachableDesign({
    looks: [pairs],
    alpha: 0.05,
    isOnce: true,
    comparisons,
    hasMargin: false,
  });
  expect(looks).toEqual([pairs]);
  if (fewest === null) expect(notice).toBeNull();
  else
    expect(notice).toMatch(
      new RegExp(`^${pairs} seed pairs are too few for a verdict .* You need at least ${fewest};`),
    );
});

test('what is called out of reach is: the largest difference in two pairs has no verdict', () => {
  const runs = [0, 1].flatMap((seed) => [
    record('baseline', seed, { metrics: { test: { accuracy: seed / 1e3 } } }),
    record('variant', seed, { metrics: { test: { accuracy: 1e6 } } }),
  ]);
  const [comparison] = analyseOnce(
    { experiment: 'two pairs', metrics: [metric('accuracy')], variants: ['variant'], alpha: 0.05 },
    runs,
  );
  expect(comparison).toMatchObject({ verdict: 'inconclusive' });
  expect(comparison?.difference === null ? 1 : comparison?.pValue).toBeLessThan(1e-6);
  expect(comparison?.difference === null ? '' : comparison?.reason).toMatch(/studentised bootstrap/);
});

test('what is called within reach is: a large difference in three pairs has a verdict', () => {
  const runs = [0, 1, 2].flatMap((seed) => [
    record('baseline', seed, { metrics: { test: { accuracy: 0.5 } } }),
    record('variant', seed, { metrics: { test: { accuracy: 0.9 + seed ** 2 / 1000 } } }),
  ]);
  const [comparison] = analyseOnce(
    { experiment: 'three pairs', metrics: [metric('accuracy')], variants: ['variant'], alpha: 0.05 },
    runs,
  );
  expect(comparison).toMatchObject({ verdict: 'improvement' });
});

test('first looks that cannot reach a verdict are not taken, and the others spend their error', () => {
  const all = { looks: [2, 3, 5, 8, 12, 20], alpha: 0.05, comparisons: 3, hasMargin: false };
  const { looks, notice } = reachableDesign(all);
  expect(looks).toEqual([8, 12, 20]);
  expect(notice).toMatch(/^No look at 2 or 3 or 5 pairs: .* The first look is at 8\.$/);
});

test('the default design keeps all of its looks, for twenty variants as for one', () => {
  const looks = [6, 8, 11, 14, 19, 25];
  for (const comparisons of [1, 20]) {
    expect(reachableDesign({ looks, alpha: 0.05, comparisons, hasMargin: false })).toMatchObject({
      looks,
      notice: null,
    });
  }
});

test('equivalence needs fewer pairs, since its tests are one-sided', () => {
  const design = { looks: [5, 7, 10, 13, 18, 25], alpha: 0.05, comparisons: 1 };
  expect(reachableDesign({ ...design, hasMargin: false }).looks[0]).toBe(7);
  expect(reachableDesign({ ...design, hasMargin: true }).looks[0]).toBe(5);
});

test('before training, fewer than five pairs are told what they find; five, and results that exist, are not', () => {
  const design = { alpha: 0.05, comparisons: 1, hasMargin: false };
  const told = (pairs: number) => reachableDesign({ ...design, looks: [pairs] }).notice;
  expect(told(2)).toMatch(/^2 seed pairs are too few/);
  expect(told(3)).toMatch(/^3 seeds .* find large differences only/);
  expect(told(4)).toMatch(/^4 seeds .* collapses under 1 seed in 5, 4 seeds miss it in 41 %/);
  expect(told(5)).toBeNull();
  expect(reachableDesign({ ...design, looks: [4], isOnce: true }).notice).toBeNull();
});
