/** Does what the engine does, without allocations for operations that return one tensor. */
import type * as tf from '@tensorflow/tfjs';
import type { Tf } from '../toolkit.ts';
import { type Engine, engineOf, type TensorNote, type TensorNotes, type Tracked } from './engine.ts';

const NOTE = Symbol('note');

type Id = object & { [NOTE]?: TensorNote | undefined };

export function useLeanScopes(t: Tf): void {
  const engine = engineOf(t);
  const shipped: Pick<Engine, 'tidy' | 'endScope'> = {
    tidy: engine.tidy.bind(engine),
    endScope: engine.endScope.bind(engine),
  };
  engine.state.tensorInfo = notesOnIds(engine.state.tensorInfo);

  engine.tidy = (nameOrFn, fn) => {
    const run = fn ?? nameOrFn;
    // The engine's own errors cover wrong arguments.
    if (typeof run !== 'function' || (fn != null && typeof nameOrFn !== 'string'))
      return shipped.tidy(nameOrFn, fn);
    engine.startScope(fn == null ? undefined : (nameOrFn as string));
    let result: unknown;
    try {
      result = run();
      if (result instanceof Promise) console.error('Cannot return a Promise inside of tidy.');
    } catch (error) {
      engine.endScope(undefined);
      throw error;
    }
    engine.endScope(result);
    return result;
  };

  engine.endScope = (result) => {
    const { state } = engine;
    const scope = state.activeScope;
    if (scope === null || !(result == null || isTensor(result))) {
      shipped.endScope(result);
      return;
    }
    const { track } = scope;
    const id = result == null ? Number.NaN : result.id;
    for (let i = 0; i < track.length; i += 1) {
      const tensor = track[i] as Tracked;
      if (!tensor.kept && tensor.id !== id) tensor.dispose();
    }
    state.scopeStack.pop();
    state.activeScope = state.scopeStack.at(-1) ?? null;
    if (result != null && !result.kept && result.scopeId === scope.id) engine.track(result);
  };

  engine.trackTensor = (tensor, backend = engine.backend) => {
    const { state } = engine;
    const bytes = bytesOf(t, tensor);
    state.numTensors += 1;
    if (tensor.dtype === 'string') state.numStringTensors += 1;
    state.numBytes += bytes;
    if (!state.tensorInfo.has(tensor.dataId)) {
      state.numDataBuffers += 1;
      const { dataId, dtype, shape } = tensor;
      state.tensorInfo.set(dataId, { backend, dtype, shape, bytes });
    }
    if (!isVariable(tensor)) engine.track(tensor);
  };

  engine.disposeTensor = (tensor) => {
    const { state } = engine;
    const { dataId, dtype } = tensor;
    const note = state.tensorInfo.get(dataId);
    if (note === undefined) return;
    state.numTensors -= 1;
    if (dtype === 'string') state.numStringTensors -= 1;
    state.numBytes -= dtype === 'string' ? note.bytes : bytesOf(t, tensor);
    const isGone = (note.backend as unknown as { disposeData(id: object): boolean }).disposeData(dataId);
    if (!isGone || state.tensorInfo.get(dataId)?.backend !== note.backend) return;
    state.tensorInfo.delete(dataId);
    state.numDataBuffers -= 1;
  };
}

/** Allows for several copies of TensorFlow.js. */
function isTensor(value: unknown): value is Tracked {
  const { data, dataSync, throwIfDisposed } = value as Partial<
    Record<keyof tf.Tensor | 'throwIfDisposed', unknown>
  >;
  return data != null && dataSync != null && throwIfDisposed != null;
}

function isVariable(tensor: tf.Tensor): boolean {
  return (tensor as Partial<tf.Variable>).assign !== undefined;
}

/** Complex tensors count through their parts, strings when written. */
function bytesOf(t: Tf, { dtype, size }: tf.Tensor): number {
  if (dtype === 'float32' || dtype === 'int32') return size * 4;
  return dtype === 'complex64' || dtype === 'string' ? 0 : size * t.util.bytesPerElement(dtype);
}

/**
 * Keeps notes on tensor ids; weak maps are slow to read and collect.
 *
 * @param before the notes of existing tensors
 */
function notesOnIds(before: TensorNotes): TensorNotes {
  const get = (id: Id) => id[NOTE] ?? before.get(id);
  return {
    get,
    has: (id) => get(id) !== undefined,
    set: (id: Id, note) => {
      id[NOTE] = note;
    },
    delete: (id: Id) => {
      if (id[NOTE] === undefined) return before.delete(id);
      id[NOTE] = undefined;
      return true;
    },
  };
}
