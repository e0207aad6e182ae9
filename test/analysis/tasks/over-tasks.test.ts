/** Means over tasks and over seeds, from values drawn at random. */
import { expect, test } from 'vitest';
import { meansOverSeeds, meansOverTasks } from '../../../src/analysis/tasks/over-tasks.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { toRecord } from '../../../src/records/results/tables/run-rows.ts';
import { createRandom } from '../../../src/stats/random.ts';

const TASKS = ['wine', 'digits', 'iris'];
const SEEDS = [3, 5, 8, 9];

function run(model: string, task: string, seed: number, accuracy: number | null): RunRecord {
  const isOk = accuracy !== null;
  return toRecord({
    model,
    task,
    seed,
    status: isOk ? 'ok' : 'crashed',
    failure: isOk ? null : 'out of memory',
    environment: {},
    metrics: isOk ? { test: { accuracy } } : {},
  });
}

function grid(draw: (task: number, seed: number) => number | null): RunRecord[] {
  return TASKS.flatMap((task, at) => SEEDS.map((seed) => run('base', task, seed, draw(at, seed))));
}

test('every seed has the mean over the tasks, and every task the mean over the seeds', () => {
  const random = createRandom('over tasks');
  const values = new Map<string, number>();
  const records = grid((task, seed) => {
    const value = random();
    values.set(`${task} ${seed}`, value);
    return value;
  });
  const valueAt = (task: number, seed: number) => values.get(`${task} ${seed}`) as number;
  const seeds = meansOverTasks(records, TASKS);
  expect(seeds.map(({ seed }) => seed)).toEqual(SEEDS);
  for (const { seed, metrics, task } of seeds) {
    expect(task).toBe(undefined);
    expect(metrics.test?.accuracy).toBeCloseTo(
      (valueAt(0, seed) + valueAt(1, seed) + valueAt(2, seed)) / 3,
      12,
    );
  }
  for (const { seed, metrics } of meansOverSeeds(records, TASKS)) {
    const own = SEEDS.map((one) => valueAt(seed - 1, one));
    expect(metrics.test?.accuracy).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / SEEDS.length, 12);
  }
});

test('a seed that failed on a task has failed, and the task is named', () => {
  const records = grid((task, seed) => (task === 1 && seed === 5 ? null : 0.5));
  const failed = meansOverTasks(records, TASKS).filter(({ status }) => status !== 'ok');
  expect(failed.map(({ seed, failure }) => [seed, failure])).toEqual([[5, 'digits: out of memory']]);
  const missing = records.filter(({ task, seed }) => !(task === 'iris' && seed === 8));
  expect(meansOverTasks(missing, TASKS).find(({ seed }) => seed === 8)?.failure).toBe('no run on "iris"');
});

test('a task whose runs all failed has failed; others take the runs that finished', () => {
  const records = grid((task, seed) => (task === 1 || (task === 0 && seed === 5) ? null : seed));
  const [wine, digits, iris] = meansOverSeeds(records, TASKS);
  expect(wine?.metrics.test?.accuracy).toBeCloseTo((3 + 8 + 9) / 3, 12);
  expect(digits?.status).toBe('crashed');
  expect(iris?.metrics.test?.accuracy).toBeCloseTo(25 / 4, 12);
});

test('tasks that are not asked about do not count', () => {
  const records = grid((task) => task);
  expect(meansOverTasks(records, ['wine', 'iris']).map(({ metrics }) => metrics.test?.accuracy)).toEqual(
    SEEDS.map(() => 1),
  );
});
