/** Tables of several tasks made from a truth: the average over the tasks, its test, and what is refused or left out. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mean } from '../../src/stats/describe.ts';
import { createRandom, type Random, randomInteger } from '../../src/stats/random.ts';
import { stratifiedDifference } from '../../src/stats/tasks/stratified-difference.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';
import { type TEstimate, tTest } from '../../src/stats/tests/t-test.ts';
import { welchT } from '../../src/stats/tests/welch-t.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { compareTable } from './compare-files.ts';

interface Cell {
  readonly model: string;
  readonly task: string;
  readonly seed: number;
  readonly value: number;
}

function draw(
  random: Random,
  { tasks, seeds, gaps = 0 }: { tasks: number; seeds: number; gaps?: number },
): Cell[] {
  const cells: Cell[] = [];
  for (let task = 0; task < tasks; task += 1)
    for (const model of ['a', 'b'])
      for (let seed = 0; seed < seeds; seed += 1)
        // Two seeds of every task are always there.
        if (seed < 2 || random() >= gaps)
          cells.push({
            model,
            task: `task ${task}`,
            seed,
            value: Number((0.4 + 0.05 * task + (model === 'b' ? 0.01 : 0) + 0.02 * random()).toFixed(4)),
          });
  return cells;
}

function toTable(cells: readonly Cell[], column = 'dataset'): string {
  return ['model', column, 'seed', 'accuracy']
    .join(',')
    .concat(
      `\n${cells.map(({ model, task, seed, value }) => [model, task, seed, value].join(',')).join('\n')}\n`,
    );
}

function valuesOf(cells: readonly Cell[], model: string, task: string): Map<number, number> {
  return new Map(
    cells.flatMap((cell) => (cell.model === model && cell.task === task ? [[cell.seed, cell.value]] : [])),
  );
}

const tasksOf = (cells: readonly Cell[]) => [...new Set(cells.map(({ task }) => task))];

test.each(Array.from({ length: 3 }, (_, index) => index))(
  'whole tables: the seed is the unit, %i',
  async (index) => {
    const random = createRandom('whole tasks', index);
    const cells = draw(random, { tasks: 2 + randomInteger(random, 12), seeds: 2 + randomInteger(random, 8) });
    const tasks = tasksOf(cells);
    const seeds = [...valuesOf(cells, 'a', 'task 0').keys()];
    const differences = seeds.map((seed) =>
      mean(
        tasks.map(
          (task) => (valuesOf(cells, 'b', task).get(seed) ?? 0) - (valuesOf(cells, 'a', task).get(seed) ?? 0),
        ),
      ),
    );
    const { comparisons, tasks: found } = await compareTable(toTable(cells));
    const t = pairedT(differences);
    expect(comparisons[0]?.difference).toBeCloseTo(t.mean, 10);
    expect(comparisons[0]).toMatchObject({ pairing: 'seed', degreesOfFreedom: seeds.length - 1 });
    expect(found).toMatchObject({ question: 'these-tasks', areWhole: true, leftOut: [] });
    expect(found?.results.map(({ task, comparisons: [own] }) => [task, own?.difference?.toFixed(9)])).toEqual(
      [...tasks].sort().map((task) => {
        const own = seeds.map(
          (seed) => (valuesOf(cells, 'b', task).get(seed) ?? 0) - (valuesOf(cells, 'a', task).get(seed) ?? 0),
        );
        return [task, mean(own).toFixed(9)];
      }),
    );
  },
);

const widthOf = ({ low, high }: { low: number; high: number }) => high - low;
const widthAlone = (tasks: readonly TEstimate[]) => widthOf(tTest(stratifiedDifference(tasks)).interval);

test.each(Array.from({ length: 3 }, (_, index) => index))(
  'tables with gaps: every task has the same weight, and the pairs it has, %i',
  async (index) => {
    const random = createRandom('gaps in tasks', index);
    const cells = draw(random, { tasks: 3 + randomInteger(random, 8), seeds: 8, gaps: 0.3 });
    const byTask = tasksOf(cells).map((task) => {
      const before = valuesOf(cells, 'a', task);
      return pairedT(
        [...valuesOf(cells, 'b', task)].flatMap(([seed, value]) =>
          before.has(seed) ? [value - (before.get(seed) as number)] : [],
        ),
      );
    });
    const { comparisons, tasks } = await compareTable(toTable(cells), { design: 'paired' });
    const [comparison] = comparisons;
    expect(tasks?.areWhole).toBe(false);
    expect(comparison?.difference).toBeCloseTo(mean(byTask.map((one) => one.mean)), 10);
    if (comparison?.difference == null) throw new Error('not measured');
    // Seeds that tasks share may move them together, which never narrows the interval.
    expect(widthOf(comparison.interval)).toBeGreaterThan(
      widthAlone(byTask.map((one) => ({ ...one, difference: one.mean }))) * (1 - 1e-9),
    );
    const whole = await compareTable(toTable(cells), { design: 'unpaired' });
    if (whole.comparisons[0]?.difference == null) throw new Error('not measured');
    const apart = tasksOf(cells).map((task) =>
      welchT([...valuesOf(cells, 'b', task).values()], [...valuesOf(cells, 'a', task).values()]),
    );
    expect(whole.comparisons[0].difference).toBeCloseTo(mean(apart.map((one) => one.difference)), 10);
    expect(widthOf(whole.comparisons[0].interval)).toBeGreaterThan(widthAlone(apart) * (1 - 1e-9));
  },
);

test('new tasks: each task is a pair, with the mean over its seeds', async () => {
  const cells = draw(createRandom('new tasks'), { tasks: 9, seeds: 4 });
  const differences = tasksOf(cells).map(
    (task) => mean([...valuesOf(cells, 'b', task).values()]) - mean([...valuesOf(cells, 'a', task).values()]),
  );
  const { comparisons, tasks } = await compareTable(toTable(cells), { question: 'new-tasks' });
  expect(comparisons[0]).toMatchObject({ pairing: 'task', degreesOfFreedom: 8 });
  expect(comparisons[0]?.difference).toBeCloseTo(pairedT(differences).mean, 10);
  expect(tasks?.question).toBe('new-tasks');
});

test('the intervals of the tasks cover together: 1 − (1 − 0.95)^(1 / tasks)', async () => {
  const cells = draw(createRandom('levels of tasks'), { tasks: 5, seeds: 6 });
  const { tasks } = await compareTable(toTable(cells));
  expect(tasks?.level).toBeCloseTo(0.95 ** (1 / 5), 12);
  for (const { comparisons } of tasks?.results ?? [])
    for (const one of comparisons) if (one.difference !== null) expect(one.interval.level).toBe(tasks?.level);
});

test('a task that a compared model lacks does not count, and is named', async () => {
  const cells = draw(createRandom('a task too many'), { tasks: 4, seeds: 5 });
  const { tasks, provenance } = await compareTable(
    toTable(cells.filter(({ model, task }) => !(model === 'b' && task === 'task 2'))),
  );
  expect(tasks?.names).toEqual(['task 0', 'task 1', 'task 3']);
  expect(tasks?.leftOut).toEqual([{ task: 'task 2', reason: 'no runs of "b"' }]);
  expect(provenance.notices).toContain('1 task does not count: task 2 (no runs of "b").');
});

test('a variant that fails on a task has failed runs; the task is not dropped', async () => {
  const cells = draw(createRandom('fails on a task'), { tasks: 3, seeds: 5 });
  const text = toTable(cells).replaceAll(/^(b,task 1,\d+),.*$/gm, '$1,nan');
  const { runs, verdict } = await compareTable(text);
  expect(runs.failures).toHaveLength(5);
  expect(runs.failures[0]?.message).toMatch(/^task 1: /);
  expect(verdict).toBe('invalid');
});

test.each([
  [
    'one task left',
    (cells: readonly Cell[]) =>
      toTable(cells.filter(({ model, task }) => model === 'a' || task === 'task 0')),
    {},
    /only one of 4 tasks/,
  ],
  [
    'too few for new tasks',
    (cells: readonly Cell[]) => toTable(cells),
    { question: 'new-tasks' as const },
    /needs results on 6 tasks or more, found 4/,
  ],
  [
    'a task under two names',
    (cells: readonly Cell[]) =>
      toTable([
        ...cells,
        ...cells.flatMap((cell) => (cell.task === 'task 0' ? [{ ...cell, task: 'copy' }] : [])),
      ]),
    {},
    /"task 0" and "copy" have the same results in every run/,
  ],
  [
    'scales that differ',
    (cells: readonly Cell[]) =>
      toTable(
        cells.map((cell) => (cell.task === 'task 1' ? { ...cell, value: cell.value * 1000 } : cell)),
      ).replace('accuracy', 'reward'),
    {},
    /reward has other scales on other tasks/,
  ],
  [
    'shares next to percent, though their mean is asked for',
    (cells: readonly Cell[]) =>
      toTable(cells.map((cell) => (cell.task === 'task 1' ? { ...cell, value: cell.value * 100 } : cell))),
    { combine: 'mean' as const },
    /a percentage next to/,
  ],
  [
    'one result on each of fewer than six tasks',
    (cells: readonly Cell[]) => toTable(cells.filter(({ seed }) => seed === 1)),
    {},
    /add seeds, or results on 6 tasks/,
  ],
  [
    'splits',
    (cells: readonly Cell[]) =>
      toTable(cells)
        .replaceAll('task 0', 'train')
        .replaceAll(/task \d/g, 'test'),
    {},
    /several splits/,
  ],
] as const)('refuses %s', async (_, text, options, message) => {
  const cells = draw(createRandom('refused tasks'), { tasks: 4, seeds: 4 });
  await expect(compareTable(text(cells), options)).rejects.toThrow(message);
});

test('scales that differ are compared by stated bounds, or by their mean if that is asked for', async () => {
  const cells = draw(createRandom('scales of tasks'), { tasks: 4, seeds: 6 }).map((cell) =>
    cell.task === 'task 1' ? { ...cell, value: cell.value * 1000 } : cell,
  );
  const text = toTable(cells).replace('accuracy', 'reward');
  const byMean = await compareTable(text, { combine: 'mean' });
  const meanOf = (model: string) => mean(cells.flatMap((cell) => (cell.model === model ? [cell.value] : [])));
  expect(byMean.comparisons[0]?.difference).toBeCloseTo(meanOf('b') - meanOf('a'), 6);
  const folder = await temporaryFolder();
  const bounds = join(folder, 'bounds.csv');
  const rows = tasksOf(cells).map((task) => `${task},0,${task === 'task 1' ? 1000 : 1}`);
  await writeFile(bounds, `task,random,human\n${rows.join('\n')}\n`);
  const normalised = await compareTable(text, { normalise: bounds });
  const sized = (cell: Cell) => cell.value / (cell.task === 'task 1' ? 1000 : 1);
  const sizedMean = (model: string) =>
    mean(cells.flatMap((cell) => (cell.model === model ? [sized(cell)] : [])));
  expect(normalised.comparisons[0]?.difference).toBeCloseTo(sizedMean('b') - sizedMean('a'), 9);
  await writeFile(bounds, `task,random,human\n${rows.slice(1).join('\n')}\n`);
  await expect(compareTable(text, { normalise: bounds })).rejects.toThrow(/has no scores of "task 0"/);
  await expect(compareTable(text, { normalise: bounds, noTaskWorseThan: 0.1 })).rejects.toThrow(
    /--no-task-worse-than: has one size in the metric/,
  );
});

/** Each seed moves all tasks of a model alike. */
function lucky(seedsOf: (model: string, task: number) => readonly number[]): Cell[] {
  const random = createRandom('lucky seeds of tasks');
  const luck = new Map<string, number>();
  return Array.from({ length: 8 }, (_, task) =>
    ['a', 'b'].flatMap((model) =>
      seedsOf(model, task).map((seed) => {
        const key = `${model} ${seed}`;
        luck.set(key, luck.get(key) ?? 0.05 * random());
        const value = 0.5 + 0.01 * task + (luck.get(key) as number) + 0.002 * random();
        return { model, task: `task ${task}`, seed, value: Number(value.toFixed(5)) };
      }),
    ),
  ).flat();
}

test('new tasks: what seeds do to all tasks widens the interval', async () => {
  const cells = lucky(() => [0, 1, 2, 3]);
  const meanOf = (model: string, task: string) => mean([...valuesOf(cells, model, task).values()]);
  const t = pairedT(tasksOf(cells).map((task) => meanOf('b', task) - meanOf('a', task)));
  const [found] = (await compareTable(toTable(cells), { question: 'new-tasks' })).comparisons;
  if (found === undefined || found.difference === null) throw new Error('not measured');
  expect(found.difference).toBeCloseTo(t.mean, 9);
  expect(found.standardError).toBeGreaterThan(5 * t.standardError);
  expect(found.degreesOfFreedom).toBeGreaterThanOrEqual(3);
  expect(found.degreesOfFreedom).toBeLessThan(4);
  expect(found.pValue).toBeGreaterThan(t.pValue);
  expect(found.interval.low).toBeLessThan(t.interval.low);
});

test('gaps without pairs: what seeds do to all tasks of a model widens the interval', async () => {
  const cells = lucky((model, task) =>
    [0, 1, 2, 3, 4].slice(task % 2).map((seed) => seed + (model === 'b' ? 10 : 0)),
  );
  const apart = tasksOf(cells).map((task) =>
    welchT([...valuesOf(cells, 'b', task).values()], [...valuesOf(cells, 'a', task).values()]),
  );
  const alone =
    Math.sqrt(apart.reduce((sum, { standardError }) => sum + standardError ** 2, 0)) / apart.length;
  const [found] = (await compareTable(toTable(cells))).comparisons;
  if (found === undefined || found.difference === null) throw new Error('not measured');
  expect(found.pairing).toBe('none');
  expect(found.standardError).toBeGreaterThan(2 * alone);
  expect(found.degreesOfFreedom).toBeLessThan(10);
});

test.each([
  ['accuracy', '0.9,0.1', /higher accuracy is better/],
  ['accuracy', '10,90', /both as shares or both in percent/],
])('bounds that do not fit %s are refused: %s', async (metric, scores, message) => {
  const cells = draw(createRandom('bounds that do not fit'), { tasks: 4, seeds: 6 });
  const bounds = join(await temporaryFolder(), 'bounds.csv');
  const rows = tasksOf(cells).map((task) => `${task},${scores}\n`);
  await writeFile(bounds, `task,random,human\n${rows.join('')}`);
  const text = toTable(cells).replace('accuracy', metric);
  await expect(compareTable(text, { normalise: bounds })).rejects.toThrow(message);
});

test('one result per model and task: other scales are refused, unless the mean is asked for', async () => {
  const rows = ['a', 'b'].flatMap((model, at) =>
    [1, 2, 3, 10, 40, 100].map((size, task) => `${model},t${task},${size * (1 + 0.1 * at)}`),
  );
  const table = `model,task,reward\n${rows.join('\n')}\n`;
  await expect(compareTable(table, { metrics: ['reward'] })).rejects.toThrow(
    /reward has other scales on other tasks.*Write the scores on one scale.*--combine mean/,
  );
  const { comparisons } = await compareTable(table, { metrics: ['reward'], combine: 'mean' });
  expect(comparisons[0]).toMatchObject({ pairing: 'task' });
  expect(comparisons[0]?.difference).toBeCloseTo((0.1 * 156) / 6, 10);
});
