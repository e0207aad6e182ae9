/** A program that writes under a name that never changes, and takes it from there later, says the same at any number of runs at a time. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExperiment } from '../../src/experiment.ts';
import { Repository } from '../support/repository.ts';

const node = `"${process.execPath.replaceAll('\\', '/')}"`;

/** The head loses 0.2; every run writes what it found, waits while others write theirs, and copies what then stands there. */
const RACE = `import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
const { CONCLUSIVE_SEED, CONCLUSIVE_RUN_DIR } = process.env;
const { loss } = JSON.parse(readFileSync('settings.json', 'utf8'));
const score = 0.8 - loss + 0.01 * Math.sin(7 * CONCLUSIVE_SEED + loss);
// As a program that goes on from its own checkpoint.
const before = existsSync('checkpoint.json') ? JSON.parse(readFileSync('checkpoint.json', 'utf8')) : 0;
writeFileSync('metrics.json', JSON.stringify({ score: score + before }));
writeFileSync('checkpoint.json', '1');
setTimeout(() => copyFileSync('metrics.json', CONCLUSIVE_RUN_DIR + '/metrics.json'), 150);`;

async function race(parallel: number, outputs: boolean) {
  const repository = await Repository.create();
  const program = outputs ? RACE.replace(/setTimeout.*/, 'setTimeout(() => {}, 150);') : RACE;
  await repository.commit({
    '.gitignore': '.conclusive\n',
    'settings.json': '{ "loss": 0 }',
    'metrics.json': '{ "score": 0.5 }',
    'train.mjs': program,
    'conclusive.yml': `trainer: { command: '${node} train.mjs'${outputs ? ', outputs: [metrics.json]' : ''} }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: score, direction: maximize, margin: 0.05 }]
seeds: 4
`,
  });
  await repository.git('checkout', '--quiet', '-b', 'topic');
  // Not committed: the head is the checkout as it stands.
  await repository.write({ 'settings.json': '{ "loss": 0.2 }' });
  const { result } = await runExperiment({ repository: repository.path, config: 'conclusive.yml', parallel });
  expect(await readdir(join(repository.path, '.conclusive/tmp'))).toEqual([]);
  expect(await repository.git('status', '--porcelain')).toBe('M settings.json');
  expect(await repository.git('worktree', 'list')).not.toContain('.conclusive');
  expect(await readFile(join(repository.path, 'metrics.json'), 'utf8')).toBe('{ "score": 0.5 }');
  return {
    verdict: result.verdict,
    values: result.models.map(({ values }) => values),
    checks: result.checks.filter(({ id }) => id === 'code-unchanged').map(({ status }) => status),
  };
}

test.each([
  ['copies it to the run directory', false],
  ['names it in trainer.outputs', true],
])('a program that writes a tracked metrics.json and %s: 4 at a time as one by one', async (_, outputs) => {
  const one = await race(1, outputs);
  expect(one).toMatchObject({ verdict: 'regression', checks: ['pass'] });
  expect(await race(4, outputs)).toEqual(one);
});

test('a large file that runs write over in place makes the verdict invalid, with its name, and leaves no record', async () => {
  const repository = await Repository.create();
  await repository.commit({
    '.gitignore': '.conclusive\ndata\n',
    'train.mjs': RACE.replace(
      'writeFileSync',
      "appendFileSync('data/cache.bin', 'x'); writeFileSync",
    ).replace('copyFileSync,', 'appendFileSync, copyFileSync,'),
    'settings.json': '{ "loss": 0 }',
    'conclusive.yml': `trainer: { command: '${node} train.mjs' }
models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: score, direction: maximize }]
seeds: 2
`,
  });
  await repository.write({ 'data/cache.bin': 'x'.repeat(100_000) });
  const { result } = await runExperiment({ repository: repository.path, config: 'conclusive.yml' });
  // Where the file system copies on write, each run had a copy.
  if ((await readFile(join(repository.path, 'data/cache.bin'))).length === 100_000) return;
  expect(result.verdict).toBe('invalid');
  expect(result.checks.find(({ id }) => id === 'code-unchanged')).toMatchObject({
    status: 'fail',
    message:
      'files shared by all runs changed during the runs: baseline (data/cache.bin); head (data/cache.bin)',
    advice: expect.stringContaining(
      'list files that the program must write in trainer.outputs (data/cache.bin)',
    ),
  });
  expect(
    (await readdir(join(repository.path, '.conclusive/runs'))).filter((name) => name.endsWith('.json')),
  ).toEqual([]);
});

test('what setup leaves is in the work tree of every run', async () => {
  const repository = await Repository.create();
  await repository.commit({
    '.gitignore': '.conclusive\nmade.json\n',
    'settings.json': '{ "loss": 0 }',
    'setup.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('made.json', '0.7');",
    'train.mjs': `import { readFileSync, writeFileSync } from 'node:fs';
const made = Number(readFileSync('made.json', 'utf8'));
writeFileSync('made.json', '0');
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ score: made }));`,
    'conclusive.yml': `trainer: { setup: '${node} setup.mjs', command: '${node} train.mjs' }
models: { baseline: { ref: base }, variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: score, direction: maximize }]
seeds: 2
`,
  });
  const { result } = await runExperiment({ repository: repository.path, config: 'conclusive.yml' });
  expect(result.models.map(({ values }) => values.score?.map(({ value }) => value))).toEqual([
    [0.7, 0.7],
    [0.7, 0.7],
  ]);
});
