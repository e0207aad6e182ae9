import type * as tf from '@tensorflow/tfjs';
import { engineOf } from '../engine/engine.ts';
import { addressOf, bytesOf, type Toolkit } from '../toolkit.ts';

export function hasRows({ tf: t, backend }: Toolkit, { dtype, shape, dataId }: tf.Tensor): boolean {
  const isHere = (engineOf(t).state.tensorInfo.get(dataId)?.backend as unknown) === backend;
  return isHere && shape[0] !== 0 && ['float32', 'int32', 'bool'].includes(dtype);
}

/** @param order of all rows; null keeps it */
export function rowsOf(
  tools: Toolkit,
  column: tf.Tensor,
  start: number,
  size: number,
  order: ArrayLike<number> | null,
): tf.Tensor {
  const { tf: t, backend } = tools;
  const [count = 0, ...rest] = column.shape;
  const bytes = (column.size / count) * bytesOf(column.dtype);
  const shape = [size, ...rest];
  const { dataId } = backend.makeOutput(shape, column.dtype);
  const rows = t.engine().makeTensorFromDataId(dataId, shape, column.dtype);
  const [from, to] = [addressOf(tools, column), addressOf(tools, rows)];
  const { HEAPU8: memory } = backend.wasm;
  if (order === null) memory.copyWithin(to, from + start * bytes, from + (start + size) * bytes);
  else
    for (let i = 0; i < size; i += 1) {
      const row = from + (order[start + i] as number) * bytes;
      memory.copyWithin(to + i * bytes, row, row + bytes);
    }
  return rows;
}
