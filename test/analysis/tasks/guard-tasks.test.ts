import { expect, test } from 'vitest';
import type { Comparison, MeasuredComparison } from '../../../src/analysis/compare/comparison.ts';
import { guardTasks } from '../../../src/analysis/tasks/guard-tasks.ts';
import type { Tasks } from '../../../src/analysis/tasks/task-results.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { levelOfOne } from '../../../src/stats/tasks/simultaneous.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { better } from '../../support/samples.ts';

const [sample] = better.comparisons;

function comparison(more: Partial<MeasuredComparison>): MeasuredComparison {
  if (sample === undefined || sample.difference === null) throw new Error('not measured');
  return { ...sample, ...more };
}

const MARGIN = 0.01;
const ALPHA = 0.05;

function tasksOf(comparisons: readonly Comparison[]): Tasks {
  const names = comparisons.map((_, at) => `task-${at}`);
  return {
    question: 'these-tasks',
    scale: 'metric',
    names,
    leftOut: [],
    areWhole: true,
    level: levelOfOne(1 - ALPHA, names.length),
    results: comparisons.map((one, at) => ({ task: `task-${at}`, comparisons: [one], values: {} })),
  };
}

const statusesOf = (tasks: Tasks) => tasks.results.map(({ comparisons }) => comparisons[0]?.guard?.status);
const between = (low: number, high: number) =>
  comparison({ interval: { level: 0.99, low, high, method: 'student-t' } });

test('a task is shown above the margin, worse below it, and open where the interval has it', () => {
  const tasks = tasksOf([
    between(-0.009, 0.01),
    between(-0.02, 0.01),
    between(-0.02, -0.011),
    between(-MARGIN, 0.01),
  ]);
  const guard = { 'no-worse-than': MARGIN, allow: [] };
  expect(statusesOf(guardTasks(tasks, guard))).toEqual(['shown', 'not-shown', 'worse', 'not-shown']);
  const allowed = guardTasks(tasks, { ...guard, allow: ['task-1', 'task-2'] });
  expect(statusesOf(allowed)).toEqual(['shown', undefined, undefined, 'not-shown']);
});

test('equal runs hold; a task that cannot be tested does not', () => {
  const impossible = (cause: 'identical' | 'constant') =>
    ({
      variant: 'head',
      metric: 'accuracy',
      role: 'primary',
      pairing: 'seed',
      verdict: 'inconclusive',
      reason: 'r',
      cause,
      difference: null,
    }) as const;
  const tasks = tasksOf([impossible('identical'), impossible('constant')]);
  expect(statusesOf(guardTasks(tasks, { 'no-worse-than': MARGIN, allow: [] }))).toEqual([
    'shown',
    'not-shown',
  ]);
});

test.each([3, 12, 50])(
  'of %i tasks that lose the margin, any is shown to hold in at most 2.5 % of worlds',
  (count) => {
    const worlds = 500;
    const random = createRandom('guarded tasks', count);
    let passed = 0;
    for (let world = 0; world < worlds; world++) {
      const comparisons = Array.from({ length: count }, (_, at) => {
        const sd = 0.002 * (1 + (at % 5));
        const differences = Array.from({ length: 8 }, () => -MARGIN + sd * randomNormal(random));
        const {
          mean: difference,
          standardError,
          degreesOfFreedom,
          interval,
        } = pairedT(differences, {
          level: levelOfOne(1 - ALPHA, count),
        });
        return comparison({
          difference,
          standardError,
          degreesOfFreedom,
          interval: { ...interval, method: 'student-t' },
        });
      });
      if (
        statusesOf(guardTasks(tasksOf(comparisons), { 'no-worse-than': MARGIN, allow: [] })).includes('shown')
      )
        passed++;
    }
    // Three standard errors above 2.5 %.
    expect(passed / worlds).toBeLessThanOrEqual(0.025 + 3 * Math.sqrt((0.025 * 0.975) / worlds));
  },
);
