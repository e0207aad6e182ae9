/** However a run ends, a worker that takes several runs tells it as a process for each would. */
import { expect, onTestFinished, test } from 'vitest';
import { CLASSIFIER, runWorker, serveWorker, type WorkerRun } from '../../../support/worker.ts';

test('a run that ends its process, fails or waits for ever is told as in a process of its own', async () => {
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
    const [served, alone] = [await worker.run(files), await runWorker(files)];
    expect([served.exitCode, hideFolder(served)]).toEqual([alone.exitCode, hideFolder(alone)]);
  }
  expect(worker.started()).toBe(ends.length);
});

function hideFolder({ stderr, folder }: WorkerRun): string {
  return stderr.replaceAll(folder, '');
}
