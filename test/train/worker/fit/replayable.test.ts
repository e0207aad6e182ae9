/** Whether a step may be replayed, told from what the model holds once it is built. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, test } from 'vitest';
import type { StandardModule } from '../../../../src/train/module.ts';
import { fieldsOf, isReplayable } from '../../../../src/train/worker/fit/replayable.ts';
import { loadModule } from '../../../../src/train/worker/load-module.ts';
import { rememberShipped } from '../../../../src/train/worker/repeatable/shipped.ts';
import { transpile } from '../../../../src/train/worker/transpile.ts';
import { useBackend } from '../../../support/backends.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

await useBackend('cpu');

/** What the modules below replace and other test files of this process use. */
const shipped = {
  gradient: tf.getGradient('Sinh'),
  kernel: tf.getKernel('Sinh', 'cpu'),
  runKernel: Object.getOwnPropertyDescriptor(tf.engine(), 'runKernel'),
  cbrt: Math.cbrt,
};

afterEach(() => {
  tf.registerGradient(shipped.gradient);
  tf.unregisterKernel('Sinh', 'cpu');
  tf.registerKernel(shipped.kernel);
  const engine = tf.engine() as { runKernel?: unknown };
  delete engine.runKernel;
  if (shipped.runKernel !== undefined) Object.defineProperty(engine, 'runKernel', shipped.runKernel);
  Math.cbrt = shipped.cbrt;
});

async function load(path: string) {
  const { code: transpiled, repeatable, notPlain } = transpile(path);
  if (repeatable === null) throw new Error(`${notPlain}`);
  const own = Object.assign(Object.create(null), { ...tf, __esModule: true, default: tf });
  const shipped = rememberShipped(own);
  const module = (await loadModule(path, { '@tensorflow/tfjs': own }, transpiled)) as StandardModule;
  return { module, code: { tf, transpiled, repeatable, shipped } };
}

/** A module whose model is made by `body`, from what it and `around` declare. */
async function build(around: string, body: string) {
  const path = join(await temporaryFolder(), 'model.ts');
  const text = `import * as tf from '@tensorflow/tfjs';
    const dense = (how = {}) => tf.layers.dense({ units: 2, inputShape: [3], ...how });
    const from = (layers: any[], how: any = {}): tf.Sequential => { const model = tf.sequential({ layers }); model.compile({ loss: 'meanSquaredError', optimizer: 'sgd', ...how }); return model; };
    class Scale extends tf.layers.Layer { static className = "Scale"; factor: any = 2; call(x: any) { const one = Array.isArray(x) ? x[0] : x; return one.mul(this.factor); } }
    const double = (x: any): any => { x.factor = 3; return x; };
    ${around}
    export default { data() {}, model() { ${body} } };`;
  await writeFile(path, text);
  const { module, code } = await load(path);
  return { model: (await module.model({} as never)) as tf.LayersModel, code };
}

test.each([
  [
    'layers of TensorFlow.js',
    '',
    `return from([dense({ kernelRegularizer: 'l1l2', biasConstraint: 'maxNorm' }), tf.layers.batchNormalization(),
    tf.layers.dropout({ rate: 0.1 }), tf.layers.reshape({ targetShape: [2, 1] }), tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2, returnSequences: true }), mergeMode: 'concat' }),
    tf.layers.timeDistributed({ layer: dense({ activation: 'relu' }) }), tf.layers.gru({ units: 2 }), dense({ activation: 'softmax' })],
    { loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.1), metrics: ['accuracy', tf.metrics.binaryAccuracy] })`,
  ],
  ['models in a model', '', 'return from([from([dense(), new Scale({})]), dense()])'],
  [
    'layers of its own, with numbers and tables',
    '',
    'const layer = new Scale({}); layer.factor = [[1, 2]]; return from([dense(), layer, double(new Scale({}))])',
  ],
  [
    'a tensor in a field',
    '',
    'const layer = new Scale({}); layer.factor = tf.tensor([1, 2]); return from([dense(), layer])',
  ],
  [
    'a field that no method reads',
    '',
    'const layer: any = new Scale({}); layer.other = () => 1; layer.kernel = tf.initializers.zeros(); return from([dense(), layer])',
  ],
  [
    'layers in a layer',
    'class Block extends tf.layers.Layer { static className = "Block"; parts: any[] = [1, 2].map(() => dense({ inputShape: [2] })); call(x: any) { let y = Array.isArray(x) ? x[0] : x; for (const part of this.parts) y = part.apply(y); return y; } }',
    'return from([dense(), new Block({})])',
  ],
  [
    'a loss and metrics that TensorFlow.js exports',
    '',
    'return from([dense()], { loss: tf.losses.huberLoss, metrics: [tf.metrics.precision, "mse", tf.losses.absoluteDifference] })',
  ],
  [
    'a loss and a metric by functions of the module',
    'function far(a: any, b: any) { return a.sub(b).abs().mean(); } const near = (a: any, b: any) => far(a, b).neg();',
    'return from([dense()], { loss: far, metrics: [near, far] })',
  ],
])('replayable: %s', async (_, around, body) => {
  const { model, code } = await build(around, body);
  expect(isReplayable(model, code)).toBe(true);
  await model.fit(tf.ones([4, 3]), model.predict(tf.ones([4, 3])) as tf.Tensor, { epochs: 1, verbose: 0 });
  expect(isReplayable(model, code)).toBe(true);
});

test.each([
  [
    'a callback of every training',
    'const watch = () => tf.registerCallbackConstructor(0, tf.Callback as any);',
    'return from([dense()])',
  ],
  [
    'a class that counts',
    'class Count extends tf.layers.Layer { static className = "Count"; n = 0; call(x: any) { this.n++; return x; } }',
    'return from([dense(), new Count({})])',
  ],
  [
    'a class that extends one that counts',
    'class Count extends tf.layers.Layer { static className = "Count"; n = 0; call(x: any) { this.n++; return x; } } const Other = Count; class More extends Other { static className = "More";}',
    'return from([dense(), new More({})])',
  ],
  [
    'a layer that counts in a layer',
    'class Count extends tf.layers.Layer { static className = "Count"; n = 0; call(x: any) { this.n++; return x; } } class Block extends tf.layers.Layer { static className = "Block"; part = new Count({}); call(x: any) { return this.part.apply(x); } }',
    'return from([dense(), new Block({})])',
  ],
  [
    'a layer that counts in a wrapper',
    'class Count extends tf.layers.Layer { static className = "Count"; n = 0; call(x: any) { this.n++; return x; } }',
    'return from([tf.layers.reshape({ inputShape: [3], targetShape: [1, 3] }), tf.layers.timeDistributed({ layer: new Count({}) })])',
  ],
  [
    'a layer that counts in a model of a model',
    'class Count extends tf.layers.Layer { static className = "Count"; n = 0; call(x: any) { this.n++; return x; } }',
    'return from([from([dense(), new Count({})]), dense()])',
  ],
  [
    'a method of its own',
    '',
    'const layer: any = new Scale({}); let n = 0; layer.call = (x: any) => (n++, x[0]); return from([dense(), layer])',
  ],
  [
    'a method of a layer of TensorFlow.js',
    '',
    'const layer: any = dense(); let n = 0; layer.call = (x: any) => (n++, x[0]); return from([dense(), layer])',
  ],
  [
    'a method of a layer of TensorFlow.js, by one of its functions',
    '',
    'const layer: any = dense(); layer.call = tf.relu; return from([dense(), layer])',
  ],
  [
    'a method of a weight',
    '',
    'const layer: any = dense(); const model = from([layer]); let n = 0; layer.kernel.read = () => (n++, layer.kernel.val); return model',
  ],
  [
    'a method of a tensor',
    '',
    'const layer: any = new Scale({}); const table: any = tf.ones([2]); table.mul = () => 1; layer.factor = table; return from([dense(), layer])',
  ],
  [
    'a function in a field',
    '',
    'const layer = new Scale({}); let n = 0; layer.factor = () => n++; return from([dense(), layer])',
  ],
  [
    'an accessor in a field',
    '',
    'const layer = new Scale({}); let n = 0; layer.factor = { get x() { return n++; } }; return from([dense(), layer])',
  ],
  [
    'an object that counts in a field',
    'class Counter { n = 0; valueOf() { return this.n++; } }',
    'const layer = new Scale({}); layer.factor = new Counter(); return from([dense(), layer])',
  ],
  [
    'a map in a field',
    '',
    'const layer = new Scale({}); layer.factor = new Map(); return from([dense(), layer])',
  ],
  [
    'an iterator in a field',
    '',
    'const layer = new Scale({}); layer.factor = [1, 2].values(); return from([dense(), layer])',
  ],
  [
    'an initializer in a field',
    '',
    'const layer = new Scale({}); layer.factor = tf.initializers.randomNormal({}); return from([dense(), layer])',
  ],
  [
    'an iterator of its own in a list',
    '',
    'const layer = new Scale({}); const list: any = [1]; let n = 0; list[Symbol.iterator] = () => [n++].values(); layer.factor = list; return from([dense(), layer])',
  ],
  ['a hook', '', 'const layer = dense(); let n = 0; layer.setCallHook(() => n++); return from([layer])'],
  [
    'a loss of a layer',
    '',
    'const layer = dense(); let n = 0; layer.addLoss(() => tf.scalar(n++)); return from([layer])',
  ],
  [
    'a loss of a layer of its own',
    '',
    'const layer = new Scale({}); let n = 0; layer.addLoss(() => tf.scalar(n++)); return from([dense(), layer])',
  ],
  [
    'a regularizer',
    'class Own { n = 0; apply(x: any) { return x.sum().mul(this.n++); } }',
    'const layer: any = dense(); layer.kernelRegularizer = new Own(); return from([layer])',
  ],
  [
    'a constraint by a class',
    'class Keep { n = 0; apply(x: any) { this.n++; return x; } }',
    'const layer: any = dense(); const model = from([layer]); layer.kernel.constraint = new Keep(); return model',
  ],
  [
    'a loss in a closure',
    '',
    'let n = 0; return from([dense()], { loss: (a: any, b: any) => a.sub(b).mul(n++).mean() })',
  ],
  [
    'a loss in a closure, with a gradient of its own',
    '',
    'let n = 0; const f: any = tf.customGrad((a: any) => ({ value: a.mul(n++), gradFunc: (d: any) => d })); return from([dense()], { loss: f })',
  ],
  [
    'a loss in a closure, as an operation',
    '',
    'let n = 0; const far: any = tf.op({ far_: (a: any, b: any) => a.sub(b).mul(n++).mean() } as any); return from([dense()], { loss: far })',
  ],
  [
    'a loss with another text',
    '',
    'let n = 0; function far(a: any, b: any) { return a.sub(b).mul(n++).mean(); } far.toString = () => "function far() { return 1; }"; return from([dense()], { loss: far })',
  ],
  [
    'a loss that is bound',
    'function far(a: any, b: any) { return a.sub(b).mean(); }',
    'return from([dense()], { loss: far.bind(null) })',
  ],
  [
    'a metric in a closure',
    '',
    'let n = 0; return from([dense()], { metrics: [(a: any, b: any) => a.sub(b).mul(n++).mean()] })',
  ],
  [
    'an optimizer of its own',
    'class Own extends tf.Optimizer { n = 0; applyGradients() { this.n++; } }',
    'return from([dense()], { optimizer: new Own() })',
  ],
  [
    'an optimizer with another method',
    '',
    'const optimizer: any = tf.train.sgd(0.1); let n = 0; const old = optimizer.applyGradients; optimizer.applyGradients = (g: any) => n++; return from([dense()], { optimizer })',
  ],
  [
    'a model with another method',
    '',
    'const model: any = from([dense()]); let n = 0; model.trainOnBatch = () => n++; return model',
  ],
  [
    'a model of its own',
    'class Own extends tf.Sequential { n = 0; call(x: any, k: any) { this.n++; return super.call(x, k); } }',
    'const model = new Own(); model.add(dense()); model.compile({ loss: "meanSquaredError", optimizer: "sgd" }); return model',
  ],
  [
    'another operation',
    'let n = 0; const { relu } = tf; const t: any = tf; t.relu = (x: any) => relu(x).mul(n++);',
    'return from([dense()])',
  ],
  [
    'another loss of TensorFlow.js',
    'let n = 0; Object.assign(tf, { losses: { ...tf.losses, huberLoss: () => tf.scalar(n++) } });',
    'return from([dense()])',
  ],
  [
    'another gradient',
    'let n = 0; tf.registerGradient({ kernelName: "Sinh", gradFunc: () => ({ x: () => tf.scalar(n++) }) });',
    'return from([dense()])',
  ],
  [
    'another kernel',
    'const { kernelFunc } = tf.getKernel("Sinh", "cpu"); tf.unregisterKernel("Sinh", "cpu"); let n = 0; tf.registerKernel({ kernelName: "Sinh", backendName: "cpu", kernelFunc: (...given: any) => { n++; return (kernelFunc as any)(...given); } });',
    'return from([dense()])',
  ],
  [
    'another method of the engine',
    'const engine: any = tf.engine(); const { runKernel } = engine; let n = 0; engine.runKernel = (...given: any) => { n++; return runKernel.apply(engine, given); };',
    'return from([dense()])',
  ],
  [
    'another function of the language',
    'let n = 0; const { cbrt } = Math; Object.assign(Math, { cbrt: (x: number) => { n++; return cbrt(x); } });',
    'return from([dense()])',
  ],
])('not replayable: %s', async (_, around, body) => {
  const { model, code } = await build(around, body);
  expect(isReplayable(model, code)).toBe(false);
});

test('all models of a fixture with layers of its own', async () => {
  const path = fileURLToPath(new URL('../../../../fixtures/gloss/model.ts', import.meta.url));
  const { module, code } = await load(path);
  const params = {
    encoder: 'transformer',
    width: 8,
    heads: 2,
    layers: 2,
    learning_rate: 0.01,
    word_dropout: 0.1,
  };
  const dataDir = join(path, '..');
  for (const some of [params, { ...params, encoder: 'bag' }])
    expect(
      isReplayable((await module.model({ dataDir, params: some } as never)) as tf.LayersModel, code),
    ).toBe(true);
});

test('a training that is watched', async () => {
  const { model, code } = await build('', 'return from([dense()])');
  Object.assign(model, { makeTrainFunction() {}, makeTestFunction() {}, testFunction: () => {} });
  expect(isReplayable(model, code)).toBe(true);
  expect(isReplayable(model, null)).toBe(false);
  Object.assign(model, { evaluate() {} });
  expect(fieldsOf(model, code)).toBeNull();
});

test('what layers of the module read is known before a step and after it', async () => {
  const { model, code } = await build(
    '',
    'const layer = new Scale({}); layer.factor = { list: [1, NaN, -0], of: new Float32Array([2]) }; return from([dense(), layer])',
  );
  const factor = (model.layers[1] as unknown as { factor: { list: number[]; of: Float32Array } }).factor;
  const tell = fieldsOf(model, code) as () => string;
  const before = tell();
  expect(fieldsOf(model, code)?.()).toBe(before);
  factor.of[0] = 3;
  const after = tell();
  expect(after).not.toBe(before);
  factor.list[2] = 0;
  expect(tell()).not.toBe(after);
});
