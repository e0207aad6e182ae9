/** However a run ends, a worker that takes several runs tells it as a process for each would. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { workerCommand } from '../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../test/support/node24.ts';
import {
  CLASSIFIER,
  parseMetrics,
  runWorker,
  serveWorker,
  type WorkerRun,
} from '../../../../test/support/worker.ts';

test('a run that ends its process, fails or waits for ever, after another one, is told as in a process of its own', async () => {
  const worker = serveWorker();
  onTestFinished(() => worker.stop());
  const ends = ['process.exit(0)', 'throw new Error("mine")', 'await new Promise(() => {})'];
  for (const end of ends) {
    const files = {
      'model.ts': CLASSIFIER.replace(
        'data(_: Context): Dataset {',
        `async data(_: Context): Promise<Dataset> { ${end};`,
      ),
    };
    await worker.run({ 'model.ts': CLASSIFIER });
    const [served, alone] = [await worker.run(files), await runWorker(files)];
    expect([served.exitCode, hideFolder(served)]).toEqual([alone.exitCode, hideFolder(alone)]);
  }
  expect(worker.started()).toBe(ends.length);
});

test('what goes wrong after a run is no fault of the run, as in a process of its own, and no other run meets it', async () => {
  const worker = serveWorker();
  onTestFinished(() => worker.stop());
  const first = { 'model.ts': CLASSIFIER };
  const late = {
    'model.ts': `export default { async train() { Promise.reject(new Error('nobody waits')); return { test: { labels: [0, 1], predictions: [0, 1] } }; } };`,
  };
  for (const files of [late, first, late, first]) {
    const [served, alone] = [await worker.run(files), await runWorker(files)];
    expect([served.exitCode, served.stderr]).toEqual([0, '']);
    expect([alone.exitCode, alone.stderr]).toEqual([0, '']);
    expect(served.files['predictions.jsonl']).toBe(alone.files['predictions.jsonl']);
  }
  expect(worker.started()).toBe(3);
});

function hideFolder({ stderr, folder }: WorkerRun): string {
  return stderr.replaceAll(folder, '');
}

const node24 = findNode24();
const FIXTURES = fileURLToPath(new URL('../../../../fixtures/', import.meta.url));
const LOCKSTEP = ['lockstep/model.ts', 'lockstep/lockstep.json', 'gloss/layers.ts', 'gloss/text.ts'];

/** All that decides a record, but for what the run cost and which Node it ran under. */
function bytesOf(run: WorkerRun) {
  const { cost: _, environment: __, ...metrics } = parseMetrics(run);
  return { metrics, log: run.files['log.jsonl'], predictions: run.files['predictions.jsonl'] };
}

test('the models of fixtures/lockstep leave the same bytes in a new worker, in one that is used again, and under Node 24', async () => {
  const files = Object.fromEntries(
    await Promise.all(LOCKSTEP.map(async (name) => [name, await readFile(FIXTURES + name, 'utf8')] as const)),
  );
  const worker = serveWorker();
  onTestFinished(() => worker.stop());
  for (const [name, optimizer] of Object.entries({ transformer: 'adam', convolution: 'sgd', bag: 'adam' })) {
    const job = { seed: 3, fused: true, params: { name, optimizer, epochs: 3, batch_size: 8 } };
    const alone = bytesOf(await runWorker(files, job));
    expect(alone.log?.split('\n').length).toBeGreaterThan(3);
    expect(bytesOf(await worker.run(files, job))).toEqual(alone);
    expect(bytesOf(await worker.run(files, job))).toEqual(alone);
    if (node24 === null) continue;
    const command = (path: string) => [node24, ...workerCommand(path).slice(1)];
    expect(bytesOf(await runWorker(files, job, command))).toEqual(alone);
  }
  expect(worker.started()).toBe(1);
});
