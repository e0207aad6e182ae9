/** Healthy tasks as they occur: test sets of few examples or many, tasks at a ceiling, models and seeds that move together. */
import type { TaskValues } from '../../../src/analysis/tasks/task-values.ts';
import { type Random, randomInteger, randomNormal, shuffle } from '../../../src/stats/random.ts';

export interface WorldSize {
  readonly tasks: number;
  readonly models: number;
  readonly seeds: number;
}

export type World = 'coarse' | 'ceiling' | 'constant' | 'binary' | 'f1' | 'fine' | 'unseeded' | 'printed';
export const WORLDS: readonly World[] = [
  'coarse',
  'ceiling',
  'constant',
  'binary',
  'f1',
  'fine',
  'unseeded',
  'printed',
];

export function drawTasks(world: World, { tasks, models, seeds }: WorldSize, random: Random): TaskValues[] {
  const size = 10 + randomInteger(random, 50);
  const order = Array.from({ length: tasks }, (_, at) => `t${at}`);
  shuffle(order, random);
  return order.map((task): TaskValues => {
    const level = world === 'ceiling' ? 0.97 + 0.03 * random() : 0.6 + 0.35 * random();
    const isStill = world === 'constant' && random() < 0.7;
    const luck = Array.from({ length: seeds }, () => 0.02 * randomNormal(random));
    const runs = Array.from({ length: models }, (_, model) => {
      const own = level + 0.01 * randomNormal(random);
      const fixed = own + 0.02 * randomNormal(random);
      return Array.from({ length: seeds }, (__, seed) => {
        const drawn = own + (luck[seed] as number) + 0.01 * randomNormal(random);
        const share = Math.min(1, Math.max(0, world === 'unseeded' ? fixed : drawn));
        return { model: `m${model}`, seed, value: isStill ? 1 : measure(world, share, size, random) };
      });
    }).flat();
    return { task, runs, values: runs.map(({ value }) => value) };
  });
}

function measure(world: World, share: number, size: number, random: Random): number {
  const hits = (count: number) => {
    let found = 0;
    for (let example = 0; example < count; example += 1) if (random() < share) found += 1;
    return found;
  };
  switch (world) {
    case 'binary':
      return random() < share ? 1 : 0;
    case 'fine':
      return Number(share.toFixed(4));
    case 'unseeded':
      return Math.round(share * size) / size;
    case 'printed':
      return Number((hits(size) / size).toFixed(3));
    case 'f1': {
      const positives = Math.ceil(size / 2);
      const right = hits(positives);
      const wrong = size - positives - hits(size - positives);
      return right === 0 ? 0 : (2 * right) / (right + wrong + positives);
    }
    default:
      return hits(size) / size;
  }
}

export function withTask(
  tasks: readonly TaskValues[],
  task: string,
  drawValue: (model: string, seed: number) => number,
): TaskValues[] {
  const runs = (tasks[0] as TaskValues).runs.map(({ model, seed }) => ({
    model,
    seed,
    value: drawValue(model, seed),
  }));
  return [...tasks, { task, runs, values: runs.map(({ value }) => value) }];
}

export const valueIn = ({ runs }: TaskValues, model: string, seed: number) =>
  runs.find((run) => run.model === model && run.seed === seed)?.value as number;
