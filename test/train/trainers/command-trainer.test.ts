/** What a command gets to know of chance. */
import { expect, test } from 'vitest';
import { everySource, type SourceSeeds } from '../../../src/plan/runs/source-seeds.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';

type Chance = Parameters<typeof createCommandTrainer>[1];

async function environment(chance: Chance, seeds: SourceSeeds = everySource(7)) {
  const trainer = createCommandTrainer('train {seed_data} {data}', chance);
  const { argv, environment } = await trainer.command({
    model: 'baseline',
    seed: seeds.init,
    seeds,
    params: {},
    directory: '/code',
    workingDirectory: '/tree/code',
    runDirectory: '/run',
    environments: '/environments',
    timeoutMs: 1000,
    signal: new AbortController().signal,
    warn: () => {},
  });
  const { CONCLUSIVE_PARAMS: _, CONCLUSIVE_RUN_DIR: __, ...rest } = environment;
  return { argv, ...rest };
}

test('a source that does not vary has the same seed in every run, and the data is whole', async () => {
  expect(await environment({ vary: ['init', 'order'], data: 'bootstrap' })).toEqual({
    argv: ['train', '0', 'all'],
    CONCLUSIVE_SEED: '7',
    CONCLUSIVE_SEED_INIT: '7',
    CONCLUSIVE_SEED_ORDER: '7',
    CONCLUSIVE_SEED_DATA: '0',
    CONCLUSIVE_DATA: 'all',
  });
});

test.each([
  ['bootstrap', 'bootstrap'],
  [0.9, '0.9'],
] as const)('where the data varies, the command is told how: %s', async (data, told) => {
  expect(await environment({ vary: ['data'], data })).toMatchObject({
    argv: ['train', '7', told],
    CONCLUSIVE_SEED_INIT: '0',
    CONCLUSIVE_SEED_DATA: '7',
    CONCLUSIVE_DATA: told,
  });
});

test('in a crossed design each source has a seed of its own', async () => {
  const chance: Chance = { vary: ['init', 'order', 'data'], data: 'bootstrap' };
  expect(await environment(chance, { init: 1, order: 2, data: 3 })).toMatchObject({
    CONCLUSIVE_SEED: '1',
    CONCLUSIVE_SEED_INIT: '1',
    CONCLUSIVE_SEED_ORDER: '2',
    CONCLUSIVE_SEED_DATA: '3',
  });
});
