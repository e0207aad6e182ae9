/**
 * Runs separately, since two copies of TensorFlow.js in a process share kernels and gradients. It answers train-step.ts as
 * train-step.py does.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { findTfjsNode, nativeFolder } from '../../../src/train/module/find-tfjs-node.ts';
import { openBackend } from '../src/backends/open-backend.ts';
import { cnn } from './cnn.ts';
import { type Size, transformer } from './transformer.ts';

interface Spec extends Size {
  readonly model: 'transformer' | 'cnn';
  readonly classes: number;
  readonly batch: number;
  readonly steps: number;
  /** The first length is the number of examples. */
  readonly input: readonly number[];
  readonly inputs: string;
  readonly weights: string;
  readonly shapes: readonly (readonly number[])[];
}

const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const tfjsNode = (await findTfjsNode([import.meta.dirname, nativeFolder()])) ?? undefined;
const { tf, environment } = await openBackend({ backend: 'native', tfjsNode });
const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
const spec = JSON.parse((await lines.next()).value as string) as Spec;
const model = spec.model === 'cnn' ? cnn(tf) : transformer(tf, spec);

const floats = new Float32Array(Uint8Array.from(readFileSync(spec.weights)).buffer);
let start = 0;
model.setWeights(
  spec.shapes.map((shape) => {
    const end = start + shape.reduce((product, length) => product * length, 1);
    const weight = tf.tensor(floats.subarray(start, end), [...shape]);
    start = end;
    return weight;
  }),
);
const { buffer } = Uint8Array.from(readFileSync(spec.inputs));
const xs =
  spec.model === 'cnn'
    ? tf.tensor(new Float32Array(buffer), [...spec.input])
    : tf.tensor(new Int32Array(buffer), [...spec.input], 'int32');
const ys = tf.tensor1d(Float32Array.from({ length: spec.input[0] ?? 0 }, (_, i) => i % spec.classes));

answer({ version: /\(tfjs-node (.*)\)/.exec(environment.tfjs ?? '')?.[1] });
for await (const _ of lines) {
  const cpu = process.cpuUsage();
  const { history } = await model.fit(xs, ys, {
    batchSize: spec.batch,
    epochs: 1,
    verbose: 0,
    yieldEvery: 'never',
    shuffle: false,
  });
  const { user, system } = process.cpuUsage(cpu);
  answer({ loss: Number(history.loss?.[0]), ms: (user + system) / 1000 / spec.steps });
}
