import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PreparedModel, planRuns, seedsBetween } from '../../../src/plan/runs/plan-runs.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { openPool } from '../../../src/train/pool.ts';
import type { RunContext } from '../../../src/train/run/train-run.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const PROGRAM = `
  import { realpathSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
  writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"accuracy": 0.9}');`;

test('a run is read when the next one in its place has been started', async () => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'train.mjs'), PROGRAM);
  const output = join(directory, 'out');
  const log: string[] = [];
  const seedIn = (folder: string) => /head-(\d+)-/.exec(folder)?.[1];
  const local = localExecutor();
  const trees = openWorkTrees({ checkout: directory, output });
  const context: RunContext = {
    trainer: createCommandTrainer(`"${process.execPath.replaceAll('\\', '/')}" train.mjs`, {
      vary: ['init'],
      data: 'bootstrap',
    }),
    executor: {
      ...local,
      perform(task, watch) {
        log.push(`start ${task.environment.CONCLUSIVE_SEED}`);
        return local.perform(task, watch);
      },
    },
    workTrees: {
      ...trees,
      async make(model, folder) {
        const tree = await trees.make(model, folder);
        const takeOutputs = (runDirectory: string) => {
          log.push(`read ${seedIn(realpathSync(runDirectory))}`);
          return tree.takeOutputs(runDirectory);
        };
        return { ...tree, takeOutputs };
      },
    },
    store: await openRunStore(output, () => {}),
    scratch: join(output, 'tmp'),
    environments: join(output, 'environments'),
    declaredMetrics: ['accuracy'],
    warn: () => {},
    timeoutMs: 30_000,
    retries: 0,
    signal: new AbortController().signal,
  };
  const model: PreparedModel = {
    ...{ name: 'head', ref: null, commit: null, directory, params: {} },
    fingerprint: (seed) => String(seed).padStart(64, '0'),
  };
  const { records } = await openPool(1, context).train(planRuns([model], seedsBetween(0, 4)), new Map());
  expect(records.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  // The first run of a model may show that no other is worth it.
  expect(log).toEqual(['start 1', 'read 1', 'start 2', 'start 3', 'read 2', 'start 4', 'read 3', 'read 4']);
});
