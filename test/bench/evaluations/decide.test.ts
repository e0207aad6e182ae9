import { expect, test } from 'vitest';
import { Draws } from '../../../bench/crossed/draws.ts';
import { decide, looksOf } from '../../../bench/evaluations/decide.ts';
import { drawSample, WORLDS } from '../../../bench/evaluations/worlds.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { bothVerdicts } from './as-program.ts';

// The program reads groups from no plain table yet.
const worlds = WORLDS.filter(({ name }) => !name.startsWith('groups'));

test.each(worlds)('the bench decides as the program in the world "$name"', async (world) => {
  for (const [label, shift] of [0, 0.2].entries()) {
    const { bench, program } = await bothVerdicts(
      world,
      { cases: 30, repeats: 3, shift },
      { looks: [3], margin: 0.25 },
      label,
    );
    expect(bench).toBe(program);
  }
});

test('and after a sequential design, and for one repeat', async () => {
  const [world] = worlds;
  if (world === undefined) throw new Error('there are no worlds');
  const sequential = await bothVerdicts(
    world,
    { cases: 30, repeats: 10, shift: 0.2 },
    { looks: looksOf(3, 10) },
    2,
  );
  expect(sequential.bench).toBe(sequential.program);
  const single = await bothVerdicts(world, { cases: 60, repeats: 1, shift: 0.3 }, { looks: [1] }, 3);
  expect(single.bench).toBe(single.program);
});

test('repeats that are copies show no more than one', async () => {
  const copied = worlds.find(({ isCopied }) => isCopied === true);
  if (copied === undefined) throw new Error('no world has copies');
  for (const label of [4, 5, 6, 7]) {
    const size = { cases: 30, repeats: 3 };
    const { bench, program } = await bothVerdicts(copied, size, { looks: [3], margin: 0.04 }, label);
    expect(program).toBe(bench);
  }
});

test('more repeats find more', () => {
  const world = WORLDS.find(({ name }) => name === 'cases change both ways');
  if (world === undefined) throw new Error('no such world');
  const repeats = [1, 2, 3, 5];
  const found = repeats.map(() => 0);
  const draws = new Draws(createRandom('more repeats find more'));
  for (let experiment = 0; experiment < 100; experiment++) {
    const sample = drawSample(world, { cases: 100, repeats: 5, shift: -0.1 }, draws);
    for (const [at, looks] of repeats.entries())
      if (decide(sample, { looks: [looks] }).verdict === 'regression') found[at] = (found[at] ?? 0) + 1;
  }
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found[2]).toBeGreaterThan(1.4 * (found[0] ?? 0));
});
