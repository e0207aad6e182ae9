/** A shortcut that changes a result is found out before anything is judged, and the result is that of an experiment without shortcuts. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Progress, runExperiment } from '../../src/experiment.ts';
import { openRunStore } from '../../src/records/store/store.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { CLASSIFIER } from '../support/worker.ts';

const configOf = (more = '', parallel = 1) => `
trainer: { module: model.ts, backend: wasm${more} }
params: { epochs: 4, batch_size: 4 }
metrics: [{ name: log_loss, margin: 0.05 }]
models: { baseline: {}, variants: [{ name: b, params: { learning_rate: 0.1 } }] }
seeds: 4
limits: { parallel: ${parallel} }
`;

async function run(module: string, more?: string, folder?: string, parallel?: number) {
  const repository = folder ?? (await temporaryFolder());
  await writeFile(join(repository, 'model.ts'), module);
  await writeFile(join(repository, 'conclusive.yml'), configOf(more, parallel));
  const warnings: string[] = [];
  const onProgress = (event: Progress) => {
    // What four seeds can find is told of every experiment.
    if (event.kind === 'warning' && !event.message.startsWith('4 seeds ')) warnings.push(event.message);
  };
  const { result, outputDirectory } = await runExperiment({
    ...{ repository, config: 'conclusive.yml', onProgress },
  });
  const store = await openRunStore(outputDirectory, () => {});
  const records = (await store.list()).sort((a, b) => a.model.localeCompare(b.model) || a.seed - b.seed);
  const losses = records.map(({ metrics }) => metrics.test?.log_loss);
  const shortcuts = records.map((record) => record.shortcuts?.earlier);
  const checks = result.checks.filter(({ id }) => id === 'reproducible').map(({ status }) => status);
  return { repository, result, warnings, losses, shortcuts, checks };
}

const AGAIN = 'all runs are trained again without them';

/** In a layer between the two others, or where the data is read. */
const layer = (code: string) =>
  CLASSIFIER.replace(
    'export default',
    `class A extends tf.layers.Layer { static className = 'A'; n = 0; seen = { steps: 0 }; call(x: any) { ${code} } }\nexport default`,
  ).replace('model.add(tf.layers.dropout', 'model.add(new A({})); model.add(tf.layers.dropout');

test('shortcuts that hold are taken, and the check says so', async () => {
  const [fast, plain] = [await run(CLASSIFIER), await run(CLASSIFIER, ', shortcuts: false')];
  expect(fast.shortcuts).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  expect(plain.shortcuts).toEqual(Array(8).fill(undefined));
  expect(fast.losses).toEqual(plain.losses);
  expect([fast.checks, plain.checks]).toEqual([['pass', 'pass'], []]);
  expect([fast.warnings, plain.warnings]).toEqual([[], []]);

  // A later experiment trusts what was verified, and trains no repeat again.
  const resultIn = async () =>
    JSON.parse(await readFile(join(fast.repository, '.conclusive/result.json'), 'utf8'));
  const first = await resultIn();
  await run(CLASSIFIER, undefined, fast.repository);
  const second = await resultIn();
  expect(second.runs).toMatchObject({ trained: 0, reused: 8 });
  expect(second.checks).toEqual(first.checks);

  // Runs of a later call are verified on their own.
  const path = join(fast.repository, 'conclusive.yml');
  await writeFile(path, configOf().replace('seeds: 4', 'seeds: 6'));
  const request = { repository: fast.repository, config: 'conclusive.yml' };
  const { result } = await runExperiment(request);
  const [{ message } = { message: '' }] = result.checks.filter(({ id }) => id === 'reproducible');
  expect(result.runs).toMatchObject({ trained: 4, reused: 8 });
  expect(message).toMatch(/^seed \d gave the same run without shortcuts$/);
  // Of jobs that share an experiment, all runs count as trained.
  const again = await runExperiment({ ...request, recordsOnly: true, waves: 1 });
  expect(again.result.runs).toMatchObject({ trained: 12, reused: 0 });

  // Without shortcuts, no record that was made with them counts.
  const later = await run(CLASSIFIER, ', shortcuts: false', fast.repository);
  expect(later.result.runs).toMatchObject({ trained: 8, reused: 0 });
});

test('one worker trains several tasks, and its last run is confirmed, whichever task that is', async () => {
  const repository = await temporaryFolder();
  const module = CLASSIFIER.replace('data(_: Context)', 'data({ task }: Context)').replace(
    'split(64, 0)',
    "split(task === 'hard' ? 16 : 64, 0)",
  );
  await writeFile(join(repository, 'model.ts'), module);
  await writeFile(join(repository, 'conclusive.yml'), `${configOf()}tasks: [easy, hard]\n`);
  const { result, outputDirectory } = await runExperiment({ repository, config: 'conclusive.yml' });
  const store = await openRunStore(outputDirectory, () => {});
  const records = await store.list();
  expect(records).toHaveLength(16);
  const last = records.filter(({ shortcuts }) => shortcuts?.earlier === 7);
  expect(last.map(({ model }) => model).sort()).toEqual(['b', 'baseline']);
  expect(records.every(({ shortcuts }) => shortcuts?.isConfirmed === true)).toBe(true);
  const lossOf = (task: string) =>
    records.filter((run) => run.task === task).map(({ metrics }) => metrics.test?.log_loss ?? 0);
  expect(Math.min(...lossOf('hard'))).not.toBe(Math.min(...lossOf('easy')));
  expect(result.runs.trained).toBe(16);
});

test.each([
  [
    'state of the process',
    CLASSIFIER.replace(
      'const rows =',
      'const rounds = ((tf as any).env().rounds ?? 0) + 1; Object.assign(tf.env(), { rounds }); offset += rounds > 6 ? 1 : 0; const rows =',
    ),
  ],
  [
    'a step that is another later on',
    layer('return tf.mul(Array.isArray(x) ? x[0] : x, ++this.seen.steps > 40 ? 2 : 1);'),
  ],
])('%s: all is trained again, and one line says so', async (_, module) => {
  const [fast, plain] = [await run(module), await run(module, ', shortcuts: false')];
  expect(fast.warnings).toEqual([expect.stringContaining(AGAIN)]);
  expect(fast.result.provenance.notices).toContainEqual(expect.stringContaining(AGAIN));
  expect([fast.losses, fast.shortcuts]).toEqual([plain.losses, plain.shortcuts]);
  expect(fast.result.comparisons).toEqual(plain.result.comparisons);
  expect(fast.checks).toContain('pass');
});

test('a layer that counts its steps, or draws from the context, is trained in full', async () => {
  const counting = layer('return tf.mul(Array.isArray(x) ? x[0] : x, ++this.n > 40 ? 2 : 1);');
  const drawing = layer('return tf.mul(Array.isArray(x) ? x[0] : x, A.random() < 0.1 ? 2 : 1);')
    .replace("static className = 'A';", "static className = 'A'; static random: () => number;")
    .replace('model({ params }: Context)', 'model({ params, random }: Context)')
    .replace('const model = tf.sequential();', 'A.random = random; const model = tf.sequential();');
  for (const module of [counting, drawing]) {
    const [fast, plain] = [await run(module), await run(module, ', shortcuts: false')];
    expect([fast.warnings, fast.losses]).toEqual([[], plain.losses]);
    expect(fast.shortcuts).not.toContain(undefined);
  }
});

test('a program that is not reproducible is trained without shortcuts, and the check warns', async () => {
  const module = CLASSIFIER.replace('Math.sin((i', 'Math.sin((Number(process.hrtime.bigint() % 97n) + i');
  const { warnings, checks, shortcuts } = await run(module);
  expect(warnings).toContainEqual(expect.stringContaining(AGAIN));
  expect(checks).toContain('warn');
  expect(new Set(shortcuts)).toEqual(new Set([undefined]));
});

/** A cache that is not keyed by what it depends on: each process has that of its first run. */
const CACHED = CLASSIFIER.replace(
  'const rows =',
  'const { cache = {} } = tf as any; cache.scale ??= Math.random(); offset += cache.scale; Object.assign(tf, { cache }); const rows =',
);

test.each([1, 3])('what a run leaves for the next one is found in each of %i processes', async (parallel) => {
  const [fast, plain] = [
    await run(CACHED, undefined, undefined, parallel),
    await run(CACHED, ', shortcuts: false', undefined, parallel),
  ];
  expect([fast.losses, fast.result.comparisons]).toEqual([plain.losses, plain.result.comparisons]);
});
