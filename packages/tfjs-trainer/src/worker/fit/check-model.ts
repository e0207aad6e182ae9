import type * as tf from '@tensorflow/tfjs';
import type { CheckedDataset } from '../data/dataset.ts';
import { describeLabels } from '../data/dataset.ts';
import { type CheckedExamples, isTensor, shapeText } from '../data/examples.ts';
import { requireUsable, UnusableModule } from '../unusable-module.ts';

export type Task =
  | { readonly kind: 'softmax' | 'sigmoid'; readonly classes: number }
  | { readonly kind: 'regression' };

/** Examples, unless the model fixes its batch size. */
const PROBED = 4;

const SUM_TOLERANCE = 0.01;

export function checkModel(
  value: unknown,
  data: CheckedDataset,
  ownFit: boolean,
): { model: tf.LayersModel; task: Task } {
  const model = requireModel(value);
  requireUsable(
    ownFit || (model.loss !== undefined && model.optimizer !== undefined),
    'model() returned a model that is not compiled; call model.compile({ optimizer, loss }) or export a fit',
  );
  checkInputs(model, data.train);
  const task = taskOf(model, data.train);
  checkLoss(model, data.train);
  checkLabelRange('train', data.train, task);
  for (const [name, examples] of data.evaluated) checkLabelRange(name, examples, task);
  return { model, task };
}

function requireModel(value: unknown): tf.LayersModel {
  const model = value as Partial<tf.LayersModel> | null | undefined;
  if (typeof model?.predict !== 'function' || !Array.isArray(model.inputs) || !Array.isArray(model.outputs)) {
    const found = value === null || value === undefined ? String(value) : `a ${typeof value}`;
    throw new UnusableModule(
      `model() returned ${found}; it must return a tf.LayersModel, e.g. from tf.sequential() or tf.model()`,
    );
  }
  requireUsable(
    model.outputs.length === 1,
    `the model has ${model.outputs.length} outputs; it must have one`,
  );
  return model as tf.LayersModel;
}

function checkInputs(model: tf.LayersModel, train: CheckedExamples): void {
  requireUsable(
    model.inputs.length === train.inputs.length,
    `train.xs has ${train.inputs.length} tensors, the model has ${model.inputs.length} inputs: give one tensor per input`,
  );
  model.inputs.forEach((input, i) => {
    const expected = input.shape.slice(1);
    const found = train.inputs[i]?.shape.slice(1) ?? [];
    const fits =
      expected.length === found.length &&
      expected.every((size, axis) => size === null || size === found[axis]);
    const label = train.inputs.length === 1 ? 'train.xs' : `train.xs[${i}]`;
    requireUsable(
      fits,
      `${label} has shape ${shapeText(train.inputs[i]?.shape ?? [])}, the model expects [n, ${shapeText(expected).slice(1)}`,
    );
  });
}

function taskOf(model: tf.LayersModel, train: CheckedExamples): Task {
  const shape = model.outputs[0]?.shape.slice(1) ?? [];
  const width = shape[0] ?? null;
  const found = `the model's output has shape ${shapeText([null, ...shape]).replace('any', 'n')}`;
  requireUsable(
    shape.length === 1 && width !== null,
    `${found}; it must be [n, classes] for classification or [n, 1]`,
  );
  if (train.form === 'value') {
    requireUsable(
      width === 1,
      `train.ys holds ${describeLabels(train)}, but ${found}: for classes give int32 labels, e.g. tf.tensor1d(labels, 'int32'), for regression end the model with one unit`,
    );
    return { kind: 'regression' };
  }
  requireUsable(
    train.form === 'index' || train.columns === width,
    `train.ys holds ${describeLabels(train)}, but ${found}: both need the same number of classes`,
  );
  return width === 1 ? { kind: 'sigmoid', classes: 2 } : { kind: 'softmax', classes: width };
}

function checkLoss({ loss }: tf.LayersModel, { form }: CheckedExamples): void {
  requireUsable(
    loss !== 'categoricalCrossentropy' || form !== 'index',
    'train.ys holds class indices, but the loss categoricalCrossentropy needs one-hot rows: use sparseCategoricalCrossentropy, or tf.oneHot(labels, classes)',
  );
  requireUsable(
    loss !== 'sparseCategoricalCrossentropy' || form !== 'one-hot',
    'train.ys holds one-hot rows, but the loss sparseCategoricalCrossentropy needs class indices: use categoricalCrossentropy, or int32 labels of shape [n]',
  );
  requireUsable(
    loss !== 'binaryCrossentropy' || form !== 'value',
    "train.ys is float32, which means regression, but the loss is binaryCrossentropy: for two classes give int32 labels, e.g. tf.tensor1d(labels, 'int32')",
  );
}

function checkLabelRange(name: string, examples: CheckedExamples, task: Task): void {
  if (task.kind === 'regression') return;
  const { classes } = task;
  const labels = Array.from(examples.labels);
  const at = labels.findIndex((label) => label >= classes);
  requireUsable(
    at < 0,
    `${name}.ys holds class ${labels[at]} in example ${at}, but the model has only ${classes} classes (0 to ${classes - 1})`,
  );
}

/** Predicts a few examples, to find logits in place of probabilities. */
export function probeModel(t: typeof tf, model: tf.LayersModel, train: CheckedExamples, task: Task): void {
  if (task.kind === 'regression') {
    t.tidy(() => predictSome(t, model, train));
    return;
  }
  const values = t.tidy(() => predictSome(t, model, train).dataSync());
  const width = task.kind === 'sigmoid' ? 1 : task.classes;
  for (let row = 0; row * width < values.length; row++) {
    const outputs = Array.from(values.slice(row * width, (row + 1) * width));
    const sum = outputs.reduce((total, value) => total + value, 0);
    const inside = outputs.every((value) => value >= 0 && value <= 1 + SUM_TOLERANCE);
    if (outputs.every(Number.isFinite) && !(inside && (width === 1 || Math.abs(sum - 1) < SUM_TOLERANCE))) {
      const wanted = width === 1 ? 'a sigmoid' : 'a softmax';
      throw new UnusableModule(
        `the model's output for an example is [${outputs.map((value) => value.toPrecision(3)).join(', ')}], which are not probabilities; end the model with ${wanted}`,
      );
    }
  }
}

function predictSome(t: typeof tf, model: tf.LayersModel, train: CheckedExamples): tf.Tensor {
  const count = Math.min(model.inputs[0]?.shape[0] ?? PROBED, train.count);
  const some = train.inputs.map((input) => t.slice(input, 0, count));
  const output = model.predict(some.length === 1 ? (some[0] as tf.Tensor) : some, { batchSize: count });
  if (model.stateful) model.resetStates();
  requireUsable(isTensor(output), 'the model has several outputs; it must have one');
  return output;
}
