/**
 * Measures matrix products of a training step in GFLOPS of CPU time.
 *
 *   npx jiti packages/tfjs-trainer/bench/matrix-products.ts                       kernels.wasm and products.wasm of dist
 *   npx jiti packages/tfjs-trainer/bench/matrix-products.ts one.wasm other.wasm   several in turns, and whether their bytes agree
 */
import { readFileSync } from 'node:fs';
import { fusesMultiplyAdd } from '../src/kernels/fused-multiply-add.ts';
import { loadKernelsFrom, loadSimdKernels } from '../src/kernels/simd.ts';

/** Name, batches, rows, columns, inner length, and the transposed operand. */
const SHAPES = [
  ['forward', 1, 2048, 128, 128, ''],
  ['to the input', 1, 2048, 128, 256, 'b'],
  ['to the weights', 1, 128, 256, 2048, 'a'],
  ['attention scores', 128, 64, 64, 32, 'b'],
  ['attention mix', 128, 64, 32, 64, ''],
  ['small model, forward', 1, 640, 32, 32, ''],
  ['small model, to weights', 1, 32, 64, 640, 'a'],
  ['small model, scores', 64, 20, 20, 16, 'b'],
] as const;
const OPERATIONS = 4e8;
const REPEATS = 7;
/** Each takes 12 MB. */
const [A, B, C, SCRATCH] = [1, 2, 3, 4].map((i) => i * 12 * 2 ** 20) as [number, number, number, number];

const files = process.argv.slice(2);
const sides = await Promise.all(
  files.map(async (file) => {
    const memory = new WebAssembly.Memory({ initial: 1024 });
    return { memory, kernels: await loadKernelsFrom(readFileSync(file), memory) };
  }),
);
if (files.length === 0) {
  const memory = new WebAssembly.Memory({ initial: 1024 });
  sides.push({ memory, kernels: await loadSimdKernels(memory, false) });
  if (await fusesMultiplyAdd()) {
    const other = new WebAssembly.Memory({ initial: 1024 });
    sides.push({ memory: other, kernels: await loadSimdKernels(other, true) });
  }
}
for (const [name, batches, m, n, k, transposed] of SHAPES) {
  const repeats = Math.ceil(OPERATIONS / (2 * batches * m * n * k));
  const outcomes = sides.map(({ memory, kernels }) => {
    const values = new Float32Array(memory.buffer);
    let state = 1;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state / 2 ** 30 - 1;
    };
    for (let i = 0; i < batches * m * k; i++) values[A / 4 + i] = next();
    for (let i = 0; i < batches * k * n; i++) values[B / 4 + i] = next();
    const left = transposed === 'a' ? [4, m * 4] : [k * 4, 4];
    const right = transposed === 'b' ? [4, k * 4] : [n * 4, 4];
    const multiply = () =>
      kernels.batchMatMul(A, ...left, m * k * 4, B, ...right, k * n * 4, C, batches, m, n, k, SCRATCH);
    multiply();
    const result = Buffer.from(memory.buffer.slice(C, C + batches * m * n * 4));
    return { multiply, result, seconds: Number.POSITIVE_INFINITY };
  });
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const outcome of outcomes) {
      const start = process.cpuUsage();
      for (let i = 0; i < repeats; i++) outcome.multiply();
      const { user, system } = process.cpuUsage(start);
      outcome.seconds = Math.min(outcome.seconds, (user + system) / 1e6);
    }
  }
  const columns = outcomes.map(({ result, seconds }, i) => {
    const rate = ((2 * batches * m * n * k * repeats) / seconds / 1e9).toFixed(1).padStart(6);
    const same =
      i === 0 ? '' : result.equals(outcomes[0]?.result ?? result) ? ' (same bytes)' : ' (other bytes)';
    return `${rate}${same}`;
  });
  console.log(`${name.padEnd(24)} ${columns.join(' ')}`);
}
