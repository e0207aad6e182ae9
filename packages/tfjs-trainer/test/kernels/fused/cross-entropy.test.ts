import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor, useBackend } from '../../support/backends.ts';
import { compiledLoss, crossEntropy } from '../gradients/specs/composed.ts';

type Loss = (target: tf.Tensor, output: tf.Tensor) => tf.Tensor;

const separate: Loss = (target, output) =>
  tf
    .mul(target, tf.clipByValue(tf.div(output, tf.sum(output, -1, true)), 1e-7, 1 - 1e-7).log())
    .sum(-1)
    .neg();

const SHAPES = [[[7, 5]], [[64, 26]], [[3, 1]], [[2, 3, 21]]];

function classes(shape: number[]): tf.Tensor {
  const width = shape.at(-1) as number;
  if (width === 1) return tf.ones(shape);
  const rows = tf.util.sizeFromShape(shape) / width;
  const labels = tf.range(0, rows, 1, 'int32').mod(tf.scalar(width, 'int32'));
  return tf
    .oneHot(labels.toInt() as tf.Tensor1D, width)
    .toFloat()
    .reshape(shape);
}

/** Where rows are sure of a class, outputs are at a bound: their gradient is zero. */
const outputs = (shape: number[]) => tf.softmax(tensor(shape, 3).mul(30));

test.each(SHAPES)(
  'loss and gradients of %j are those of the separate operations, byte for byte',
  async (shape) => {
    await useBackend('wasm');
    const loss = crossEntropy;
    const both = (f: Loss) =>
      onWasm(() => {
        const [target, output] = [classes(shape), outputs(shape)];
        return [f(target, output), ...tf.grads((y, x) => f(y, x).mean())([target, output])];
      });
    const [found, expected] = [await both(loss), await both(separate)];
    expect(found).toEqual(expected);
    expect(found.flat().every(Number.isFinite)).toBe(true);
  },
);

test.each(SHAPES.filter(([shape]) => shape?.at(-1) !== 1))(
  'so are those of labels and outputs of %j',
  async (shape = []) => {
    await useBackend('wasm');
    const loss = compiledLoss('sparseCategoricalCrossentropy');
    const bounded: Loss = (_, output) => separate(classes(shape), tf.clipByValue(output, 1e-7, 1 - 1e-7));
    const both = (f: Loss) =>
      onWasm(() => {
        const [labels, output] = [classes(shape).argMax(-1).toFloat(), outputs(shape)];
        return [f(labels, output), tf.grad((x) => f(labels, x).mean())(output)];
      });
    expect(await both(loss)).toEqual(await both(bounded));
    await expectSameOnBoth(() => loss(classes(shape).argMax(-1).toFloat(), outputs(shape)), 1e-5);
  },
);

test('on the plain backend, and for labels that are whole numbers, the shipped loss answers', async () => {
  await useBackend('wasm');
  const loss = crossEntropy;
  await expectSameOnBoth(() => loss(classes([4, 3]), outputs([4, 3])), 1e-5);
  await expectSameOnBoth(() => loss(classes([4, 3]).toInt(), outputs([4, 3])), 1e-5);
});

test('an output that is not a number gives a loss that is none', async () => {
  await useBackend('wasm');
  const loss = crossEntropy;
  const [values] = await onWasm(() => loss(tf.tensor2d([[1, 0]]), tf.tensor2d([[Number.NaN, 0.5]])));
  expect(values).toEqual([Number.NaN]);
});

test.each<[string, tf.ModelCompileArgs['loss'], boolean]>([
  ['a list', ['categoricalCrossentropy'], true],
  ['another loss', 'meanSquaredError', false],
  ['a function of the module', (target, output) => tf.sub(target, output).mean(-1), false],
])('a loss in the form of %s', async (_, option, isFused) => {
  await useBackend('wasm');
  const { kernelNames } = await tf.profile(() => compiledLoss(option)(classes([4, 2]), outputs([4, 2])));
  expect(kernelNames.includes('ConclusiveCrossEntropy')).toBe(isFused);
});

test('a model with two outputs gets it for the one that names it', async () => {
  await useBackend('wasm');
  const input = tf.input({ shape: [4] });
  const layer = (name: string) => tf.layers.dense({ units: 3, activation: 'softmax', name }).apply(input);
  const model = tf.model({ inputs: input, outputs: [layer('a'), layer('b')] as tf.SymbolicTensor[] });
  model.compile({ optimizer: 'sgd', loss: { a: 'categoricalCrossentropy', b: 'meanSquaredError' } });
  const { kernelNames } = await tf.profile(
    () => model.evaluate(tensor([6, 4], 1), [classes([6, 3]), classes([6, 3])]) as tf.Scalar[],
  );
  // Its own metric is the shipped one: the model adds its losses up, and tells each.
  expect(kernelNames).toContain('ConclusiveCrossEntropy');
});
