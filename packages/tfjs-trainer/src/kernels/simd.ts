/** Loads kernels.wasm and products.wasm into the wasm backend's memory, so that no tensor is copied. */
import { readFile } from 'node:fs/promises';
import { assetPath } from '../backends/assets.ts';
import { loadProducts } from './fused-multiply-add.ts';

/** Packed blocks of both operands and one tile of 4 × 16. */
export const SCRATCH_BYTES = 512 * 256 * 4 + 32768 * 4 + 4 * 16 * 4;

type Wasm = (...numbers: number[]) => void;

/** Exports of kernels.wasm; addresses and strides are in bytes. */
export interface SimdKernels {
  readonly adam: Wasm;
  readonly arithmetic: Wasm;
  readonly batchMatMul: Wasm;
  readonly batchNorm: Wasm;
  readonly boundedShares: Wasm;
  readonly clear: Wasm;
  readonly clip: Wasm;
  readonly clipGradient: Wasm;
  readonly conv2d: Wasm;
  readonly crossEntropy: Wasm;
  readonly crossEntropyGradient: Wasm;
  readonly depthwiseBackprop: Wasm;
  readonly erf: Wasm;
  readonly exp: Wasm;
  /** Returns −1, or the position of the first index out of range. */
  readonly gatherRows: (...numbers: number[]) => number;
  readonly layerNorm: Wasm;
  readonly layerNormGradient: Wasm;
  readonly maxPoolBackprop: Wasm;
  readonly moveRows: Wasm;
  readonly reluGradient: Wasm;
  readonly repeatRows: Wasm;
  readonly rsqrt: Wasm;
  readonly segmentSum: Wasm;
  readonly select: Wasm;
  readonly softmax: Wasm;
  readonly softmaxGradient: Wasm;
  readonly sumLast: Wasm;
  readonly sumRows: Wasm;
  readonly tanh: Wasm;
  readonly winograd: Wasm;
  readonly winogradFilter: Wasm;
}

/** @throws Error if `fused` is set and the machine cannot fuse multiplication and addition */
export async function loadSimdKernels(memory: WebAssembly.Memory, fused: boolean): Promise<SimdKernels> {
  const kernels = await loadKernelsFrom(await readFile(assetPath('kernels.wasm')), memory);
  if (!fused) return kernels;
  const products = await loadProducts(memory);
  if (products === undefined)
    throw new Error(
      'this processor or this version of Node has no fused multiply-add, but the experiment was started where there is one; start it on such a machine as this, or leave this one out',
    );
  return { ...kernels, ...(products as unknown as Partial<SimdKernels>) };
}

export async function loadKernelsFrom(binary: Uint8Array, memory: WebAssembly.Memory): Promise<SimdKernels> {
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return instance.exports as unknown as SimdKernels;
}
