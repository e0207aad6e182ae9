/** An experiment that is stopped half-way leaves its records to the next one, but none of code that was changed under way. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runExperiment } from '../../src/experiment.ts';
import { AbortedError } from '../../src/train/aborted-error.ts';
import { Repository } from '../support/repository.ts';

const node = `"${process.execPath.replaceAll('\\', '/')}"`;

/** The first run of either model ends; the second waits to be stopped, once the variant has spoilt its code, if it does. */
async function stoppedAtSecond(spoils: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-stopped-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const repository = Repository.at(folder);
  await repository.git('init', '--quiet', '--initial-branch=main');
  await repository.commit({
    'settings.json': '{}',
    'conclusive.yml': `trainer: { command: '${node} train.mjs {params.arm}' }
models: { baseline: { ref: main, params: { arm: base } }, variants: [{ name: head, ref: topic, params: { arm: head } }] }
metrics: [{ name: score, direction: maximize }]
seeds: 3
limits: { parallel: 1 }
`,
    'train.mjs': `import { existsSync, readdirSync, writeFileSync } from 'node:fs';
if (process.env.CONCLUSIVE_SEED === '2') setTimeout(() => {}, 600_000);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{"score": 0.5}');
// Its own copy is nobody else's: what later runs are made of lies where the work trees of the commits are.
const trees = process.env.CONCLUSIVE_RUN_DIR + '/../../worktrees/';
const own = readdirSync(trees).find((tree) => existsSync(trees + tree + '/notes.txt'));
if (${spoils} && process.argv[2] === 'head') writeFileSync(trees + own + '/settings.json', '{"spoilt": true}');
`,
  });
  await repository.git('checkout', '--quiet', '-b', 'topic');
  await repository.commit({ 'notes.txt': 'of the topic' });
  const stop = new AbortController();
  const outputDirectory = join(folder, '.conclusive');
  const running = runExperiment({
    repository: folder,
    config: 'conclusive.yml',
    outputDirectory,
    signal: stop.signal,
    onProgress: (progress) => {
      if (progress.kind === 'finished' && progress.done === 2) stop.abort(new AbortedError('enough'));
    },
  });
  await expect(running).rejects.toThrow(AbortedError);
  const runs = join(outputDirectory, 'runs');
  const records = (await readdir(runs)).filter((name) => name.endsWith('.json'));
  return Promise.all(records.map(async (name) => JSON.parse(await readFile(join(runs, name), 'utf8')).model));
}

test('the records of finished runs stay', async () => {
  expect((await stoppedAtSecond(false)).sort()).toEqual(['baseline', 'head']);
});

test('those of a model whose code a run has changed do not', async () => {
  expect(await stoppedAtSecond(true)).toEqual(['baseline']);
});
