import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PreparedBaseline } from '../../../src/plan/code/prepare-models.ts';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';
import { queueExecutor } from '../../../src/train/executors/queue.ts';
import { servingExecutor } from '../../../src/train/executors/serving.ts';
import { createModuleTrainer } from '../../../src/train/module/module-trainer.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { CLASSIFIER } from '../../support/worker.ts';
import { fakeEngine } from '../executors/fake-engine.ts';
import { trainFailing } from '../run/train-failing.ts';

const CONFIG = `
trainer: { module: model.ts, backend: wasm }
metrics: [{ name: accuracy }, { name: loss }]
models: { baseline: { ref: HEAD }, variants: [{ name: b }] }
`;

/** With the worker, in a process of its own, and as a job. */
test('a module leaves the same record wherever it is trained', async () => {
  const root = await temporaryFolder();
  const { folder: scratch, release } = await makeHeldFolder(root);
  onTestFinished(release);
  const warn = (message: string) => expect.unreachable(message);
  const queue = { engine: fakeEngine().engine, program: ['conclusive', 'execute'], scratch };
  const trainer = await createModuleTrainer(parseConfig(CONFIG, 'conclusive.yml'), 'model.ts', root, {
    ...{ baseline: { params: {}, code: '' } as unknown as PreparedBaseline, executor: localExecutor() },
    ...{ workTrees: openWorkTrees({ checkout: root, output: join(root, 'out') }), scratch, output: root },
    times: false,
  });
  const executors = [servingExecutor(), localExecutor(), queueExecutor({ ...queue, warn })];
  const losses = [];
  for (const executor of executors) {
    const { record, retries } = await trainFailing(CLASSIFIER, {
      trainer,
      executor,
      file: 'model.ts',
      retries: 0,
    });
    expect([record.failure, record.status, retries]).toEqual([null, 'ok', 0]);
    losses.push(record.metrics.test?.loss);
    await executor.close();
  }
  expect(new Set(losses).size).toBe(1);
});
