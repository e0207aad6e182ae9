/** What every kernel of this folder works with: the wasm backend's memory, and the SIMD functions that share it. */
import type * as tf from '@tensorflow/tfjs';
import type { SimdKernels } from './simd.ts';

export type Tf = typeof tf;
export type TensorInfo = tf.TensorInfo;

/** The part of TensorFlow.js's wasm backend that kernels use; its published types leave half of it out. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  /** What `useLeanMemory` adds: to be called when a tensor has got other values in its place, so that kernels in C++ look at it again. */
  noteChange(dataId: object): void;
  /** A handle of memory that somebody else has taken, and frees. */
  viewOf(address: number, shape: number[], dtype: tf.DataType): object;
  dropView(dataId: object): void;
  /** A tensor of complex numbers; both parts become its own. */
  makeComplex(real: TensorInfo, imaginary: TensorInfo): TensorInfo;
  /** Real and imaginary part of complex numbers. They stay the tensor's own. */
  partsOf(tensor: TensorInfo): TensorInfo[];
  /** Moves a tensor's values to memory that it frees itself. */
  relocate(dataId: object): void;
  makeOutput(
    shape: number[],
    dtype: tf.DataType,
    memoryOffset?: number,
    values?: tf.backend_util.BackendValues,
  ): TensorInfo;
  readSync(dataId: object): tf.backend_util.BackendValues;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  refCount(dataId: object): number;
  toolkit?: Toolkit;
}

type Call = Parameters<tf.KernelFunc>[0];

/** Sees what a step does, so that it can be replayed: see replay/. */
export interface Watcher {
  /** Runs a kernel that is no part of another. */
  runKernel(kernel: tf.KernelFunc, call: Call): TensorInfo | TensorInfo[];
  /** Memory for a tensor; `values`: what JavaScript puts there. */
  take(bytes: number, values: Uint8Array | null, id: object): number;
  give(address: number): void;
  makeOutput(make: WasmBackend['makeOutput'], ...given: Parameters<WasmBackend['makeOutput']>): TensorInfo;
  /** Memory is read or written by other functions than those of `simd`. */
  touch(): void;
  /** Runs what JavaScript computes anew in each step. @param seen what has to be the same in each */
  again(run: () => void, seen: readonly unknown[], used: readonly tf.Tensor[]): void;
}

export interface Toolkit {
  readonly tf: Tf;
  readonly backend: WasmBackend;
  simd: SimdKernels;
  /** Scratch memory for the matrix product, SCRATCH_BYTES long. */
  readonly scratch: number;
  watcher: Watcher | null;
}

/** Undefined where another backend is at work. */
export function toolkitOf(t: Tf): Toolkit | undefined {
  return t.getBackend() === 'wasm' ? (t.backend() as unknown as WasmBackend).toolkit : undefined;
}

export type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;

/**
 * One kernel, which writes memory by the functions of `simd` alone, so that a step can be replayed: `run` computes it, or calls `otherwise`,
 * the implementation that it takes the place of, with the same attributes and inputs or with others.
 */
export interface TrainingKernel {
  readonly name: string;
  run(
    tools: Toolkit,
    inputs: Inputs<string>,
    attributes: Readonly<Record<string, unknown>>,
    otherwise: (
      attributes?: Readonly<Record<string, unknown>>,
      inputs?: Inputs<string>,
    ) => TensorInfo | TensorInfo[],
  ): TensorInfo | TensorInfo[];
}

/** A kernel may have any number of inputs, in an array, and arrays among its inputs. */
export function mapInputs(
  inputs: tf.NamedTensorInfoMap,
  make: (one: TensorInfo) => TensorInfo,
): tf.NamedTensorInfoMap {
  const one = (value: TensorInfo | TensorInfo[] | null | undefined): unknown =>
    Array.isArray(value) ? value.map(make) : value == null ? value : make(value);
  return (
    Array.isArray(inputs)
      ? one(inputs)
      : Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, one(value)]))
  ) as tf.NamedTensorInfoMap;
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/**
 * Where a tensor's values begin. The backend does not look at the answer of malloc, so a tensor that did not fit
 * sits at address 0; writing there would overwrite the backend's own data.
 */
export function addressOf(tools: Toolkit, tensor: TensorInfo): number {
  const address = tools.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  if (address === 0 && sizeOf(tensor.shape) > 0) {
    throw new Error(
      `out of memory: a tensor of shape [${tensor.shape}] does not fit into the 4 GB that WebAssembly can address; use smaller batches`,
    );
  }
  return address;
}

/** The same values under another handle. Every handle is counted, and what writes into a tensor that exists, as Adam does, looks at `refCount` first. */
export function share(tools: Toolkit, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  tools.backend.incRef(dataId);
  return { dataId, shape, dtype };
}

/** Whether all are floats of this shape, as kernels need them that walk through several tensors at once. */
export function areFloats(shape: readonly number[], tensors: readonly TensorInfo[]): boolean {
  return tensors.every(
    (one) =>
      one.dtype === 'float32' &&
      one.shape.length === shape.length &&
      one.shape.every((length, axis) => length === shape[axis]),
  );
}

/** A gradient whose windows are not those of the forward pass would read and write memory of others. */
export function requireWindows({ shape }: TensorInfo, outShape: readonly number[]): void {
  if (shape.length === outShape.length && shape.every((length, axis) => length === outShape[axis])) return;
  throw new Error(
    `a gradient of shape [${shape}] does not fit [${outShape}], the windows of its operation: TensorFlow.js does not pass dimRoundingMode to the gradients of its fused operations. Leave dimRoundingMode out, or pad with tf.pad`,
  );
}

/** Whether its values are numbers in one piece of memory: neither text nor complex. */
export function hasNumbers({ dtype }: TensorInfo): boolean {
  return dtype !== 'string' && dtype !== 'complex64';
}

export function bytesOf(dtype: tf.DataType): number {
  return dtype === 'bool' ? 1 : 4;
}

/** Whether a gradient is itself recorded, as for a penalty on gradients: a kernel without a gradient of its own will not do then. */
export function isDifferentiatedAgain(t: Tf): boolean {
  return (t.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth > 0;
}

/** @param gradient in place of the shipped one; null leaves it to that, as do gradients that are themselves recorded */
export function replaceGradient(
  t: Tf,
  kernelName: string,
  gradient: (
    dy: tf.Tensor,
    saved: readonly tf.Tensor[],
    attributes: object,
  ) => Record<string, () => tf.Tensor> | null,
): void {
  const shipped = t.getGradient(kernelName);
  t.registerGradient({
    ...shipped,
    gradFunc: (dy, saved, attributes) =>
      (isDifferentiatedAgain(t) ? null : gradient(dy as tf.Tensor, saved, attributes)) ??
      shipped.gradFunc(dy, saved, attributes),
  });
}
