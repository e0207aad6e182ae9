/** The crossed design of a mean over tasks: its difference and variance from those of the tasks, and its level. */
import { expect, test } from 'vitest';
import { crossedEstimate, crossedTest } from '../../../src/stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../../src/stats/crossed/layout.ts';
import { crossedOverTasks, type TaskRows } from '../../../src/stats/crossed/over-tasks.ts';
import { mean } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';

const SIZES = [40, 200, 90];

interface World {
  readonly seeds: number;
  readonly levels: readonly number[];
  readonly ofSeed: number;
}

/** Contributions with an effect of the seed, of the example and of both. */
function draw(label: string, index: number, { seeds, levels, ofSeed }: World): TaskRows[] {
  const random = createRandom(label, index);
  const normal = () => randomNormal(random);
  return levels.map((level, task) => {
    const examples = Array.from({ length: SIZES[task] as number }, () => 0.3 * normal());
    const rows = Array.from({ length: seeds }, () => {
      const effect = ofSeed * normal();
      return Float64Array.from(examples, (example) => level + effect + example + 0.3 * normal());
    });
    return { rows };
  });
}

test('the difference is the mean over the tasks, and levels of tasks add no variance', () => {
  const world = { seeds: 5, ofSeed: 0.02 };
  const flat = draw('over tasks', 1, { ...world, levels: [0, 0, 0] });
  const apart = draw('over tasks', 1, { ...world, levels: [0.5, -0.3, 0.1] });
  const [one, other] = [flat, apart].map((tasks) => crossedEstimate(crossedOverTasks(tasks).layout()));
  const means = apart.map(({ rows }) => mean(rows.map((row) => mean(Array.from(row)))));
  expect(other?.difference).toBeCloseTo(mean(means), 12);
  expect(other?.standardError).toBeCloseTo(one?.standardError as number, 10);
  expect(other?.degreesOfFreedom).toBeCloseTo(one?.degreesOfFreedom as number, 6);
});

test('one task is the plain design', () => {
  const [task] = draw('one task', 2, { seeds: 4, levels: [0.1, 0, 0], ofSeed: 0.02 });
  const table = new CrossedTable(SIZES[0] as number);
  for (const row of task?.rows ?? []) table.add(row);
  const plain = crossedEstimate(table.layout());
  const over = crossedEstimate(crossedOverTasks([task as TaskRows]).layout());
  for (const key of ['difference', 'standardError', 'degreesOfFreedom'] as const)
    expect(over[key]).toBeCloseTo(plain[key], 9);
});

test('tasks must have the same seeds', () => {
  const [one, other] = draw('seeds', 3, { seeds: 3, levels: [0, 0, 0], ofSeed: 0 });
  expect(() => crossedOverTasks([one as TaskRows, { rows: other?.rows.slice(1) ?? [] }])).toThrow(
    /same seeds/,
  );
});

test.each([
  ['seeds and examples', { seeds: 5, ofSeed: 0.03, levels: [0.2, -0.1, -0.1] }],
  ['examples alone', { seeds: 8, ofSeed: 0, levels: [0, 0, 0] }],
  ['seeds most of all', { seeds: 6, ofSeed: 0.2, levels: [0.4, -0.2, -0.2] }],
])('keeps its level: %s', (label, world) => {
  const experiments = 400;
  let alarms = 0;
  for (let index = 0; index < experiments; index += 1) {
    const estimate = crossedEstimate(crossedOverTasks(draw(label, index, world)).layout());
    if (crossedTest(estimate, { level: 0.95 }).pValue <= 0.05) alarms += 1;
  }
  // 0.05 and three standard errors of a share of 400.
  expect(alarms / experiments).toBeLessThanOrEqual(0.083);
});
