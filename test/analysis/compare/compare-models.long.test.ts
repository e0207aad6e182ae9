import { expect, test } from 'vitest';
import { compareArms } from '../../../src/analysis/compare/compare-models.ts';
import type { SeedValue } from '../../../src/analysis/compare/samples.ts';
import { decideAll } from '../../../src/analysis/decide/decide.ts';
import { SINGLE_LOOK } from '../../../src/analysis/decide/levels.ts';
import { createRandom } from '../../../src/stats/random.ts';

const bySeed = (values: readonly number[], first: number): SeedValue[] =>
  values.map((value, index) => ({ seed: first + index, value }));

const REQUEST = {
  variant: 'v',
  metric: 'm',
  role: 'primary',
  direction: 'maximize',
  margin: null,
  alpha: 0.05,
  plannedLevel: 0.05,
} as const;

test('arms that share no seed claim no more than alpha where three runs meet twenty of the same skewed law', () => {
  const random = createRandom('small arm against a large one');
  const draw = (runs: number) => Array.from({ length: runs }, () => -Math.log(1 - random()));
  const count = { welch: 0, verdict: 0 };
  const repetitions = 400;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const baseline = bySeed(draw(20), 1);
    const measurement = compareArms({ ...REQUEST, baseline, candidate: bySeed(draw(3), 100) });
    if (measurement.verdict !== null) throw new Error('not measured');
    const [decided] = decideAll([{ measurement, levels: SINGLE_LOOK }], 0.05, 1);
    if (measurement.pValue <= 0.05) count.welch++;
    if (decided?.verdict === 'improvement' || decided?.verdict === 'regression') count.verdict++;
  }
  // Welch's test alone claims a difference in some 13 % of cases; the permutation test is exact here.
  expect(count.welch / repetitions).toBeGreaterThan(0.09);
  expect(count.verdict / repetitions).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / repetitions));
});
