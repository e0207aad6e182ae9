/**
 * The loop around replayed steps. That of TensorFlow.js gathers each batch and adds up each loss by kernels of their own, and awaits callbacks between
 * steps. Here it is given whole epochs as its batches, so that it shuffles, calls back and keeps the history as ever; what is within an epoch is
 * copies of rows and sums of numbers, with the same bytes.
 */
import type * as tf from '@tensorflow/tfjs';
import { engineOf } from '../engine/engine.ts';
import { addressOf, bytesOf, type Toolkit } from '../toolkit.ts';
import type { ShippedStep } from './replays.ts';

type Columns = ReadonlyArray<tf.Tensor | null>;

type Callback = Readonly<Record<string, unknown>>;

/** The arguments of LayersModel's `fitLoop`, which is private in its types. */
type Loop = [
  train: ShippedStep,
  inputs: Columns,
  labels: string[],
  batchSize: number,
  epochs: number | undefined,
  verbose: number | undefined,
  callbacks: Callback[],
  test: ShippedStep | null,
  testInputs: Columns,
  ...rest: unknown[],
];
export type FitLoop = (...given: Loop) => Promise<unknown>;

const { fround } = Math;

/** @param fitLoop of the model, by which all is done where somebody looks on between two batches */
export function replayedEpochs(tools: Toolkit, fitLoop: FitLoop): FitLoop {
  return (...given) => {
    const [train, inputs, labels, batchSize, epochs, verbose, callbacks, test, testInputs, ...rest] = given;
    const isSeenWithin = callbacks.some(
      ({ yieldEvery, batchBegin, batchEnd }) =>
        yieldEvery !== 'never' || batchBegin != null || batchEnd != null,
    );
    const columns = [...inputs, ...testInputs];
    if (isSeenWithin || verbose !== 0 || !columns.every((column) => hasRows(tools, column)))
      return fitLoop(...given);
    const { tf: t } = tools;
    const count = inputs[0]?.shape[0] ?? 0;
    let averages: tf.Logs = {};
    const trainEpoch: ShippedStep = ([order]) => {
      const sums = runBatches(tools, train, inputs, batchSize, (order as tf.Tensor).dataSync());
      const share = fround(1 / fround(count));
      labels.forEach((label, i) => {
        averages[label] = fround(share * (sums[i] as number));
      });
      return [];
    };
    const testEpoch = (step: ShippedStep) => () => {
      const sums = runBatches(tools, step, testInputs, batchSize, null);
      const seen = fround(testInputs[0]?.shape[0] ?? 0);
      const trained = averages;
      averages = {};
      labels.forEach((label, i) => {
        averages[`val_${label}`] = fround((sums[i] as number) / seen);
      });
      // In this order they are logged.
      Object.assign(averages, trained);
      return [];
    };
    const onEpochEnd = (_epoch: number, logs?: tf.Logs) => {
      Object.assign(logs ?? {}, averages);
      averages = {};
    };
    const logger = new t.CustomCallback({ onEpochEnd } as tf.CustomCallbackArgs, 'never');
    const [order, once] = [t.range(0, count, 1, 'int32'), t.zeros([1], 'int32')];
    const watching = [logger as unknown as Callback, ...callbacks];
    const testOnce = test && testEpoch(test);
    return fitLoop(
      trainEpoch,
      [order],
      [],
      count,
      epochs,
      verbose,
      watching,
      testOnce,
      [once],
      ...rest,
    ).finally(() => t.dispose([order, once]));
  };
}

/** Whether its rows can be copied as they are. */
function hasRows({ tf: t, backend }: Toolkit, column: tf.Tensor | null): boolean {
  if (column === null) return true;
  const { dtype, shape, dataId } = column;
  const isHere = (engineOf(t).state.tensorInfo.get(dataId)?.backend as unknown) === backend;
  return isHere && shape[0] !== 0 && ['float32', 'int32', 'bool'].includes(dtype);
}

/**
 * @param order of the rows; null: as they are
 * @returns the sum of each answer, weighted by the length of its batch
 */
function runBatches(
  tools: Toolkit,
  step: ShippedStep,
  columns: Columns,
  batchSize: number,
  order: ArrayLike<number> | null,
): number[] {
  const { tf: t, backend } = tools;
  const count = columns[0]?.shape[0] ?? 0;
  const sums: number[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    t.tidy(() => {
      const batch = columns.map((column) => column && rowsOf(tools, column, start, size, order));
      const answers = step(batch);
      const floats = new Float32Array(backend.wasm.HEAPU8.buffer);
      answers.forEach((answer, i) => {
        const value = floats[addressOf(tools, answer) / 4] as number;
        sums[i] = fround((sums[i] ?? 0) + fround(value * size));
      });
      t.dispose(answers);
    });
  }
  return sums;
}

function rowsOf(
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
