import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criticalDifference, groupsOf } from '../../../../src/report/page/charts/critical-difference.ts';
import { performanceProfile } from '../../../../src/report/page/charts/performance-profile.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { better } from '../../../support/samples.ts';

const MODELS = ['baseline', 'a', 'b', 'c'];
const TASKS = {
  question: 'these-tasks' as const,
  scale: 'metric' as const,
  names: ['wine', 'rte'],
  leftOut: [],
  areWhole: true,
  level: 0.975,
  results: [],
  aggregates: [
    {
      metric: 'macro_f1',
      interquartileMeans: [],
      probabilitiesOfImprovement: [],
      ranks: {
        models: MODELS.map((model, at) => ({ model, averageRank: 4 - 0.9 * at })),
        friedman: { statistic: 12, degreesOfFreedom: 3, pValue: 0.007 },
        criticalDifference: 1.2,
      },
      wilcoxon: [],
    },
  ],
};

test('bars join neighbours within the critical difference, and none lies within another', () => {
  const rank = fc.double({ min: 1, max: 12, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(rank, { minLength: 2, maxLength: 12 }),
      fc.double({ min: 0.1, max: 6, noNaN: true }),
      (ranks, most) => {
        const sorted = ranks.sort((a, b) => a - b).map((one) => ({ rank: one }));
        const groups = groupsOf(sorted, most).map(
          ([first, last]) => [sorted.indexOf(first), sorted.indexOf(last)] as const,
        );
        const joined = (i: number, j: number) => groups.some(([first, last]) => first <= i && j <= last);
        for (let i = 0; i < sorted.length; i++)
          for (let j = i + 1; j < sorted.length; j++)
            expect(joined(i, j)).toBe((sorted[j]?.rank ?? 0) - (sorted[i]?.rank ?? 0) < most);
        for (const [first, last] of groups)
          expect(groups.filter(([one, other]) => one <= first && last <= other)).toHaveLength(1);
      },
    ),
  );
});

test('ranks of a result are drawn, with their numbers in words', () => {
  const view = viewOf({ ...better, tasks: TASKS });
  const ranks = criticalDifference(view);
  expect(ranks?.svg).toContain('c 1.30, b 2.20, a 3.10, baseline 4.00; critical difference 1.20');
  expect(JSON.stringify(ranks?.legend)).toContain('0.0070');
  expect(String(ranks?.svg).match(/class="alike"/g)).toHaveLength(1);
});

test('a result without them has no such picture', () => {
  const view = viewOf(better);
  expect([criticalDifference(view), performanceProfile(view)]).toEqual([null, null]);
});
