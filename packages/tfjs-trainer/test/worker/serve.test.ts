/** A worker that takes several runs leaves what a process for each would leave: nothing is carried over from one run to the next. */
import { afterEach, expect, test } from 'vitest';
import { workerCommand } from '../../../../src/train/module/worker-command.ts';
import { findNode24 } from '../../../../test/support/node24.ts';
import {
  CLASSIFIER,
  parseMetrics,
  runWorker,
  serveWorker,
  type WorkerRun,
} from '../../../../test/support/worker.ts';

const workers: Array<ReturnType<typeof serveWorker>> = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

function open(node = process.execPath) {
  const worker = serveWorker(node);
  workers.push(worker);
  return worker;
}

/** All that decides a record, but for what the run cost. */
function left(run: WorkerRun) {
  const { cost: _, ...metrics } = parseMetrics(run) as Record<string, unknown>;
  return { ...run.files, 'metrics.json': JSON.stringify(metrics), stdout: run.stdout };
}

/** Two layers without names, a class and a function of its own; what it prints tells of the names that TensorFlow.js gave. */
const OTHER = CLASSIFIER.replace(
  'return model;',
  `class Twice extends tf.layers.Layer { static className = 'Twice'; computeOutputShape(s: tf.Shape) { return s; } call(x: any) { return tf.mul(Array.isArray(x) ? x[0] : x, 2); } }
   tf.serialization.registerClass(Twice);
   console.log(model.layers.map(({ name }) => name), model.weights.map(({ name }) => name), tf.memory().numTensors, tf.env().get('WASM_HAS_SIMD_SUPPORT'));
   return model;`,
);

const node24 = findNode24();

test.for([
  ['the Node of the tests', process.execPath],
  ['Node 24 (needs Node 24)', node24],
])(
  'under %s, a worker gives the bytes of a new process, whatever runs came before',
  { timeout: 60_000 },
  async ([, node], { skip }) => {
    if (typeof node !== 'string') return skip();
    const first = { 'model.ts': CLASSIFIER };
    const other = { 'model.ts': OTHER };
    const runs = [
      [first, { seed: 1, params: { epochs: 2 } }],
      [other, { seed: 2, params: { epochs: 1, learning_rate: 0.2 }, vary: ['data', 'order'] }],
      [first, { seed: 1, params: { epochs: 2 } }],
      [other, { seed: 1, params: { epochs: 1, batch_size: 7 }, vary: ['init'] }],
    ] as const;
    const worker = open(node);
    for (const [files, job] of runs) {
      const served = await worker.run(files, job);
      const alone = await runWorker(files, job, (path) => [node, ...workerCommand(path).slice(1)]);
      expect(left(served)).toEqual(left(alone));
    }
    expect(worker.started()).toBe(1);
  },
);

test('a run has its own variables, folder and costs', async () => {
  const worker = open();
  const files = {
    'model.ts': CLASSIFIER.replace(
      'return model;',
      'console.log(process.cwd(), process.env.CONCLUSIVE_OWN); return model;',
    ),
  };
  const runs = [await worker.run(files, {}, { CONCLUSIVE_OWN: 'one' }), await worker.run(files)];
  expect(runs.map(({ stdout }) => stdout)).toEqual(
    runs.map(({ folder }, i) => `${folder} ${['one', 'undefined'][i]}\n`),
  );
  for (const run of runs) {
    const { cpuSeconds, setupSeconds, trainSeconds, peakMemoryBytes } = parseMetrics(run).cost as Record<
      string,
      number
    >;
    for (const cost of [cpuSeconds, setupSeconds, trainSeconds, peakMemoryBytes])
      expect(cost).toBeGreaterThan(0);
  }
  expect(worker.started()).toBe(1);
});
