import type * as tf from '@tensorflow/tfjs';
import { argMax } from '../../../../../src/stats/arg-max.ts';
import type { Examples } from '../../../types/module.d.ts';
import { requireUsable, UnusableModule } from '../unusable-module.ts';
import { findNonFinite } from './find-non-finite.ts';

type LabelForm = 'index' | 'one-hot' | 'value';

export interface CheckedExamples {
  readonly count: number;
  readonly inputs: readonly tf.Tensor[];
  readonly form: LabelForm;
  /** Columns of one-hot labels; 1 otherwise. */
  readonly columns: number;
  readonly labels: ArrayLike<number>;
  readonly ids: readonly string[] | undefined;
  readonly show: readonly string[] | undefined;
}

export function isTensor(value: unknown): value is tf.Tensor {
  return (
    typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value && 'dtype' in value
  );
}

/** `[64, 3]`, as a user writes it; an axis of any length is null in TensorFlow.js. */
export function shapeText(shape: ReadonlyArray<number | null>): string {
  return `[${shape.map((length) => length ?? 'any').join(', ')}]`;
}

export function checkExamples(name: string, value: unknown): CheckedExamples {
  requireUsable(
    typeof value === 'object' && value !== null,
    `data() returned no ${name}; it must return { train, validation, test }, each with xs and ys`,
  );
  const { xs, ys, ids, show } = value as Partial<Examples>;
  requireTensor(`${name}.ys`, ys);
  const count = ys.shape[0] ?? 0;
  const inputs = [xs].flat().map((input: unknown, i) => {
    const label = Array.isArray(xs) ? `${name}.xs[${i}]` : `${name}.xs`;
    requireTensor(label, input);
    const rows = input.shape[0] ?? 0;
    requireUsable(
      rows === count,
      `${name}.ys has ${count} rows, ${label} has ${rows}: both need the same number of examples`,
    );
    requireFinite(label, input);
    return input;
  });
  requireUsable(count > 0, `${name} holds no examples`);
  return {
    count,
    inputs,
    ...readLabels(`${name}.ys`, ys),
    ids: checkIds(name, ids, count),
    show: checkShown(name, show, count),
  };
}

function requireTensor(label: string, value: unknown): asserts value is tf.Tensor {
  requireUsable(isTensor(value), `${label} is ${describe(value)}; it must be a tensor`);
  requireUsable(!value.isDisposed, `${label} is already disposed; use tf.keep() inside of tf.tidy()`);
  requireUsable(
    value.shape.length > 0,
    `${label} is a scalar; its first dimension must be the number of examples`,
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value === undefined || value === null ? 'missing' : `a ${typeof value}`;
}

function requireFinite(label: string, tensor: tf.Tensor): void {
  if (tensor.dtype !== 'float32') return;
  const values = tensor.dataSync();
  const at = findNonFinite(values);
  if (at < 0) return;
  const row = Math.floor(at / (tensor.size / (tensor.shape[0] ?? 1)));
  throw new UnusableModule(`${label} holds ${values[at]} in example ${row}: every value must be finite`);
}

function readLabels(label: string, ys: tf.Tensor): Pick<CheckedExamples, 'form' | 'columns' | 'labels'> {
  const [count = 0, columns = 1] = ys.shape;
  const allowed =
    'int32 [n] for class indices, [n, classes] for one-hot classes, float32 [n] or [n, 1] for regression';
  requireUsable(
    ys.shape.length <= 2 && (ys.dtype === 'int32' || ys.dtype === 'float32'),
    `${label} is ${ys.dtype} of shape ${shapeText(ys.shape)}; allowed are ${allowed}`,
  );
  requireFinite(label, ys);
  const values = ys.dataSync();
  if (columns === 1) {
    if (ys.dtype === 'float32') return { form: 'value', columns: 1, labels: values };
    const at = values.findIndex((value) => value < 0);
    requireUsable(at < 0, `${label} holds ${values[at]} in example ${at}: class indices start at 0`);
    return { form: 'index', columns: 1, labels: values };
  }
  return {
    form: 'one-hot',
    columns,
    labels: Int32Array.from({ length: count }, (_, row) => argMax(values, row * columns, columns)),
  };
}

export function checkIds(name: string, ids: unknown, count: number): readonly string[] | undefined {
  if (ids === undefined) return undefined;
  requireUsable(
    Array.isArray(ids) && ids.length === count,
    `${name}.ids has ${describeList(ids)}, ${name} has ${count} examples: give one id per example`,
  );
  const seen = new Set<string>();
  for (const id of ids) {
    requireUsable(
      typeof id === 'string' && id !== '' && !seen.has(id),
      `${name}.ids holds ${JSON.stringify(id)}${seen.has(id) ? ' twice' : ''}: ids must be different strings`,
    );
    seen.add(id);
  }
  return ids;
}

export function checkShown(name: string, show: unknown, count: number): readonly string[] | undefined {
  if (show === undefined) return undefined;
  requireUsable(
    Array.isArray(show) && show.length === count && show.every((text) => typeof text === 'string'),
    `${name}.show has ${describeList(show)}, ${name} has ${count} examples: give one string per example`,
  );
  return show;
}

function describeList(value: unknown): string {
  return Array.isArray(value) ? `${value.length} entries` : 'no list';
}
