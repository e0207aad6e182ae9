/** Programs that write a fixed name where they are started, wait and copy it: the same verdict at any number of runs at a time. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, start } from '../support/command.ts';

const RACE = `import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
const loss = Number(readFileSync('loss.txt', 'utf8'));
const seed = Number(process.argv[2]);
writeFileSync('metrics.json', JSON.stringify({ accuracy: 0.8 - loss + 0.01 * Math.sin(7 * seed + loss) }));
setTimeout(() => copyFileSync('metrics.json', process.argv[3] + '/metrics.json'), 200);`;

async function repositoryWith(program: string) {
  const repository = await Repository.create();
  const base = await repository.commit({
    '.gitignore': '.conclusive\n',
    'loss.txt': '0',
    'exp/train.mjs': program.replaceAll("'loss.txt'", "'../loss.txt'"),
    'exp/conclusive.yml': `trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}', environment: [GO] }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: 4
`,
  });
  const head = await repository.commit({ 'loss.txt': '0.208' });
  const refs = ['--base', base, '--head', head];
  const folder = join(repository.path, 'exp');
  return {
    repository,
    folder,
    refs,
    run: (...more: string[]) => conclusive(folder, 'run', ...refs, ...more),
  };
}

async function nothingIsLeft({ path }: Repository, folder: string): Promise<void> {
  expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
  const repository = Repository.at(path);
  expect(await repository.git('status', '--porcelain')).toBe('');
  expect(await repository.git('worktree', 'list')).not.toContain('.conclusive');
}

test('a loss of 20.8 points is a regression with four runs at a time as with one', async () => {
  const outcomes = [];
  for (const parallel of ['1', '4']) {
    const { repository, folder, run } = await repositoryWith(RACE);
    const { code, stdout, stderr } = await run('--parallel', parallel, '--json');
    expect(code, stderr).toBe(1);
    const { verdict, models, comparisons } = readResult(stdout);
    outcomes.push({
      verdict,
      values: models.map(({ values }) => values),
      comparisons,
    });
    await nothingIsLeft(repository, folder);
  }
  expect(outcomes[0]).toMatchObject({ verdict: 'regression' });
  expect(outcomes[1]).toEqual(outcomes[0]);
});

test('a log outside of the work trees that every run writes is no matter', async () => {
  const log = join(await temporaryFolder(), 'train.log').replaceAll('\\', '/');
  const { repository, folder, run } = await repositoryWith(
    RACE.replace('setTimeout(', `writeFileSync('${log}', 'epoch 1');\nsetTimeout(`),
  );
  const { code, stdout } = await run('--parallel', '4', '--json');
  expect(await readFile(log, 'utf8')).toBe('epoch 1');
  expect([code, readResult(stdout).verdict]).toEqual([1, 'regression']);
  await nothingIsLeft(repository, folder);
});

test('a program that knows no run directory is told the line that reads its results, and is read with it', async () => {
  const { repository, folder, run } = await repositoryWith(RACE.replace(/setTimeout.*/, ''));
  const without = await run();
  expect(without.code).toBe(3);
  expect(without.stdout).toContain('add trainer.outputs: [metrics.json]');
  const config = await readFile(join(folder, 'conclusive.yml'), 'utf8');
  await repository.write({
    'exp/conclusive.yml': config.replace('trainer: { ', 'trainer: { outputs: [metrics.json], '),
  });
  const withOutputs = await run('--json');
  expect(readResult(withOutputs.stdout)).toMatchObject({ verdict: 'regression', runs: { trained: 8 } });
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'after %s nothing of a work tree stays for the next',
  async (signal) => {
    const { repository, folder, refs, run } = await repositoryWith(
      RACE.replace(
        'setTimeout(',
        'if (seed > 2 && !process.env.GO) setTimeout(() => {}, 600_000); else setTimeout(',
      ),
    );
    const { child, finished } = start(folder, ['run', ...refs, '--parallel', '2']);
    const temporary = join(folder, '.conclusive/tmp');
    const waiting = async () =>
      (await readdir(temporary, { recursive: true }).catch(() => [])).filter((path) =>
        /-[34]-[0-9a-f]+.tree.*metrics\.json$/.test(path),
      );
    while ((await waiting()).length < 2) await sleep(20);
    child.kill(signal);
    await finished;
    if (signal === 'SIGINT') await nothingIsLeft(repository, folder);
    process.env.GO = '1';
    try {
      expect((await run()).stdout).toContain('❌ `head` lowers accuracy by ');
    } finally {
      delete process.env.GO;
    }
    await nothingIsLeft(repository, folder);
    await access(join(folder, 'train.mjs'));
  },
);
