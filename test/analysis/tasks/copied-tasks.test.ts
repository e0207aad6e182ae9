import { expect, test } from 'vitest';
import { findCopiedTask } from '../../../src/analysis/tasks/copied-tasks.ts';
import type { TaskValues } from '../../../src/analysis/tasks/task-values.ts';
import { createRandom, randomInteger, shuffle } from '../../../src/stats/random.ts';
import { drawTasks, valueIn, WORLDS, type World, type WorldSize, withTask } from './task-worlds.ts';

const SIZES: readonly WorldSize[] = [2, 5, 20, 100].flatMap((tasks) =>
  [2, 3, 5, 10].flatMap((seeds) => [2, 4].map((models) => ({ tasks, models, seeds }))),
);

test.each(WORLDS)('healthy tasks are no copies: %s', (world) => {
  const random = createRandom('healthy tasks', world);
  let refused = 0;
  for (const size of SIZES)
    for (let index = 0; index < 4; index += 1)
      if (findCopiedTask([drawTasks(world, size, random)]) !== null) refused += 1;
  expect(refused).toBe(0);
});

/** A copy whose rows are shuffled, for all models alike or for each. */
function withCopy(
  tasks: readonly TaskValues[],
  { seeds }: WorldSize,
  isJoint: boolean,
  label: string,
): TaskValues[] {
  const random = createRandom('copied tasks', label);
  const source = tasks[randomInteger(random, tasks.length)] as TaskValues;
  const orderOf = new Map<string, readonly number[]>();
  const drawOrder = () => {
    const order = Array.from({ length: seeds }, (_, seed) => seed);
    shuffle(order, random);
    return order;
  };
  const joint = drawOrder();
  return withTask(tasks, 'copy', (model, seed) => {
    const order = isJoint ? joint : (orderOf.get(model) ?? drawOrder());
    orderOf.set(model, order);
    return valueIn(source, model, order[seed] as number);
  });
}

test.each<[World, number, number]>([
  ['fine', 3, 0.95],
  ['coarse', 5, 0.4],
  ['printed', 5, 0.25],
  ['f1', 5, 0.9],
])('copies under other seeds are found: %s, %i seeds', (world, seeds, share) => {
  const random = createRandom('copies', world);
  let found = 0;
  const all = 40;
  for (let index = 0; index < all; index += 1) {
    const size = { tasks: 2 + randomInteger(random, 10), models: 3, seeds };
    const tasks = withCopy(drawTasks(world, size, random), size, index % 2 === 0, `${world} ${index}`);
    const copy = findCopiedTask([tasks]);
    if (copy !== null) expect([copy.task, copy.of]).toContain('copy');
    if (copy !== null) found += 1;
  }
  expect(found).toBeGreaterThanOrEqual(share * all);
});
