import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planLooks } from '../../../src/plan/runs/plan-looks.ts';
import {
  busyShards,
  isOfShard,
  parseShard,
  planWaves,
  shardName,
} from '../../../src/plan/runs/plan-waves.ts';

test('the looks of a sequential design make three waves', () => {
  const looks = planLooks({ kind: 'sequential', min: 6, max: 25 });
  expect(planWaves(looks, 3)).toEqual([
    { wave: 1, pairs: 8, looks: [6, 8] },
    { wave: 2, pairs: 14, looks: [11, 14] },
    { wave: 3, pairs: 25, looks: [19, 25] },
  ]);
});

test('a fixed design has one wave, and more waves than looks are as many as looks', () => {
  expect(planWaves([10], 3)).toEqual([{ wave: 1, pairs: 10, looks: [10] }]);
  expect(planWaves([6, 8], 3).map(({ pairs }) => pairs)).toEqual([6, 8]);
});

test('every look is in one wave, in order, and no wave is empty', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (min, more, count) => {
        const looks = planLooks({ kind: 'sequential', min, max: min + more });
        const waves = planWaves(looks, count);
        expect(waves.flatMap((wave) => wave.looks)).toEqual(looks);
        expect(waves.every((wave) => wave.looks.at(-1) === wave.pairs)).toBe(true);
      },
    ),
  );
});

test('every seed is in one shard', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 256 }), (seed, of) => {
      const shards = Array.from({ length: of }, (_, index) => ({ index: index + 1, of }));
      expect(shards.filter((shard) => isOfShard({ seed }, shard))).toHaveLength(1);
    }),
  );
});

test('the runs of a pair are in one shard, and the tasks of a seed in several', () => {
  const shards = Array.from({ length: 8 }, (_, index) => ({ index: index + 1, of: 8 }));
  const tasks = Array.from({ length: 50 }, (_, index) => `task-${index}`);
  const runs = tasks.flatMap((task) => [1, 2, 3, 4, 5, 6].map((seed) => ({ task, seed })));
  const sizes = shards.map((shard) => runs.filter((run) => isOfShard(run, shard)).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(300);
  // 37.5 each, if it were exact.
  expect(Math.min(...sizes)).toBeGreaterThan(25);
  expect(
    busyShards(
      runs.filter(({ seed }) => seed === 1),
      8,
    ),
  ).toHaveLength(8);
});

test('a shard is named as it is asked for', () => {
  expect(shardName({ index: 2, of: 8 })).toBe('2/8');
  expect(parseShard('2/8')).toEqual({ index: 2, of: 8 });
  for (const text of ['0/8', '9/8', '2', '2/8 ', '1/257', '-1/2', '1e0/8', ''])
    expect(parseShard(text), text).toBeNull();
});

test('only jobs with something to train are busy', () => {
  const runs = [2, 10, 3, 3].map((seed) => ({ seed }));
  expect(busyShards(runs, 8).map(shardName)).toEqual(['2/8', '3/8']);
  expect(busyShards([], 8)).toEqual([]);
});
