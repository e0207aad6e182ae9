/** As many tasks as a config may have. */
import { expect, test } from 'vitest';
import { mean } from '../../src/stats/describe.ts';
import { createRandom } from '../../src/stats/random.ts';
import { compareTable } from './compare-files.ts';

test('500 tasks', async () => {
  const random = createRandom('500 tasks');
  const draw = () => Number((0.5 + random() / 10).toFixed(5));
  const pairs = Array.from({ length: 500 }, (_, task) =>
    [1, 2, 3].map((seed) => ({ task, seed, a: draw(), b: draw() })),
  ).flat();
  const rows = pairs.flatMap(({ task, seed, a, b }) => [
    `a,t${task},${seed},${a}`,
    `b,t${task},${seed},${b}`,
  ]);
  const { comparisons, tasks } = await compareTable(['model,task,seed,accuracy', ...rows].join('\n'));
  expect(comparisons[0]?.difference).toBeCloseTo(mean(pairs.map(({ a, b }) => b - a)), 9);
  expect(tasks?.names).toHaveLength(500);
});
