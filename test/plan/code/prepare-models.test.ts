import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { parseConfig } from '../../../src/config/file/load.ts';
import { prepareModels } from '../../../src/plan/code/prepare-models.ts';
import { planRuns } from '../../../src/plan/runs/plan-runs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function prepare(more = '') {
  const folder = await temporaryFolder();
  // The digests below are of these bytes.
  const text = `trainer: { command: 'python train.py --seed {seed}' }
params: { lr: 0.1 }
models: { baseline: {}, variants: [{ name: wide, params: { units: 64 } }] }
metrics: [{ name: accuracy }]
${more}`;
  const configPath = join(folder, 'conclusive.yml');
  await writeFile(join(folder, 'train.py'), 'print(1)\n');
  await writeFile(configPath, text);
  const { models } = await prepareModels({
    config: parseConfig(text, 'conclusive.yml', CONFIG_SCHEMA),
    configPath,
    schema: CONFIG_SCHEMA,
    refs: null,
    root: folder,
    insideGit: false,
    worktrees: join(folder, '.w'),
    output: join(folder, '.conclusive'),
    headIsForeign: false,
    judgesOwnFiles: false,
    openTrainer: async () => ({
      identity: {
        trainer: { command: 'python train.py --seed {seed}' },
        backend: 'command',
        versions: { platform: 'any' },
      },
    }),
  });
  return models;
}

/** As of the version before tasks; they change with `RECORD_REVISION`. */
const STORED = [
  '2bf5226f0c55b51397340f6c0c1c8e9bdb4397044f1eed84da95de99ed2b8cea',
  '2fe1c6b89191b698ed17eacff0ea09890038898f2b2f96b78193569dcdf7566f',
];

test('without tasks, runs are known as they were before there were any', async () => {
  const models = await prepare();
  expect(models.map((model) => model.fingerprint(1))).toEqual(STORED);
  expect(models.map(({ arm }) => arm?.slice(0, 8))).toEqual(['ede218da', '65a89526']);
});

test('a run is known by its task and its parameters there, and a model by all of them', async () => {
  const before = await prepare();
  const models = await prepare('tasks: [wine, { name: rte, params: { lr: 0.2 } }]\n');
  const runs = planRuns(models, [1, 2]);
  expect(runs.map(({ model }) => [model.name, model.task, model.params.lr, model.params.units])).toEqual([
    ['baseline', 'wine', 0.1, undefined],
    ['wide', 'wine', 0.1, 64],
    ['wide', 'rte', 0.2, 64],
    ['baseline', 'rte', 0.2, undefined],
    ['wide', 'wine', 0.1, 64],
    ['baseline', 'wine', 0.1, undefined],
    ['baseline', 'rte', 0.2, undefined],
    ['wide', 'rte', 0.2, 64],
  ]);
  const other = await prepare('tasks: [wine, rte]\n');
  const all = [...runs, ...planRuns(other, [1, 2])];
  // Only the runs on wine are the same.
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(12);
  const own = [...before, ...models, ...other].map((model) => model.fingerprint(1));
  expect(new Set([...own, ...all.map(({ fingerprint }) => fingerprint)]).size).toBe(18);
  // The arms stay those of the design that was tested first.
  expect(models.map(({ arm }) => arm)).toEqual(before.map(({ arm }) => arm));
});
