/** The text of a module decides first whether runs share a process (`plain-code.ts`). Here are modules that it would keep out. */
import { expect, onTestFinished, test } from 'vitest';
import { CLASSIFIER, runWorker, serveWorker, type WorkerRun } from '../../../support/worker.ts';

const job = { seed: 5, params: { epochs: 2 } };
const NEXT = {
  'model.ts': CLASSIFIER.replace(
    'return model;',
    `console.log([1, 2].length, process.cwd() !== '/', process.env.LATER, typeof tf.getKernel('Softplus', 'wasm'), String(tf.getGradient('FloorMod')).length, model.layers.map(({ name }) => name)); return model;`,
  ),
};
let alone: WorkerRun | undefined;

/** What a module does when it builds its model -> whether a new process takes the next run; else all is put back. */
const HOSTILE: ReadonlyArray<readonly [string, string, boolean | null]> = [
  [
    'a counter of its own',
    `globalThis.count = (globalThis.count ?? 0) + 1; console.log(globalThis.count)`,
    true,
  ],
  ['another Math.random', `Math.random = () => 0.5`, false],
  ['another Math.tanh', `Math.tanh = () => 0`, true],
  ['a method for all arrays', `Array.prototype.last = function () { return this.at(-1); }`, true],
  [
    'an array that iterates otherwise',
    `Array.prototype[Symbol.iterator] = Array.prototype.values.bind([])`,
    true,
  ],
  [
    'a map that has no entries',
    `Object.getPrototypeOf(new Map().entries()).next = () => ({ done: true, value: undefined })`,
    true,
  ],
  [
    'an array that has no elements',
    `const { next } = Object.getPrototypeOf([].values()); let count = 0; Object.getPrototypeOf([].values()).next = function () { count += 1; return next.call(this); }`,
    true,
  ],
  [
    'a generator that never yields',
    `Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => ({ done: true })`,
    true,
  ],
  [
    'properties that cannot be told',
    `const { getOwnPropertyDescriptor: get } = Object; Object.getOwnPropertyDescriptor = (...of) => get(...of)`,
    true,
  ],
  ['another method of tensors', `tf.Tensor.prototype.square = function () { return this; }`, false],
  ['another operation of its tf', `tf.matMul = tf.add`, false],
  ['another kernel', `tf.unregisterKernel('Softplus', 'wasm')`, false],
  ['another gradient', `tf.registerGradient({ kernelName: 'FloorMod', gradFunc: () => ({}) })`, false],
  [
    'a class under a known name',
    `class Dense extends tf.layers.Layer { static className = 'Dense'; }; tf.serialization.registerClass(Dense)`,
    false,
  ],
  ['another backend', `await tf.setBackend('cpu')`, false],
  // It prints much: where nobody reads that in time, output is left, and the worker ends.
  ['flags', `tf.env().set('DEBUG', true)`, null],
  ['names that count up', `for (let i = 0; i < 9; i++) tf.layers.dense({ units: 1 })`, false],
  ['tensors that nobody disposes', `for (let i = 0; i < 100; i++) tf.keep(tf.ones([1000]))`, false],
  [
    'memory of WebAssembly that nobody frees',
    `const { wasm } = tf.backend(); const place = wasm._malloc(3e7); wasm.HEAPU8.fill(255, place, place + 3e7)`,
    false,
  ],
  [
    'another function in the table of WebAssembly',
    `const { asm } = tf.backend().wasm; asm.__indirect_function_table.set(295, asm.__indirect_function_table.get(1))`,
    false,
  ],
  ['a variable of the environment', `process.env.LATER = '1'`, false],
  ['another folder', `process.chdir('/')`, false],
  ['a listener', `process.on('exit', () => console.log('late'))`, false],
  ['a timer', `setInterval(() => { Math.random = () => 0.1; }, 1)`, true],
  ['a server', `(await import('node:net')).createServer().listen(0)`, true],
  ['another function of Node', `(await import('node:fs')).default.readFileSync = () => ''`, true],
  ['a group of lines', `console.group('mine')`, true],
  ['fewer frames', `Error.stackTraceLimit = 1`, true],
  ['a promise that fails later', `setTimeout(() => Promise.reject(new Error('late')), 400)`, true],
];

test.each(HOSTILE)('%s', async (_, code, ends) => {
  const hostile = {
    'model.ts': `// @ts-nocheck\n${CLASSIFIER.replace('model({ params }: Context): tf.LayersModel {', `async model({ params }) { const build = () => {`).replace('return model;', `return model; }; const made = build(); ${code}; return made;`)}`,
  };
  const worker = serveWorker();
  onTestFinished(() => worker.stop());
  await worker.run(hostile, job);
  const served = await worker.run(NEXT, job);
  alone ??= await runWorker(NEXT, job);
  expect(served.stderr).toBe('');
  expect(served.exitCode).toBe(0);
  for (const file of ['log.jsonl', 'predictions.jsonl']) expect(served.files[file]).toBe(alone.files[file]);
  expect(served.stdout).toBe(alone.stdout);
  expect(ends === null ? [1, 2] : [ends ? 2 : 1]).toContain(worker.started());
});
