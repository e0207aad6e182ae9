import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failedRuns } from '../../../src/checks/comparison/failed-runs.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { progressLine } from '../../../src/report/progress-line.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { type RunContext, trainRun } from '../../../src/train/run/train-run.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { judgeOne, named } from '../../checks/judge.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Trains one run of a program in a work tree beside the checkout. */
export async function trainFailing(
  program: string,
  {
    ref = null,
    file = 'train.mjs',
    ...options
  }: Partial<RunContext> & { ref?: string | null; file?: string } = {},
) {
  const root = await temporaryFolder();
  const [directory, checkout] = [join(root, 'work-tree'), join(root, 'checkout')];
  for (const folder of [directory, join(checkout, 'data')]) await mkdir(folder, { recursive: true });
  await writeFile(join(directory, file), program);
  await writeFile(join(checkout, 'data/train.csv'), 'x,y\n');
  const node = process.execPath.replaceAll('\\', '/');
  const { record, retries } = await trainRun(
    {
      model: {
        name: 'a',
        ref,
        commit: null,
        directory,
        params: {},
        fingerprint: () => 'ab'.repeat(32),
      },
      seed: 1,
      fingerprint: 'ab'.repeat(32),
    },
    {
      trainer: createCommandTrainer(`"${node}" train.mjs`, { vary: ['init'], data: 'bootstrap' }),
      executor: localExecutor(),
      store: await openRunStore(join(root, 'out'), () => {}),
      workTrees: openWorkTrees({ checkout, output: join(root, 'out') }),
      scratch: join(root, 'out/tmp'),
      environments: join(root, 'out/environments'),
      checkout,
      declaredMetrics: ['accuracy'],
      warn: () => {},
      timeoutMs: 30_000,
      retries: 1,
      signal: new AbortController().signal,
      ...options,
    },
  );
  const check = judgeOne(failedRuns, { records: [record], models: named('a') }).message;
  const line = progressLine({
    ...{
      kind: 'finished',
      run: record.fingerprint,
      model: 'a',
      seed: 1,
      status: record.status,
      failure: record.failure,
    },
    ...{ wallSeconds: 1, done: 1, of: 1, secondsLeft: { least: 0, most: 0 } },
  });
  return { record, retries, check, line };
}
