/** Keeps addresses on tensor ids, not in a weak map, and tells the C++ kernels only on demand. */
import type * as tf from '@tensorflow/tfjs';
import { bytesOf, sizeOf, type Tf, type Toolkit, type WasmBackend } from '../toolkit.ts';

const STORED = Symbol('stored');

interface Data {
  readonly id: number;
  readonly memoryOffset: number;
  refCount: number;
}

type Id = object & { [STORED]?: Data | undefined };

interface Store {
  get(id: Id): Data;
  set(id: Id, data: Data): void;
  has(id: Id): boolean;
  delete(id: Id): boolean;
  numDataIds(): number;
}

type Values = Extract<tf.backend_util.BackendValues, ArrayBufferView> | null;

interface Backend extends Omit<WasmBackend, 'wasm' | 'dataIdMap'> {
  readonly wasm: WasmBackend['wasm'] & {
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
  dataIdNextNumber: number;
  dataIdMap: Store;
  move(id: Id, values: Values, shape: number[], dtype: tf.DataType, references: number): void;
  disposeData(id: Id, isForced?: boolean): boolean;
  typedArrayFromHeap(tensor: tf.TensorInfo): ArrayBufferView;
  readSync(id: Id, start?: number, end?: number): tf.backend_util.BackendValues;
}

class Numbers implements Data {
  memoryOffset: number;
  readonly shape: number[];
  readonly dtype: tf.DataType;
  refCount: number;
  isView = false;
  #isRegistered = false;
  readonly #tools: Toolkit;
  readonly #id: number;

  constructor(tools: Toolkit, memoryOffset: number, shape: number[], dtype: tf.DataType, references: number) {
    this.memoryOffset = memoryOffset;
    this.shape = shape;
    this.dtype = dtype;
    this.refCount = references;
    this.#tools = tools;
    this.#id = backendOf(tools).dataIdNextNumber++;
  }

  get id(): number {
    this.#tools.watcher?.touch();
    if (!this.#isRegistered) {
      this.#isRegistered = true;
      backendOf(this.#tools).wasm.tfjs.registerTensor(this.#id, sizeOf(this.shape), this.memoryOffset);
    }
    return this.#id;
  }

  forget(): void {
    if (this.#isRegistered) backendOf(this.#tools).wasm.tfjs.disposeData(this.#id);
    this.#isRegistered = false;
  }
}

/** A pair of tensors, as in the plain backend. */
class Complex implements Data {
  readonly memoryOffset = 0;
  refCount: number;
  readonly real: object;
  readonly imaginary: object;

  constructor(real: object, imaginary: object, references: number) {
    this.real = real;
    this.imaginary = imaginary;
    this.refCount = references;
  }

  get id(): number {
    throw new Error('kernels in C++ know no complex numbers');
  }
}

function backendOf(tools: Toolkit): Backend {
  return tools.backend as unknown as Backend;
}

export function useLeanMemory(tools: Toolkit): void {
  const backend = backendOf(tools);
  const { wasm } = backend;
  const shipped = {
    move: backend.move.bind(backend),
    disposeData: backend.disposeData.bind(backend),
    makeOutput: backend.makeOutput.bind(backend),
  };
  backend.dataIdMap = storeOnIds(tools.tf, backend, backend.dataIdMap);
  backend.move = (id, values, shape, dtype, references) => {
    if (dtype === 'string') {
      tools.watcher?.touch();
      shipped.move(id, values, shape, dtype, references);
      return;
    }
    if (dtype === 'complex64') {
      const { real, imag } = tools.tf.backend_util.splitRealAndImagArrays(values as Float32Array);
      const [first, second] = [real, imag].map((part) =>
        backend.makeOutput(shape, 'float32', undefined, part),
      );
      backend.dataIdMap.set(id, new Complex(first?.dataId as Id, second?.dataId as Id, references));
      return;
    }
    const length = sizeOf(shape) * bytesOf(dtype);
    const bytes = values === null ? null : new Uint8Array(values.buffer, values.byteOffset, length);
    // malloc returns a signed number, but memory exceeds 2 GiB.
    const address =
      tools.watcher === null ? wasm._malloc(length) >>> 0 : tools.watcher.take(length, bytes, id);
    backend.dataIdMap.set(id, new Numbers(tools, address, shape, dtype, references));
    if (bytes !== null) wasm.HEAPU8.set(bytes, address);
  };
  backend.disposeData = (id, isForced = false) => {
    const data = id[STORED];
    if (data instanceof Complex) return disposeComplex(backend, id, data, isForced);
    if (!(data instanceof Numbers)) return shipped.disposeData(id, isForced);
    if (data.isView) return true;
    data.refCount -= 1;
    if (!isForced && data.refCount > 0) return false;
    if (tools.watcher === null) wasm._free(data.memoryOffset);
    else tools.watcher.give(data.memoryOffset);
    data.forget();
    backend.dataIdMap.delete(id);
    return true;
  };
  backend.makeOutput = (...given) =>
    tools.watcher === null
      ? shipped.makeOutput(...given)
      : tools.watcher.makeOutput(shipped.makeOutput, ...given);
  for (const name of ['typedArrayFromHeap', 'readSync'] as const) {
    const read = backend[name].bind(backend) as (...given: unknown[]) => never;
    backend[name] = (...given: unknown[]) => {
      tools.watcher?.touch();
      return read(...given);
    };
  }
  const { readSync } = backend;
  backend.readSync = (id, ...bounds) => {
    const data = id[STORED];
    if (!(data instanceof Complex)) return readSync(id, ...bounds);
    const [real, imaginary] = [data.real, data.imaginary].map((part) => readSync(part) as Float32Array);
    return tools.tf.backend_util.mergeRealAndImagArrays(real as Float32Array, imaginary as Float32Array);
  };
  backend.makeComplex = (real, imaginary) => {
    const id: Id = {};
    backend.dataIdMap.set(id, new Complex(real.dataId, imaginary.dataId, 1));
    return { dataId: id, shape: real.shape, dtype: 'complex64' };
  };
  backend.partsOf = ({ dataId, shape }) => {
    const { real, imaginary } = backend.dataIdMap.get(dataId) as Complex;
    return [real, imaginary].map((part) => ({ dataId: part, shape, dtype: 'float32' }));
  };
  // C++ kernels cache derived data, such as packed filters, until an id is disposed.
  backend.noteChange = (id: Id) => {
    const data = id[STORED];
    if (data instanceof Numbers) data.forget();
  };
  backend.viewOf = (address, shape, dtype) => {
    const id: Id = {};
    const data = new Numbers(tools, address, shape, dtype, 1);
    data.isView = true;
    backend.dataIdMap.set(id, data);
    return id;
  };
  backend.relocate = (id: Id) => {
    const data = id[STORED] as Numbers;
    const { memoryOffset: from, shape, dtype } = data;
    const length = sizeOf(shape) * bytesOf(dtype);
    data.memoryOffset = wasm._malloc(length) >>> 0;
    // The tensor's first user reports full memory.
    if (data.memoryOffset !== 0) wasm.HEAPU8.copyWithin(data.memoryOffset, from, from + length);
    data.forget();
  };
  backend.dropView = (id: Id) => {
    (id[STORED] as Numbers).forget();
    backend.dataIdMap.delete(id);
  };
}

function disposeComplex(backend: Backend, id: Id, data: Complex, isForced: boolean): boolean {
  data.refCount -= 1;
  if (!isForced && data.refCount > 0) return false;
  for (const part of [data.real, data.imaginary]) backend.disposeData(part);
  backend.dataIdMap.delete(id);
  return true;
}

/** @param before the store of existing tensors */
function storeOnIds(t: Tf, backend: Backend, before: Store): Store {
  const engine = t.engine() as unknown as { moveData(to: Backend, id: Id): void };
  let count = 0;
  return {
    get(id) {
      const data = id[STORED];
      if (data !== undefined) return data;
      // The tensor belongs to another backend.
      if (!before.has(id)) engine.moveData(backend, id);
      return id[STORED] ?? before.get(id);
    },
    set(id, data) {
      count += 1;
      id[STORED] = data;
    },
    has: (id) => id[STORED] !== undefined || before.has(id),
    delete(id) {
      if (id[STORED] === undefined) return before.delete(id);
      count -= 1;
      id[STORED] = undefined;
      return true;
    },
    numDataIds: () => count + before.numDataIds(),
  };
}
