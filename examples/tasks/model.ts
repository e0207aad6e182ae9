/** A small network for any table of data/: numeric features, `label` and `split`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Context, Dataset, Examples } from 'conclusive-action';

interface Row {
  readonly id: string;
  readonly features: readonly number[];
  readonly label: string;
  readonly split: string;
}

export default { data, model };

const known = new Map<string, readonly Row[]>();

function data({ task, dataDir, params }: Context): Dataset {
  const rows = rowsOf(task, dataDir);
  const training = rows.filter(({ split }) => split === 'train');
  const classes = classesOf(rows);
  const scales = (rows[0]?.features ?? []).map((_, at) =>
    scaleOf(training.map(({ features }) => features[at] ?? 0)),
  );
  const examplesOf = (split: string): Examples => {
    const own = rows.filter((row) => row.split === split);
    const standard = ({ features }: Row) =>
      features.map((value, at) => (value - (scales[at]?.mean ?? 0)) / (scales[at]?.spread ?? 1));
    const features = own.map((row) => widen(standard(row), params));
    return {
      xs: tf.tensor2d(features),
      ys: tf
        .oneHot(
          tf.tensor1d(
            own.map(({ label }) => classes.indexOf(label)),
            'int32',
          ),
          classes.length,
        )
        .toFloat(),
      ids: own.map(({ id }) => id),
    };
  };
  return {
    train: examplesOf('train'),
    validation: examplesOf('validation'),
    test: examplesOf('test'),
    classes,
  };
}

function rowsOf(task: string | null, dataDir: string): readonly Row[] {
  if (task === null) throw new Error('needs a task: the name of a file of data/');
  const rows = known.get(task) ?? readRows(join(dataDir, 'data', `${task}.csv`));
  known.set(task, rows);
  return rows;
}

function readRows(file: string): readonly Row[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  return lines.map((line, at) => {
    const cells = line.split(',');
    const [label = '', split = ''] = cells.slice(-2);
    return { id: String(at + 1), features: cells.slice(0, -2).map(Number), label, split };
  });
}

function classesOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ label }) => label))].sort();
}

function scaleOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

/** With `squares`, a linear layer sees how far a feature is from its mean in either direction. */
function widen(features: readonly number[], { squares }: Context['params']): number[] {
  return squares === true ? [...features, ...features.map((value) => value ** 2)] : [...features];
}

function model({ task, dataDir, params }: Context): tf.LayersModel {
  const rows = rowsOf(task, dataDir);
  const inputShape = [widen(rows[0]?.features ?? [], params).length];
  const network = tf.sequential();
  network.add(tf.layers.dense({ units: Number(params.units), activation: 'relu', inputShape }));
  network.add(tf.layers.dense({ units: classesOf(rows).length, activation: 'softmax' }));
  network.compile({
    optimizer: tf.train.adam(Number(params.learning_rate)),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return network;
}
