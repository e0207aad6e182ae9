/** Operations that a module reaches in the shipped worker, held to the plain backend. */
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { CLASSIFIER, parseMetrics, runWorker } from '../../../../test/support/worker.ts';
import { expectClose, useBackend } from '../support/backends.ts';

const STAIRS = '[...Array(24).keys()].map((i) => ((i * 7) % 24) - 11)';

/** Each has its tensors under its name; text, since the module is text as well. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'oneHot of float32': "[tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3, 1, 0, 'float32')]",
  'oneHot of bool': "[tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3, 1, 0, 'bool')]",
  'gather with batchDims': "[tf.gather(t([2, 3, 4]), tf.tensor2d([[2, 0], [1, 1]], [2, 2], 'int32'), 2, 1)]",
  'clipByValue of int32': "[tf.clipByValue(t([24], 'int32'), -2, 3)]",
  'stridedSlice of int32': "[tf.stridedSlice(t([4, 6], 'int32'), [0, 1], [4, 6], [2, 2])]",
  'where of bool': "[tf.where(t([7, 3], 'bool', 21), t([7, 3], 'bool', 21), tf.zeros([7, 3], 'bool'))]",
  'reverse of bool': "[tf.reverse(tf.tensor1d([1, 0, 0], 'bool'))]",
  'isNaN of int32': "[tf.isNaN(tf.tensor1d([-1, 5], 'int32'))]",
  maxPoolWithArgmax: "Object.values(tf.maxPoolWithArgmax(tf.sub(t([2, 3, 2, 2]), 20), 2, 1, 'valid', true))",
  'cropAndResize nearest':
    "[tf.image.cropAndResize(t([1, 4, 6, 1]), [[0.1, 0, 0.7, 1]], tf.tensor1d([0], 'int32'), [3, 4], 'nearest')]",
  'fused.matMul with a bias of length 1':
    '[tf.fused.matMul({ a: t([4, 6]), b: t([6, 4]), bias: tf.tensor1d([2]), activation: "elu" })]',
  'fused.matMul of 3-D inputs':
    '[tf.fused.matMul({ a: t([2, 3, 4]), b: t([2, 4, 3]), activation: "sigmoid" })]',
  'the gradient of maxPool with ceil':
    "[tf.grad((x) => tf.maxPool(x, 3, 2, 0, 'ceil').mul(3))(t([1, 6, 4, 1]))]",
  'oblong windows with a numeric pad':
    '[tf.maxPool(t([1, 4, 6, 1]), [1, 3], [1, 2], 1), tf.grad((x) => tf.maxPool(x, [3, 2], [2, 1], 1))(t([1, 4, 6, 1]))]',
  'sum of many': '[tf.sum(tf.fill([2000000], 0.1)).div(200000)]',
  fft: 'tf.tidy(() => { const z = tf.fft(tf.complex(t([3, 8]), t([3, 8]))); return [tf.real(z), tf.imag(z)]; })',
  'matMul of int32': "[tf.matMul(t([4, 6], 'int32'), t([6, 4], 'int32'))]",
  confusionMatrix: '[tf.math.confusionMatrix(tf.tensor1d([0, 2], "int32"), tf.tensor1d([1, 2], "int32"), 3)]',
  'cumsum of bool': "[tf.cumsum(tf.tensor1d([1, 0, 1], 'bool'))]",
};

const SCRIPT = `
  const stairs = ${STAIRS};
  const t = (shape, dtype, count) => tf.tensor(stairs.slice(0, count).map((one) => (dtype === 'bool' ? one & 1 : one)), shape, dtype);
  const tell = (one) => [one.dtype, one.shape, Array.from(one.dataSync(), (value) => Math.max(value, -1e9))];
  return {
    ${Object.entries(OPERATIONS)
      .map(([name, text]) => `${JSON.stringify(name)}: ${text}.map(tell),`)
      .join('\n    ')}
  };
`;

type Answers = Record<string, Array<[dtype: string, shape: number[], values: number[]]>>;

const MARK = 'answers: ';

test('operations on types and shapes that are rare in training answer as those of the plain backend', async () => {
  const print = `console.log('${MARK}' + JSON.stringify((Function('tf', ${JSON.stringify(SCRIPT)}))(tf)));`;
  const run = await runWorker({
    'model.ts': CLASSIFIER.replace('return { train:', `${print}\n    return { train:`),
  });
  parseMetrics(run);
  const line = run.stdout.split('\n').find((one) => one.startsWith(MARK)) ?? MARK;
  const found = JSON.parse(line.slice(MARK.length)) as Answers;
  await useBackend('cpu');
  const expected = new Function('tf', SCRIPT)(tf) as Answers;
  for (const [name, outputs] of Object.entries(expected)) {
    const ours = found[name] ?? [];
    const kinds = (all: typeof outputs) => all.map(([dtype, shape]) => [dtype, shape]);
    expect([name, kinds(ours)]).toEqual([name, kinds(outputs)]);
    outputs.forEach(([, , values], i) => {
      expectClose(ours[i]?.[2] ?? [], values, 1e-5);
    });
  }
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
