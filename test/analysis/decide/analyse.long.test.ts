import { expect, test } from 'vitest';
import { startAnalysis } from '../../../src/analysis/decide/analyse.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';
import { metric } from '../metric.ts';

test('an interval of a verdict that was held back at an earlier look holds its own estimate and covers the truth', () => {
  // Ten standard deviations: t is beyond its boundary at once, and the studentised bootstrap wants to see more pairs.
  const truth = 0.1;
  let heldBack = 0;
  let missed = 0;
  const experiments = 40;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const random = createRandom('held back', experiment);
    const all = Array.from({ length: 11 }, (_, seed) => {
      const base = 0.5 + 0.01 * randomNormal(random);
      const noise = 0.01 * randomNormal(random);
      return [
        record('baseline', seed, { metrics: { test: { accuracy: base } } }),
        record('v', seed, { metrics: { test: { accuracy: base + truth + noise } } }),
      ];
    });
    const looks = [6, 8, 11];
    const analysis = startAnalysis({
      experiment: `held back ${experiment}`,
      metrics: [metric('accuracy')],
      variants: ['v'],
      alpha: 0.05,
      looks: [...looks, 14, 19, 25],
    });
    for (const [look, pairs] of looks.entries()) {
      const { comparisons, undecided } = analysis.takeLook(all.slice(0, pairs).flat(), look);
      if (undecided.length > 0) continue;
      const [comparison] = comparisons;
      if (comparison === undefined || comparison.difference === null) throw new Error('not measured');
      const { low, high } = comparison.interval;
      expect(low).toBeLessThan(comparison.difference);
      expect(high).toBeGreaterThan(comparison.difference);
      if (truth < low || truth > high) missed++;
      if (look > 0) {
        heldBack++;
        expect(comparison.estimate).toBe(comparison.difference);
      }
      break;
    }
  }
  expect(heldBack).toBeGreaterThan(5);
  // 5 % of 40 are 2; six or more are as unlikely as one in a hundred.
  expect(missed).toBeLessThan(6);
});
