import { expect, test } from 'vitest';
import { refuseRepeatedTasks } from '../../../src/experiment/looks/refuse-repeated-tasks.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { record } from '../../checks/records.ts';

const TASKS = ['wine', 'digits', 'iris'];

function runs(scoreOf: (task: number, seed: number) => number) {
  return TASKS.flatMap((task, at) =>
    ['base', 'head'].flatMap((model) =>
      [1, 2, 3].map((seed) => ({
        ...record(model, seed, {
          metrics: { test: { accuracy: scoreOf(at, model === 'base' ? seed : -seed) } },
        }),
        task,
      })),
    ),
  );
}

const drawn = new Map<string, number>();
const random = createRandom('repeated tasks');
function draw(task: number, seed: number): number {
  const key = `${task} ${seed}`;
  const value = drawn.get(key) ?? random();
  drawn.set(key, value);
  return value;
}

test('a task whose runs repeat those of another is refused, and both are named', () => {
  const repeated = runs((task, seed) => draw(task === 2 ? 0 : task, seed));
  expect(() => refuseRepeatedTasks(repeated, TASKS, ['accuracy'])).toThrow(/"iris" has .* on "wine"/);
});

test('tasks that differ in one run, or on which most runs are perfect, are not', () => {
  const alike = runs((task, seed) => draw(task === 2 && seed !== 3 ? 0 : task, seed));
  expect(() => refuseRepeatedTasks(alike, TASKS, ['accuracy'])).not.toThrow();
  const perfect = runs((_, seed) => (seed === 2 ? 0.9 : 1));
  expect(() => refuseRepeatedTasks(perfect, TASKS, ['accuracy'])).not.toThrow();
});
