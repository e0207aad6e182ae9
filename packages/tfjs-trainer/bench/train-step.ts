/**
 * Measures a training step of small models next to PyTorch on one thread.
 *
 *   npx jiti packages/tfjs-trainer/bench/train-step.ts                  our kernels, with replayed steps
 *   npx jiti packages/tfjs-trainer/bench/train-step.ts shipped          TensorFlow.js's kernels and our embedding gradient, which it lacks
 *   npx jiti packages/tfjs-trainer/bench/train-step.ts kernels          ours, with the minimum time of each WebAssembly call
 *   npx jiti packages/tfjs-trainer/bench/train-step.ts ours 3           one model: 0 to 2 are transformers, 3 is convolutional, 4 the vision transformer
 *
 * All sides use the same weights and batches, in turns; times are CPU times. It stops if losses disagree.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as tfjs from '@tensorflow/tfjs';
import { openWasm } from '../src/backends/wasm.ts';
import { withReplays } from '../src/kernels/replay/replayed-fit.ts';
import { cnn, IMAGE, IMAGE_CLASSES, LEARNING_RATE } from './cnn.ts';
import { timesOfReplays } from './replayed-kernels.ts';
import { SIZES, titleOf, transformer } from './transformer.ts';
import { DIGIT, DIGIT_CLASSES, VIT, vit } from './vit.ts';

interface Case {
  readonly title: string;
  readonly steps: number;
  readonly classes: number;
  /** Shape of one example. */
  readonly shape: readonly number[];
  build(): tfjs.LayersModel;
  inputs(length: number): Int32Array | Float32Array;
  readonly spec: Readonly<Record<string, unknown>>;
}

const CASES: readonly Case[] = [
  ...SIZES.map((size) => ({
    title: titleOf(size),
    steps: Math.ceil(60 / size.layers ** 2),
    classes: size.classes,
    shape: [size.sequence],
    build: () => transformer(tfjs, size),
    inputs: (length: number) => Int32Array.from(draws(length), (draw) => draw % size.vocabulary),
    spec: { model: 'transformer', rate: 0.001, ...size },
  })),
  {
    title: `convolutions, images of ${IMAGE.slice(0, 2).join(' × ')}`,
    steps: 40,
    classes: IMAGE_CLASSES,
    shape: IMAGE,
    build: () => cnn(tfjs),
    inputs: (length: number) => Float32Array.from(draws(length), (draw) => (draw % 256) / 255),
    spec: { model: 'cnn', rate: LEARNING_RATE },
  },
  {
    title: `vision transformer, images of ${DIGIT.slice(0, 2).join(' × ')}`,
    steps: 40,
    classes: DIGIT_CLASSES,
    shape: DIGIT,
    build: () => vit(tfjs),
    inputs: (length: number) => Float32Array.from(draws(length), (draw) => (draw % 256) / 255),
    spec: { model: 'vit', rate: 0.001, ...VIT },
  },
];
const BATCH = 32;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** float32 losses are summed in different orders. */
const AGREEMENT = 1e-3;

const [mode = 'ours', only] = process.argv.slice(2);
await (mode === 'shipped' ? openShipped() : openWasm());
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import torch']).status === 0,
);
for (const [index, one] of CASES.entries())
  if (only === undefined || Number(only) === index) await measure(one);

function* draws(length: number): Generator<number> {
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (state * 48271) % 2147483647;
    yield state;
  }
}

async function measure({ title, steps: most, classes, shape, build, inputs, spec }: Case): Promise<void> {
  const model = build();
  // A step with the shipped kernels takes up to ten seconds.
  const steps = mode === 'shipped' ? Math.ceil(most / 10) : most;
  const count = BATCH * steps;
  const values = inputs(shape.reduce((product, length) => product * length, count));
  const xs = tfjs.tensor(values, [count, ...shape], values instanceof Int32Array ? 'int32' : 'float32');
  const ys = tfjs.tensor1d(Float32Array.from({ length: count }, (_, i) => i % classes));
  const whole = { ...spec, classes, steps, input: [count, ...shape] };
  const others =
    mode === 'ours' && python !== undefined ? [await startPyTorch(python, model, values, whole)] : [];
  const trainFor = (epochs: number, callbacks: tfjs.CustomCallbackArgs = {}) =>
    model.fit(xs, ys, {
      ...{ batchSize: BATCH, epochs, verbose: 0, yieldEvery: 'never', shuffle: false, callbacks },
    });
  const ours: number[] = [];
  let before = process.cpuUsage();
  const trainBeside = () =>
    trainFor(1 + ROUNDS, {
      onEpochBegin: async () => {
        before = process.cpuUsage();
      },
      onEpochEnd: async (epoch, logs) => {
        const { user, system } = process.cpuUsage(before);
        // The first epoch compiles and records, so it is not counted.
        if (epoch > 0) ours.push((user + system) / 1000 / steps);
        for (const other of others) {
          const { ms, loss } = await other.round();
          if (epoch > 0) other.times.push(ms);
          const own = Number(logs?.loss);
          if (!(Math.abs(own - loss) < AGREEMENT * Math.max(1, loss)))
            throw new Error(
              `round ${epoch + 1}: the loss is ${own}, that of ${other.name} is ${loss}: these are not the same steps`,
            );
        }
      },
    });
  const replayed = await withReplays(tfjs, model, trainBeside);
  if (mode !== 'shipped' && replayed < (steps * ROUNDS) / 2)
    throw new Error(`${replayed} of ${steps * (1 + ROUNDS)} steps were replayed`);
  const own = median(ours);
  const beside = others
    .map(({ name, version, times }) => [`${name} ${version}`, median(times)] as const)
    .map(([name, ms]) => `, ${name} ${ms.toFixed(2)} ms: ratio ${(own / ms).toFixed(2)}`)
    .join('');
  console.log(`\n${title}, ${model.countParams()} parameters: ${own.toFixed(2)} ms CPU a step${beside}`);
  for (const other of others) other.end();
  if (mode === 'kernels')
    for (const row of await timesOfReplays(
      tfjs,
      () => withReplays(tfjs, model, () => trainFor(ROUNDS)),
      steps * ROUNDS,
    ))
      console.log(row);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

interface Round {
  readonly loss: number;
  readonly ms: number;
}

interface Other {
  readonly name: string;
  readonly version: string;
  readonly times: number[];
  round(): Promise<Round>;
  end(): void;
}

async function startPyTorch(
  program: string,
  model: tfjs.LayersModel,
  inputs: Int32Array | Float32Array,
  spec: Readonly<Record<string, unknown>>,
): Promise<Other> {
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-step-'));
  const weights = model.getWeights();
  writeFileSync(
    join(folder, 'weights'),
    Buffer.concat(weights.map((weight) => new Uint8Array(weight.dataSync().buffer.slice(0)))),
  );
  writeFileSync(join(folder, 'inputs'), new Uint8Array(inputs.buffer));
  const child = spawn(program, [join(import.meta.dirname, 'train-step.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value as string) as unknown;
  const files = { weights: join(folder, 'weights'), inputs: join(folder, 'inputs') };
  child.stdin.write(
    `${JSON.stringify({ ...spec, ...files, batch: BATCH, shapes: weights.map(({ shape }) => shape) })}\n`,
  );
  const { version } = (await answer()) as { version: string };
  return {
    name: 'PyTorch',
    version,
    times: [],
    round: async () => {
      child.stdin.write('\n');
      return (await answer()) as Round;
    },
    end: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openShipped(): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  tfjs.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tfjs.setBackend('wasm');
  tfjs.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs as { x: tfjs.TensorInfo; segmentIds: tfjs.TensorInfo };
      const segments = (attrs as { numSegments: number }).numSegments;
      const width = x.shape[1] ?? 1;
      const values = tfjs.engine().readSync(x.dataId) as Float32Array;
      const ids = tfjs.engine().readSync(segmentIds.dataId) as Int32Array;
      const sums = new Float32Array(segments * width);
      ids.forEach((id, row) => {
        for (let j = 0; j < width; j++)
          sums[id * width + j] = (sums[id * width + j] ?? 0) + (values[row * width + j] ?? 0);
      });
      return tfjs.tensor2d(sums, [segments, width]);
    },
  });
}
