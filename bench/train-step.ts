/**
 * What one training step of a small transformer costs on the WebAssembly backend, and which kernels it goes to.
 *
 *   npx jiti bench/train-step.ts            with the kernels of src/train/kernels
 *   npx jiti bench/train-step.ts shipped    with those of TensorFlow.js, but for the embedding gradient that it lacks
 */
import * as tfjs from '@tensorflow/tfjs';
import { openWasm } from '../src/train/backends/wasm.ts';
import { type Size, transformer } from './transformer.ts';

const SIZE: Size = { layers: 1, width: 32, heads: 2, sequence: 24, vocabulary: 6000, classes: 10 };
const BATCH = 32;
const STEPS = 90;

const shipped = process.argv[2] === 'shipped';
await (shipped ? openShipped() : openWasm());
for (const layers of [1, 2]) await measure({ ...SIZE, layers });

async function measure(size: Size): Promise<void> {
  const model = transformer(tfjs, size);
  const count = BATCH * STEPS;
  const tokens = Int32Array.from({ length: count * size.sequence }, () =>
    Math.floor(Math.random() * size.vocabulary),
  );
  const xs = tfjs.tensor2d(tokens, [count, size.sequence], 'int32');
  const ys = tfjs.tensor1d(Float32Array.from({ length: count }, (_, i) => i % size.classes));
  const epoch = () => model.fit(xs, ys, { batchSize: BATCH, epochs: 1, verbose: 0, yieldEvery: 'never' });
  // The first steps compile; they are not what 1,000 steps cost.
  await epoch();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await epoch();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const counts = countKernels();
  await epoch();
  counts.stop();
  const kernelMs = counts.total() / STEPS;
  console.log(
    `\n${size.layers} layers, ${model.countParams()} parameters: ${(wall / STEPS).toFixed(2)} ms a step` +
      ` (${((user + system) / 1000 / STEPS).toFixed(2)} ms CPU), of it ${kernelMs.toFixed(2)} in kernels`,
  );
  for (const [name, { calls, ms }] of counts.top(12)) {
    console.log(
      `  ${name.padEnd(22)} ${(calls / STEPS).toFixed(0).padStart(5)} calls ${(ms / STEPS).toFixed(3)} ms`,
    );
  }
}

interface KernelCost {
  calls: number;
  ms: number;
}

function countKernels() {
  const costs = new Map<string, KernelCost>();
  const originals = tfjs.getKernelsForBackend('wasm').map((kernel) => [kernel, kernel.kernelFunc] as const);
  for (const [kernel, original] of originals) {
    kernel.kernelFunc = (call) => {
      const start = performance.now();
      const answer = original(call);
      const cost = costs.get(kernel.kernelName) ?? { calls: 0, ms: 0 };
      costs.set(kernel.kernelName, { calls: cost.calls + 1, ms: cost.ms + performance.now() - start });
      return answer;
    };
  }
  return {
    stop: () => {
      for (const [kernel, original] of originals) kernel.kernelFunc = original;
    },
    total: () => [...costs.values()].reduce((sum, { ms }) => sum + ms, 0),
    top: (count: number) => [...costs].sort(([, a], [, b]) => b.ms - a.ms).slice(0, count),
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
