import { expect, test } from 'vitest';
import { CLASSIFIER, parseMetrics, runWorker } from '../../../../test/support/worker.ts';

test('the shipped worker has every kernel of the plain backend', async () => {
  const module = `export default { train({ tf }) {
    const missing = tf.getKernelsForBackend('cpu').filter(({ kernelName }) => tf.getKernel(kernelName, 'wasm') == null);
    throw new Error(tf.getBackend() + ' lacks: ' + missing.map(({ kernelName }) => kernelName).sort() + '.');
  } };`;
  const { stderr } = await runWorker({ 'model.mjs': module });
  expect(stderr).toContain('Error: wasm lacks: .');
});

test('a model learns the same from labels that are floats at once', async () => {
  const withLabels = (text: string) =>
    CLASSIFIER.replace('ys: tf.tensor1d(', `ys: ((labels) => ${text})(tf.tensor1d(`)
      .replace("? 1 : 0)), 'int32') }", "? 1 : 0)), 'int32')) }")
      .replace('sparseCategoricalCrossentropy', 'categoricalCrossentropy');
  const runs = [];
  for (const text of ["tf.oneHot(labels, 2, 1, 0, 'float32')", 'tf.oneHot(labels, 2).toFloat()'])
    runs.push(await runWorker({ 'model.ts': withLabels(text) }, { params: { epochs: 3 } }));
  for (const run of runs) parseMetrics(run);
  expect(runs[0]?.files['log.jsonl']).toBe(runs[1]?.files['log.jsonl']);
});
