import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workerPath } from '../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../test/support/node24.ts';
import { CLASSIFIER, parseLines, parseMetrics, runWorker } from '../../../../test/support/worker.ts';
import { IN_FULL_EXIT } from '../../src/worker/job.ts';

const newestNode = findNode24();

describe('a run', () => {
  test('leaves its curve, its metrics and its predictions', async () => {
    const run = await runWorker({ 'model.ts': CLASSIFIER }, { params: { epochs: 3, batch_size: 16 } });
    expect(run.stderr).toBe('');
    expect(parseMetrics(run)).toMatchObject({
      status: 'ok',
      failure: null,
      parameters: 26,
      test: {},
      environment: {
        trainer: 'module',
        backend: 'wasm',
        tfjs: '4.22.0',
      },
      cost: {
        cpuSeconds: expect.any(Number),
        peakMemoryBytes: expect.any(Number),
        inferenceSeconds: expect.any(Number),
      },
    });
    const epochs = parseLines(run.files['log.jsonl']);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    for (const { train, validation } of epochs) {
      expect(Object.keys(train as object)).toEqual(['loss', 'accuracy']);
      expect(Object.keys(validation as object)).toEqual(['loss', 'accuracy']);
    }
    const predictions = parseLines(run.files['predictions.jsonl']);
    expect(predictions.map(({ split }) => split)).toEqual([
      ...Array(20).fill('validation'),
      ...Array(30).fill('test'),
    ]);
    expect(predictions[21]).toMatchObject({ id: '1', label: expect.any(Number), slices: ['first', 'odd'] });
    for (const { label, prediction, probabilities } of predictions) {
      const [zero = 0, one = 0] = probabilities as number[];
      expect([0, 1]).toContain(label);
      expect(prediction).toBe(one > zero ? 1 : 0);
      expect(zero + one).toBeCloseTo(1, 5);
    }
  });

  test('whose replayed steps were wrong says so', async () => {
    const layer = `let n = 0; class Later extends tf.layers.Layer { static className = 'Later'; call([x]) { n += 1; return tf.mul(x, n > 12 ? 2 : 1); } }`;
    const module = CLASSIFIER.replace('export default', `${layer}\nexport default`).replace(
      'model.compile',
      'model.add(new Later({})); model.compile',
    );
    const { exitCode, stderr } = await runWorker(
      { 'model.ts': module },
      {
        params: { epochs: 12, batch_size: 2 },
        shortcuts: true,
      },
    );
    expect(exitCode).toBe(IN_FULL_EXIT);
    expect(stderr).toContain('train this run in full');
  });

  test.skipIf(newestNode === null)(
    'prints no warning under the Node of the runners (needs Node 24)',
    async () => {
      const run = await runWorker({ 'model.ts': CLASSIFIER }, { params: { epochs: 1 } }, (job) => [
        newestNode ?? '',
        workerPath(),
        job,
      ]);
      expect(run.stderr).toBe('');
      expect(parseMetrics(run).status).toBe('ok');
    },
  );

  test('a training loss that is not finite ends it as diverged, with the curve so far', async () => {
    const run = await runWorker({ 'model.ts': CLASSIFIER }, { params: { epochs: 5, learning_rate: 1e38 } });
    const { status, failure } = parseMetrics(run);
    expect({ status, failure }).toEqual({
      status: 'diverged',
      failure: expect.stringMatching(/^loss is (NaN|Infinity) in epoch [12]$/),
    });
    expect(parseLines(run.files['log.jsonl']).length).toBeLessThan(5);
    expect(run.files['predictions.jsonl']).toBeUndefined();
  });

  test('timers that a module leaves behind do not keep it alive', async () => {
    const module = `setInterval(() => {}, 1000);\n${CLASSIFIER}`;
    expect((await runWorker({ 'model.ts': module }, { params: { epochs: 1 } })).exitCode).toBe(0);
  });
});

describe('an exception after the start of the training', () => {
  test('exits with 1 and the place in the user\u2019s file', async () => {
    const module = CLASSIFIER.replace(
      '  model({',
      "  fit(model: tf.LayersModel) {\n    throw new RangeError('no luck');\n  },\n  model({",
    );
    const line = module.split('\n').findIndex((text) => text.includes('no luck')) + 1;
    const run = await runWorker({ 'model.ts': module });
    expect(run.exitCode).toBe(1);
    expect(run.stderr.split('\n')[0]).toBe('RangeError: no luck');
    expect(run.stderr).toContain(`model.ts:${line}:`);
    expect(run.stderr).not.toContain(dirname(workerPath()));
    expect(run.files['metrics.json']).toBeUndefined();
  });

  test.each([
    ['a promise that nothing settles', 'await new Promise(() => {})'],
    ['a module that ends the process', 'process.exit(0)'],
  ])('%s is a failure, and told', async (_, code) => {
    const run = await runWorker({ 'model.js': `export default { async train() { ${code}; } };` });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('the module ended the process, or awaits a promise that never settles\n');
  });

  test('in a callback or an unhandled promise it counts as well', async () => {
    const module = CLASSIFIER.replace(
      '  data(',
      "  async fit() {\n    setTimeout(() => { throw new Error('too late'); }, 1);\n    await new Promise((done) => setTimeout(done, 50));\n  },\n  data(",
    );
    const run = await runWorker({ 'model.ts': module });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('Error: too late');
  });
});
