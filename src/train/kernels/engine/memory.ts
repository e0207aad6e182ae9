/**
 * Where the values of tensors are in the memory of WebAssembly. The backend keeps that in a weak map, and tells it to its kernels in C++ for every
 * tensor. Here it is kept on the tensor's own id, and told when a shipped kernel asks for it: most tensors are seen by our kernels alone.
 */
import type * as tf from '@tensorflow/tfjs';
import { bytesOf, sizeOf, type Tf, type WasmBackend } from '../toolkit.ts';

const STORED = Symbol('stored');

/** What the backend keeps of a tensor's data. */
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
    readonly HEAPU8: Uint8Array;
    readonly tfjs: { registerTensor(id: number, size: number, address: number): void };
  };
  dataIdNextNumber: number;
  dataIdMap: Store;
  move(id: Id, values: Values, shape: number[], dtype: tf.DataType, references: number): void;
  disposeData(id: Id, isForced?: boolean): boolean;
}

class Numbers implements Data {
  readonly memoryOffset: number;
  readonly shape: number[];
  readonly dtype: tf.DataType;
  refCount: number;
  isRegistered = false;
  readonly #backend: Backend;
  readonly #id: number;

  constructor(
    backend: Backend,
    memoryOffset: number,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ) {
    this.memoryOffset = memoryOffset;
    this.shape = shape;
    this.dtype = dtype;
    this.refCount = references;
    this.#backend = backend;
    this.#id = backend.dataIdNextNumber++;
  }

  /** By which kernels in C++ know it. */
  get id(): number {
    if (!this.isRegistered) {
      this.isRegistered = true;
      this.#backend.wasm.tfjs.registerTensor(this.#id, sizeOf(this.shape), this.memoryOffset);
    }
    return this.#id;
  }
}

export function useLeanMemory(t: Tf, installed: WasmBackend): void {
  const backend = installed as unknown as Backend;
  const shipped = { move: backend.move.bind(backend), disposeData: backend.disposeData.bind(backend) };
  backend.dataIdMap = storeOnIds(t, backend, backend.dataIdMap);
  backend.move = (id, values, shape, dtype, references) => {
    if (dtype === 'string') {
      shipped.move(id, values, shape, dtype, references);
      return;
    }
    const bytes = sizeOf(shape) * bytesOf(dtype);
    // The answer is a signed number, and memory reaches further.
    const address = backend.wasm._malloc(bytes) >>> 0;
    backend.dataIdMap.set(id, new Numbers(backend, address, shape, dtype, references));
    if (values === null) return;
    backend.wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, bytes), address);
  };
  backend.disposeData = (id, isForced = false) => {
    const data = id[STORED];
    if (!(data instanceof Numbers) || data.isRegistered) return shipped.disposeData(id, isForced);
    data.refCount -= 1;
    if (!isForced && data.refCount > 0) return false;
    backend.wasm._free(data.memoryOffset);
    backend.dataIdMap.delete(id);
    return true;
  };
}

/** @param before of tensors that exist already */
function storeOnIds(t: Tf, backend: Backend, before: Store): Store {
  const engine = t.engine() as unknown as { moveData(to: Backend, id: Id): void };
  let count = 0;
  return {
    get(id) {
      const data = id[STORED];
      if (data !== undefined) return data;
      // Of another backend.
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
