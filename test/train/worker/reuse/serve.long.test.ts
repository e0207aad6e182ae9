/** However a run ends, a worker that takes several runs tells it as a process for each would. */
import { expect, onTestFinished, test } from 'vitest';
import { CLASSIFIER, runWorker, serveWorker, type WorkerRun } from '../../../support/worker.ts';

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
