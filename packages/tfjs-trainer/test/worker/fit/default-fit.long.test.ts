/** A training whose steps are replayed leaves the bytes of one without; what changes from step to step is never replayed. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { workerCommand } from '../../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../../test/support/node24.ts';
import { temporaryFolder } from '../../../../../test/support/temporary.ts';
import { runWorker, type WorkerRun } from '../../../../../test/support/worker.ts';
import type { Curve } from '../../../src/worker/fit/curve.ts';
import { defaultFit } from '../../../src/worker/fit/default-fit.ts';
import { loadModule } from '../../../src/worker/load-module.ts';
import { transpile } from '../../../src/worker/transpile.ts';
import type { StandardModule } from '../../../types/module.d.ts';
import { useBackend } from '../../support/backends.ts';

await useBackend('wasm');

const EPOCHS = 3;

/** A module whose model has the layer A between others. */
const moduleOf = (around: string, how = '') => `import * as tf from '@tensorflow/tfjs';
  const one = (x: any) => (Array.isArray(x) ? x[0] : x);
  ${around}
  function model() {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [4], activation: 'relu' }), new A({}), tf.layers.dense({ units: 3, activation: 'softmax' })] });
    model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.01), metrics: ['accuracy'], ${how} });
    return model;
  }
  export default { data() {}, model };`;

const layer = (members: string) => `class A extends tf.layers.Layer { static className = 'A'; ${members} }`;

/** @returns what the training leaves, and how often the layers were applied in it */
async function train(text: string, isReplayed: boolean) {
  const path = join(await temporaryFolder(), 'model.ts');
  await writeFile(path, text);
  const own = Object.assign(Object.create(null), { ...tf, __esModule: true, default: tf });
  const { random } = Math;
  Math.random = createRandom('default fit');
  const module = (await loadModule(path, { '@tensorflow/tfjs': own })) as StandardModule;
  const applied = vi.spyOn(tf.layers.Layer.prototype, 'apply');
  try {
    const model = (await module.model({} as never)) as tf.LayersModel;
    const xs = tf.randomUniform([44, 4]);
    const ys = tf
      .oneHot(
        tf.tensor1d(
          Int32Array.from({ length: 44 }, (_, i) => i % 3),
          'int32',
        ),
        3,
      )
      .toFloat();
    const split = { xs, ys };
    const curve: unknown[] = [];
    const report = (...given: unknown[]) => curve.push(given);
    await defaultFit(
      model,
      { train: split, validation: split },
      { epochs: EPOCHS, batchSize: 8 },
      { report } as unknown as Curve,
      isReplayed ? tf : null,
    );
    const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
    return { left: { curve, weights, next: Math.random() }, applied: applied.mock.calls.length };
  } finally {
    applied.mockRestore();
    Math.random = random;
  }
}

/** Kernels of ours, of TensorFlow.js in C++, and plain ones; some give their result another shape after they have made it. */
const OPERATIONS = [
  'y.add(tf.tensor1d([1,2,3,4,5,6]))',
  'y.add(tf.linspace(0, 1, 6))',
  'y.add(tf.range(0, 6).toFloat())',
  'y.mul(tf.eye(6).sum(0))',
  'y.cumsum(1)',
  'y.gather(tf.tensor1d([5,4,3,2,1,0], "int32"), 1)',
  'tf.concat(y.split(3, 1), 1)',
  'tf.stack(y.unstack(1), 1)',
  'y.sub(y.mean(1, true)).div(tf.moments(y, 1, true).variance.add(1e-3).sqrt())',
  'y.pad([[0,0],[0,0]])',
  'tf.oneHot(y.argMax(1), 6).toFloat().mul(y)',
  'y.reshape([-1, 2, 3]).transpose([0,2,1]).reshape([-1, 6])',
  'y.expandDims(2).tile([1,1,2]).sum(2)',
  'tf.image.resizeBilinear(y.reshape([-1, 2, 3, 1]) as any, [4, 6]).reshape([-1, 24]).slice([0,0],[-1,6])',
  'tf.image.resizeNearestNeighbor(y.reshape([-1, 2, 3, 1]) as any, [4, 6]).reshape([-1, 24]).slice([0,0],[-1,6])',
  'tf.logSoftmax(y)',
  'y.softmax()',
  'y.pow(2)',
  'y.prelu(tf.scalar(0.2))',
  'y.leakyRelu(0.2)',
  'y.elu()',
  'y.erf()',
  'y.clipByValue(-0.5, 0.5)',
  'y.prod(1, true).mul(y)',
  'y.max(1, true).add(y)',
  'y.min(1, true).add(y)',
  'y.logSumExp(1, true).add(y)',
  'y.norm("euclidean", 1, true).add(y)',
  'y.mod(0.7)',
  'y.floor().add(y)',
  'y.toInt().toFloat().add(y)',
  'tf.avgPool(y.reshape([-1, 2, 3, 1]) as any, 2, 1, "same").reshape([-1, 6])',
  'tf.maxPool(y.reshape([-1, 2, 3, 1]) as any, 2, 1, "same").reshape([-1, 6])',
  'tf.conv1d(y.expandDims(2) as any, tf.ones([3,1,1]), 1, "same").squeeze([2])',
  'tf.fill([6], 2).mul(y)',
  'tf.zerosLike(y).add(y)',
  'y.cast("int32").cast("float32").add(y)',
  'tf.addN([y, y, y])',
  'y.maximum(0.1).minimum(0.9)',
  'y.atan2(tf.scalar(2))',
  'y.squaredDifference(0.5)',
  'y.add(tf.tensor2d(Array.from({ length: 6 }, (_, i) => [Math.sin(i)])).transpose())',
  'tf.spaceToBatchND(y.reshape([-1, 2, 3, 1]) as any, [1,1], [[0,0],[0,0]]).reshape([-1,6])',
  'tf.losses.softmaxCrossEntropy(y.softmax(), y).add(y)',
  'tf.mirrorPad(y, [[0,0],[1,1]], "reflect").slice([0,1],[-1,6])',
  'tf.meshgrid([1,2,3,4,5,6], [1])[0].mul(y)',
  'tf.outerProduct(y.sum(0) as any, tf.ones([1])).transpose().add(y)',
  'tf.signal.hannWindow(6).mul(y)',
  'y.round().add(y)',
  'tf.tensor1d([0.1]).add(y)',
  'tf.separableConv2d(y.reshape([-1, 2, 3, 1]) as any, tf.ones([1,1,1,1]), tf.ones([1,1,1,1]), 1, "same").reshape([-1,6])',
  'tf.conv2dTranspose(y.reshape([-1, 2, 3, 1]) as any, tf.ones([1,1,1,1]), [y.shape[0], 2, 3, 1], 1, "same").reshape([-1,6])',
  'tf.dilation2d(y.reshape([-1, 2, 3, 1]) as any, tf.ones([1,1,1]), 1, "same").reshape([-1,6])',
  'tf.fused.matMul({ a: y, b: tf.eye(6) as any, activation: "relu" })',
  'y.broadcastTo([y.shape[0], 6])',
];

test.each([
  ['a layer of its own', layer('factor = 2; call(x: any) { return one(x).mul(this.factor); }')],
  [
    'weights, dropout and a function of the module',
    `const gelu = (x: any) => x.mul(x.mul(1.702).sigmoid());
    ${layer(`w!: any; build([, w]: any) { this.w = this.addWeight('w', [w], 'float32', tf.initializers.ones()); this.built = true; }
    call(x: any, { training }: any) { return tf.tidy(() => { const y = gelu(one(x)).mul(this.w.read()); return training ? y.mul(tf.dropout(tf.ones([y.shape[0], 1]), 0.2)) : y; }); }`)}`,
  ],
  [
    'a table and a layer of its own in a layer',
    layer(`part = tf.layers.dense({ units: 6 }); table = tf.tensor1d([1, 2, 3, 4, 5, 6]);
    call(x: any) { return (this.part.apply(one(x)) as any).add(this.table); }`),
  ],
  [
    'many operations',
    layer(
      `call(x: any) { return tf.tidy(() => { const y = one(x).softmax(); return tf.addN([${OPERATIONS}]); }); }`,
    ),
  ],
  [
    'a loss of its own',
    `function far(a: any, b: any) { return a.sub(b).square().mean(); } ${layer('call(x: any) { return x; }')}`,
    'loss: far, optimizer: tf.train.sgd(0.1)',
  ],
  [
    'a gradient of its own',
    `const half = tf.customGrad((x: any) => ({ value: x.clone(), gradFunc: (dy: any) => dy.mul(0.5) })); ${layer('call(x: any) { return half(one(x)); }')}`,
  ],
])('replayed: %s', async (_, around, how = '') => {
  const [known, unknown] = [
    await train(moduleOf(around, how), true),
    await train(moduleOf(around, how), false),
  ];
  expect(known.left).toEqual(unknown.left);
  expect(known.applied).toBeLessThan(unknown.applied / 2);
});

test('not replayed: a branch by values', async () => {
  const text = moduleOf(
    layer(
      'call(x: any) { const y = one(x); return tf.tidy(() => (y.sum().dataSync()[0] > 20 ? y.mul(3) : y)); }',
    ),
  );
  const [replayed, full] = [await train(text, true), await train(text, false)];
  expect(replayed).toEqual(full);
});

/** The reference experiment, of fewer glosses, in the worker as it is shipped. */
const GLOSS = fileURLToPath(new URL('../../../../../fixtures/gloss/', import.meta.url));
const SPLITS = ['train', 'validation', 'test', 'shifted'];
const NAMES = [
  'pitfalls.ts',
  'model.ts',
  'layers.ts',
  'text.ts',
  ...SPLITS.map((name) => `data/${name}.tsv`),
];
const files = Object.fromEntries(
  await Promise.all(NAMES.map(async (name) => [name, await readFile(`${GLOSS}${name}`, 'utf8')] as const)),
);
const transpiled = transpile(`${GLOSS}pitfalls.ts`);

const small = {
  examples: 420,
  batch_size: 32,
  epochs: 5,
  width: 16,
  heads: 2,
  layers: 1,
  learning_rate: 0.01,
};
const MODELS = {
  'a transformer': { encoder: 'transformer', word_dropout: 0.5, layers: 2, heads: 4 },
  'a bag of words': { encoder: 'bag', word_dropout: 0.3 },
};

function bytesOf({ exitCode, stderr, files: left }: WorkerRun) {
  const { cost, ...summary } = JSON.parse(left['metrics.json'] ?? '{}');
  return { exitCode, stderr, summary, log: left['log.jsonl'], predictions: left['predictions.jsonl'] };
}

describe.each([
  ['this Node', process.execPath],
  ['Node 24', findNode24()],
])('%s', (_, node) => {
  test.skipIf(node === null).each(Object.entries(MODELS))('%s (needs Node 24)', async (_, params) => {
    const run = async (shortcuts: boolean) => {
      const part = { params: { ...small, ...params }, seed: 2, transpiled, shortcuts, fused: true };
      return bytesOf(await runWorker(files, part, (job) => [String(node), ...workerCommand(job).slice(1)]));
    };
    const [replayed, full] = [await run(true), await run(false)];
    expect(full).toMatchObject({ exitCode: 0, summary: { status: 'ok' } });
    expect(replayed).toEqual(full);
  });
});
