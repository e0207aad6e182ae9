import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetPath } from '../../src/backends/assets.ts';
import { fusesMultiplyAdd, loadProducts } from '../../src/kernels/fused-multiply-add.ts';
import { loadSimdKernels, SCRATCH_BYTES } from '../../src/kernels/simd.ts';

const memory = new WebAssembly.Memory({ initial: 64 });
const [A, B, C, SCRATCH] = [0, 2 ** 19, 2 ** 20, 2 ** 21] as const;
const fused = await loadProducts(memory);
const kernels = await loadSimdKernels(memory, false);
/** Rows of the inner dimension that are summed before they are added to what was summed before: PANEL_ROWS of assembly/gemm.ts. */
const BLOCK = 512;

/** Multiples of 2⁻¹², so that a double holds every product and every sum of them. */
const values = (length: number, seed: number) =>
  Float32Array.from({ length }, (_, i) => (((i + 1) * seed * 7919) % 8191) / 4096 - 1);

type Multiply = (sum: number, x: number, y: number) => number;
const once: Multiply = (sum, x, y) => Math.fround(x * y + sum);
const twice: Multiply = (sum, x, y) => Math.fround(Math.fround(x * y) + sum);

function byDefinition(a: Float32Array, b: Float32Array, m: number, n: number, k: number, add: Multiply) {
  return Array.from({ length: m * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    let total = 0;
    for (let start = 0; start < k; start += BLOCK) {
      let sum = 0;
      for (let p = start; p < Math.min(k, start + BLOCK); p++)
        sum = add(sum, a[row * k + p] ?? 0, b[p * n + column] ?? 0);
      total = start === 0 ? sum : Math.fround(sum + total);
    }
    return total;
  });
}

function product(
  batchMatMul: (...numbers: number[]) => unknown,
  a: Float32Array,
  b: Float32Array,
  [m, n, k]: readonly [number, number, number],
): number[] {
  const floats = new Float32Array(memory.buffer);
  floats.set(a, A / 4);
  floats.set(b, B / 4);
  floats.fill(Number.NaN, C / 4, C / 4 + m * n + 1);
  batchMatMul(A, k * 4, 4, 0, B, n * 4, 4, 0, C, 1, m, n, k, SCRATCH);
  // Nothing beyond the result is written.
  expect(floats[C / 4 + m * n]).toBeNaN();
  return Array.from(floats.subarray(C / 4, C / 4 + m * n));
}

const SHAPES = [
  [1, 1, 1],
  [5, 9, 33],
  [4, 16, 8],
  [7, 27, 513],
  [3, 257, 2],
  [66, 24, 20],
  [2, 5, 1100],
  [3, 4, 0],
] as const;

test.each(SHAPES)('%i × %i with an inner length of %i: each rounding is where it should be', (m, n, k) => {
  const [a, b] = [values(m * k, 3), values(k * n, 5)];
  expect(product(kernels.batchMatMul, a, b, [m, n, k])).toEqual(byDefinition(a, b, m, n, k, twice));
  if (fused === undefined) return;
  for (const wide of [0, 1]) {
    fused.useWidePanels(wide);
    expect(product(fused.batchMatMul, a, b, [m, n, k])).toEqual(byDefinition(a, b, m, n, k, once));
  }
});

test('panels of any width give the same bytes', () => {
  if (fused === undefined) return;
  const sizes = fc.tuple(...[40, 300, 700].map((max) => fc.integer({ min: 1, max }))) as fc.Arbitrary<
    [number, number, number]
  >;
  fc.assert(
    fc.property(sizes, ([m, n, k]) => {
      const [a, b] = [m * k, k * n].map((length) => Float32Array.from({ length }, (_, i) => Math.sin(i * i)));
      const [narrow, wide] = [0, 1].map((width) => {
        fused.useWidePanels(width);
        return product(fused.batchMatMul, a as Float32Array, b as Float32Array, [m, n, k]);
      });
      expect(wide).toEqual(narrow);
    }),
    { numRuns: 30 },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d stays in its row and its column', (value) => {
  const [m, n, k] = [6, 19, 5];
  const [a, b] = [values(m * k, 3), values(k * n, 5)];
  a[k * 2] = value;
  for (const multiply of [kernels.batchMatMul, ...(fused === undefined ? [] : [fused.batchMatMul])]) {
    const found = product(multiply as (...numbers: number[]) => void, a, b, [m, n, k]);
    expect(found.flatMap((one, at) => (Number.isFinite(one) ? [] : [Math.floor(at / n)]))).toEqual(
      Array(n).fill(2),
    );
  }
});

test('the flags of V8 hold for these kernels alone', async () => {
  const binary = await readFile(assetPath('products.wasm'));
  const before = WebAssembly.validate(binary);
  await loadProducts(memory);
  expect(WebAssembly.validate(binary)).toBe(before);
});

test('this machine answers what it can load', async () => {
  expect(await fusesMultiplyAdd()).toBe(fused !== undefined);
  expect(SCRATCH + SCRATCH_BYTES).toBeLessThan(memory.buffer.byteLength);
});
