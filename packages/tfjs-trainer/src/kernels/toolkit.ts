import type * as tf from '@tensorflow/tfjs';
import type { SimdKernels } from './simd.ts';

export type Tf = typeof tf;
export type TensorInfo = tf.TensorInfo;

/** Half of this is missing from the published types. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  /** Tells C++ kernels that a tensor changed in place. */
  noteChange(dataId: object): void;
  /** Handle of memory that its owner frees. */
  viewOf(address: number, shape: number[], dtype: tf.DataType): object;
  dropView(dataId: object): void;
  /** Takes over both parts. */
  makeComplex(real: TensorInfo, imaginary: TensorInfo): TensorInfo;
  /** The tensor still owns them. */
  partsOf(tensor: TensorInfo): TensorInfo[];
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

export interface Watcher {
  runKernel(kernel: tf.KernelFunc, call: Call): TensorInfo | TensorInfo[];
  /** Takes memory for a tensor; `values` are those from JavaScript. */
  take(bytes: number, values: Uint8Array | null, id: object): number;
  give(address: number): void;
  makeOutput(make: WasmBackend['makeOutput'], ...given: Parameters<WasmBackend['makeOutput']>): TensorInfo;
  /** Reports memory access outside `simd`. */
  touch(): void;
  /** Runs JavaScript that every step repeats. @param seen must be equal in each */
  again(run: () => void, seen: readonly unknown[], used: readonly tf.Tensor[]): void;
}

export interface Toolkit {
  readonly tf: Tf;
  readonly backend: WasmBackend;
  simd: SimdKernels;
  /** Has SCRATCH_BYTES. */
  readonly scratch: number;
  watcher: Watcher | null;
}

export function toolkitOf(t: Tf): Toolkit | undefined {
  return t.getBackend() === 'wasm' ? (t.backend() as unknown as WasmBackend).toolkit : undefined;
}

export type Inputs<Name extends string> = Readonly<Record<Name, TensorInfo>>;

/** Writes memory only through `simd`, so that it can be replayed; `otherwise` is the kernel it replaces. */
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

/** Inputs may be nested in arrays. */
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

/** The backend ignores a failed malloc, and address 0 holds its own data. */
export function addressOf(tools: Toolkit, tensor: TensorInfo): number {
  const address = tools.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  if (address === 0 && sizeOf(tensor.shape) > 0) {
    throw new Error(
      `out of memory: a tensor of shape [${tensor.shape}] does not fit into the 4 GB that WebAssembly can address; use smaller batches`,
    );
  }
  return address;
}

/** Calls an export of `simd` with the addresses of tensors, then numbers. */
export function callSimd(
  tools: Toolkit,
  name: keyof SimdKernels,
  tensors: readonly TensorInfo[],
  ...numbers: number[]
): void {
  tools.simd[name](...tensors.map((tensor) => addressOf(tools, tensor)), ...numbers);
}

/** Adds a counted handle; in-place writers check `refCount` first. */
export function share(tools: Toolkit, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  tools.backend.incRef(dataId);
  return { dataId, shape, dtype };
}

export function isFloat({ dtype }: TensorInfo): boolean {
  return dtype === 'float32';
}

export function areFloats(shape: readonly number[], tensors: readonly TensorInfo[]): boolean {
  return tensors.every(
    (one) =>
      one.dtype === 'float32' &&
      one.shape.length === shape.length &&
      one.shape.every((length, axis) => length === shape[axis]),
  );
}

/** Other windows would access foreign memory. */
export function requireWindows({ shape }: TensorInfo, outShape: readonly number[]): void {
  if (shape.length === outShape.length && shape.every((length, axis) => length === outShape[axis])) return;
  throw new Error(
    `a gradient of shape [${shape}] does not fit [${outShape}], the windows of its operation: TensorFlow.js does not pass dimRoundingMode to the gradients of its fused operations. Leave dimRoundingMode out, or pad with tf.pad`,
  );
}

export function hasNumbers({ dtype }: TensorInfo): boolean {
  return dtype !== 'string' && dtype !== 'complex64';
}

export function bytesOf(dtype: tf.DataType): number {
  return dtype === 'bool' ? 1 : 4;
}

/** Tells whether gradients are recorded, as for gradient penalties. */
export function isDifferentiatedAgain(t: Tf): boolean {
  return (t.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth > 0;
}

/** @param saved inputs that the gradient needs; `y` is the output */
export function registerGradient<Attributes = tf.NamedAttrMap>(
  t: Tf,
  kernelName: string,
  saved: readonly string[],
  gradient: (
    dy: tf.Tensor,
    saved: readonly [tf.Tensor, tf.Tensor],
    attributes: Attributes,
  ) => Readonly<Record<string, () => tf.Tensor>>,
): void {
  t.registerGradient({
    kernelName,
    inputsToSave: saved.filter((name) => name !== 'y'),
    outputsToSave: [saved.includes('y')],
    gradFunc: gradient as unknown as tf.GradFunc,
  });
}

/** @param gradient replaces the shipped one; null, or a gradient that is itself recorded, keeps it */
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
