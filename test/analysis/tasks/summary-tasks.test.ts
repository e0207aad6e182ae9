import { expect, test } from 'vitest';
import { findSummaries } from '../../../src/analysis/tasks/summary-tasks.ts';
import type { TaskValues } from '../../../src/analysis/tasks/task-values.ts';
import { createRandom, type Random, randomInteger } from '../../../src/stats/random.ts';
import { drawTasks, valueIn, WORLDS, type WorldSize, withTask } from './task-worlds.ts';

const SIZES: readonly WorldSize[] = [3, 6, 20, 50].flatMap((tasks) =>
  [1, 3, 5, 10].flatMap((seeds) => [2, 4].map((models) => ({ tasks, models, seeds }))),
);

test.each(WORLDS)('healthy tasks are no summaries: %s', (world) => {
  const random = createRandom('no summaries', world);
  // Fifty tasks have 20,000 triples.
  for (const size of SIZES)
    for (let index = 0; index < (size.tasks < 50 ? 2 : 1); index += 1)
      expect(findSummaries(drawTasks(world, size, random))).toEqual([]);
});

const round = (value: number) => Number(value.toFixed(4));

interface Kind {
  readonly kind: string;
  /** Which tasks, and their weights. */
  readonly draw: (
    tasks: readonly TaskValues[],
    random: Random,
  ) => ReadonlyArray<readonly [TaskValues, number]>;
}

const even = (some: readonly TaskValues[]) => some.map((task) => [task, 1 / some.length] as const);
const KINDS: readonly Kind[] = [
  { kind: 'all', draw: even },
  {
    kind: 'the last ones',
    draw: (tasks, random) => even(tasks.slice(-2 - randomInteger(random, tasks.length - 2))),
  },
  {
    kind: 'a pair',
    draw: (tasks, random) => {
      const first = randomInteger(random, tasks.length - 1);
      return even([tasks[first] as TaskValues, tasks.at(-1) as TaskValues]);
    },
  },
  { kind: 'a triple', draw: (tasks) => even([tasks[0], tasks[2], tasks[4]] as TaskValues[]) },
  { kind: 'a sum', draw: (tasks) => tasks.map((task) => [task, 1] as const) },
  {
    kind: 'weighted',
    draw: (tasks, random) => {
      const weights = tasks.map(() => 0.2 + random());
      const sum = weights.reduce((total, one) => total + one, 0);
      return tasks.map((task, at) => [task, (weights[at] as number) / sum] as const);
    },
  },
];

test.each(KINDS)('a summary is found: $kind', ({ kind, draw }) => {
  const random = createRandom('summaries', kind);
  for (let index = 0; index < 20; index += 1) {
    const size = { tasks: 6 + randomInteger(random, 6), models: 3, seeds: kind === 'weighted' ? 10 : 5 };
    const tasks = drawTasks('fine', size, random);
    const parts = draw(tasks, random);
    const found = findSummaries(
      withTask(tasks, 'glue', (model, seed) =>
        round(parts.reduce((sum, [task, weight]) => sum + weight * valueIn(task, model, seed), 0)),
      ),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ task: 'glue' });
    expect([...(found[0]?.of ?? [])].sort()).toEqual(parts.map(([{ task }]) => task).sort());
  }
});

test('groups by name and their mean are all found, and 500 tasks are no problem', () => {
  const random = createRandom('suites');
  const tasks = drawTasks('fine', { tasks: 500, models: 2, seeds: 3 }, random).map((one, at) => ({
    ...one,
    task: `suite${at % 10}/${one.task}`,
  }));
  expect(findSummaries(tasks)).toEqual([]);
  const group = tasks.filter(({ task }) => task.startsWith('suite3/'));
  const withMean = withTask(tasks, 'suite3', (model, seed) =>
    round(group.reduce((sum, one) => sum + valueIn(one, model, seed), 0) / group.length),
  );
  expect(findSummaries(withMean).map(({ task, kind, of }) => [task, kind, of.length])).toEqual([
    ['suite3', 'mean', 50],
  ]);
});

test('with one run of each of four models, the mean of all is mostly found', () => {
  let all = 0;
  for (let index = 0; index < 20; index += 1) {
    const random = createRandom('one run each', index);
    const tasks = drawTasks('fine', { tasks: 6 + randomInteger(random, 10), models: 4, seeds: 1 }, random);
    const found = findSummaries(
      withTask(tasks, 'mteb', (model, seed) =>
        round(tasks.reduce((sum, one) => sum + valueIn(one, model, seed), 0) / tasks.length),
      ),
    );
    if (found.length === 0) continue;
    all += 1;
    expect(found.map(({ task }) => task)).toEqual(['mteb']);
  }
  expect(all).toBeGreaterThanOrEqual(14);
});
