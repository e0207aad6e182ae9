/** Operations of TensorFlow's library in place of many of TensorFlow.js, held to what the embedded backend computes. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { everySource } from '../../../../src/plan/runs/source-seeds.ts';
import { findTfjsNode, nativeFolder } from '../../../../src/train/module/find-tfjs-node.ts';
import { workerPath } from '../../../../src/train/module/worker-command.ts';
import { temporaryFolder } from '../../../../test/support/temporary.ts';
import { expectClose } from '../support/backends.ts';

const tfjsNode = (await findTfjsNode([nativeFolder()])) ?? undefined;

/** What functions of `tf` return, by their names, in one process. */
async function numbersOf(bodies: Bodies, backend: 'wasm' | 'native'): Promise<Map<string, number[]>> {
  const folder = await temporaryFolder();
  const runDirectory = join(folder, 'run');
  await mkdir(runDirectory);
  const module = join(folder, 'model.ts');
  const functions = Object.entries(bodies).map(
    ([name, body]) => `[${JSON.stringify(name)}, () => { ${body} }]`,
  );
  await writeFile(
    module,
    `export default { train({ tf }) {
      const numbers = [${functions}].map(([name, compute]) => [name, Array.from(compute(), String)]);
      throw new Error('numbers: ' + JSON.stringify(numbers)); } };`,
  );
  const common = { module, seed: 1, seeds: everySource(1), vary: [], data: 1, params: {} };
  const path = join(folder, 'job.json');
  await writeFile(path, JSON.stringify({ ...common, backend, tfjsNode, runDirectory }));
  const { message } = await promisify(execFile)(process.execPath, [workerPath(), path]).then(
    () => ({ message: 'it has not run' }),
    (error: Error) => error,
  );
  const [, list] = /^Error: numbers: (.*)$/m.exec(message) ?? [];
  if (list === undefined) throw new Error(message);
  const entries = JSON.parse(list) as Array<[string, string[]]>;
  return new Map(entries.map(([name, values]) => [name, values.map(Number)]));
}

const SETUP = `
  const value = tf.variable(tf.linspace(-1, 1, 35).reshape([5, 7]));
  const other = tf.variable(tf.linspace(0, 2, 7));
  const loss = () => tf.relu(value.mul(other)).sub(tf.linspace(1, 0, 35).reshape([5, 7])).square().sum();
  const all = (...tensors) => tensors.flatMap((tensor) => [...tensor.dataSync()]);`;

const ADAM = `${SETUP} const adam = tf.train.adam(0.05);`;
const BODIES = {
  'steps of Adam': `${ADAM} for (let i = 0; i < 20; i++) adam.minimize(loss); return all(value, other);`,
  'a value that is set between two steps, and a clone that stays as it was': `${ADAM}
    adam.minimize(loss);
    const before = value.clone();
    value.assign(tf.linspace(2, -2.1, 35).reshape([5, 7]));
    for (let i = 0; i < 3; i++) adam.minimize(loss);
    return all(before, value, other);`,
  'two optimisers of the same variables, of which one goes on alone': `${ADAM}
    for (let i = 0; i < 3; i++) adam.minimize(loss);
    const second = tf.train.adam(0.05);
    second.minimize(loss);
    adam.dispose();
    second.minimize(loss);
    return all(value, other);`,
  'a variable that is disposed of, and a fresh one': `${ADAM}
    adam.minimize(loss);
    value.dispose();
    const fresh = tf.variable(tf.linspace(1, 3, 35).reshape([5, 7]));
    const own = tf.train.adam(0.05);
    own.minimize(() => fresh.mul(other).square().sum());
    return all(fresh, other);`,
  'a rectifier at zero, below and above': `${SETUP}
    return all(tf.grad((x) => tf.relu(x))(tf.tensor1d([0, -0, -3, 4, 1e-30]), tf.tensor1d([2, 3, 4, 5, 6])));`,
  'second derivatives through a rectifier': `${SETUP}
    const slopes = tf.grad((x) => tf.relu(x.mul(other)).square());
    return all(tf.grad((x) => slopes(x).square().sum())(value));`,
  'tensors that are left over by steps, and when all is disposed of': `
    const begun = tf.memory().numTensors;
    ${ADAM}
    adam.minimize(loss);
    const after = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) adam.minimize(loss);
    const grown = tf.memory().numTensors - after;
    value.dispose();
    other.dispose();
    adam.dispose();
    return [grown, tf.memory().numTensors - begun];`,
};
type Bodies = Readonly<Record<string, string>>;

test('steps of Adam and rectifiers, on both backends', async () => {
  const [embedded, native] = [await numbersOf(BODIES, 'wasm'), await numbersOf(BODIES, 'native')];
  expect([...native.keys()]).toEqual(Object.keys(BODIES));
  for (const [name, values] of embedded) expectClose(native.get(name) ?? [], values, 1e-5);
});
