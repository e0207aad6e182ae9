/** `conclusive run` in full: what takes real training, or many runs. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture, folderWith, recordsIn, start } from '../support/command.ts';
import { command, DIVERSE, shortened, VARIED } from './programs.ts';

describe('a TensorFlow.js experiment on real digits', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    await copyFixture(directory, 'digits', shortened);
    await conclusive(directory, 'run');
    return () => rm(directory, { recursive: true });
  });

  test('another margin trains nothing; another parameter does', async () => {
    const config = join(directory, 'conclusive.yml');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('margin: 0.005', 'margin: 0.02'));
    expect((await conclusive(directory, 'run')).stderr).toContain('nothing is left to train');
    await writeFile(config, text.replace('epochs: 2', 'epochs: 1'));
    expect((await conclusive(directory, 'run')).stderr).not.toContain('reused');
    await writeFile(config, text);
  });

  test('the same seeds leave the same bytes', async () => {
    const before = await recordsIn(directory);
    await rm(join(directory, '.conclusive'), { recursive: true });
    await conclusive(directory, 'run');
    const after = await recordsIn(directory);
    expect(Object.keys(after)).toHaveLength(8);
    for (const [file, text] of Object.entries(after)) expect(before[file], file).toBe(text);
  });

  const node24 = findNode24();
  test.skipIf(node24 === null)('Node 24 trains the same models (needs Node 24)', async () => {
    const other = await temporaryFolder();
    await copyFixture(other, 'digits', shortened);
    const { code, stderr } = await start(other, ['run'], node24 ?? '').finished;
    expect(code, stderr).not.toBe(2);
    const values = async (folder: string) =>
      readResult(await readFile(join(folder, '.conclusive/result.json'), 'utf8')).models.map(
        (model) => model.values,
      );
    expect(await values(other)).toEqual(await values(directory));
  });
});

describe('one variant that always crashes', () => {
  test('does not take the comparison of the others down', async () => {
    const directory = await folderWith({
      'conclusive.yml': command().replace(
        'variants: [',
        'variants: [{ name: broken, params: { boost: 9 } }, ',
      ),
      'train.mjs': `${VARIED}\nif (boost === 9) throw new Error('no');`,
    });
    const { code, stdout } = await conclusive(directory, 'run', '--json');
    const result = readResult(stdout);
    expect(code).toBe(3);
    expect(result.verdict).toBe('invalid');
    expect(result.comparisons.map(({ variant, verdict }) => [variant, verdict])).toEqual([
      ['broken', 'inconclusive'],
      ['head', 'improvement'],
    ]);
  });
});

describe('a sequential design', () => {
  const sequential = (script: string) => ({
    'conclusive.yml': command()
      .replace('seeds: 4', 'seeds: { min: 6, max: 12 }')
      .replace('variants: [', 'variants: [{ name: clear, params: { boost: 0.2 } }, '),
    'train.mjs': script,
  });
  const script = DIVERSE.replace(
    '0.01 * Math.sin(seed * 7)',
    '0.01 * Math.sin(seed * 7) + (boost > 0 ? 0.02 * Math.sin(seed * 5 + boost) : 0) - (boost === 0.1 ? 0.2 : 0.1)',
  );

  test('stops training a variant that is settled, shows its looks, and repeats itself from the records', async () => {
    const directory = await folderWith(sequential(script));
    const first = await conclusive(directory, 'run', '--json');
    expect(first.code, first.stderr).toBe(0);
    const result = readResult(first.stdout);
    const [baseline, clear, head] = result.models.map(({ runs }) => runs.ok);
    expect(clear).toBeLessThan(head ?? 0);
    expect(baseline).toBe(head);
    expect(first.stderr).toMatch(/look 2 of 6, at 7 pairs: training continues with head to 8 pairs; .* left/);
    expect(result.design).toMatchObject({ kind: 'sequential', minimumPairs: 6, maximumPairs: 12 });
    const report = await readFile(join(directory, '.conclusive/report.md'), 'utf8');
    expect(report).toContain('| Look | Pairs | p needed | α spent | Taken |');
    const again = readResult((await conclusive(directory, 'run', '--json')).stdout);
    expect(again.comparisons).toEqual(result.comparisons);
    expect(again.runs.trained).toBe(0);
  });
});

describe('refs', () => {
  test('compare two commits of a repository, and another look at a changed test file is invalid', async () => {
    const repository = await Repository.create();
    const files = {
      'conclusive.yml': `${command('evaluation: [test.csv]').replace('models:', 'models:\n  baseline: { ref: base }').replace('{ name: head, params: { boost: 0.1 } }', '{ name: head, ref: head }')}`,
      'test.csv': '1',
    };
    const script = (boost: number) =>
      DIVERSE.replace('sin(seed * 7)', `sin(seed * 7 + ${boost} * seed)`).replace(
        '.boost ?? 0',
        `.boost ?? ${boost}`,
      );
    const base = await repository.commit({ ...files, 'train.mjs': script(0) });
    const head = await repository.commit({ 'train.mjs': script(0.1) });
    const better = await conclusive(repository.path, 'run', '--base', base, '--head', head);
    expect(better.code, better.stderr).toBe(0);
    expect(better.stdout).toContain('✅ `head` improves accuracy by ');
    expect(better.stdout).toContain(`commit \`${head.slice(0, 7)}\``);
    expect(await repository.git('status', '--porcelain')).toBe('');
    expect(await repository.git('worktree', 'list')).not.toContain('.conclusive');

    const cheat = await repository.commit({ 'test.csv': '2' });
    const invalid = await conclusive(repository.path, 'run', '--base', base, '--head', cheat);
    expect(invalid.code).toBe(1);
    expect(invalid.stdout).toMatch(/⛔ Can't compare: .*test\.csv/);
  });
});

describe('Ctrl-C', () => {
  test('keeps what is finished, leaves no process and no scratch, and the next run goes on from there', async () => {
    const directory = await folderWith({
      'conclusive.yml': command('limits: { parallel: 2 }'),
      'train.mjs': `
        import { existsSync, writeFileSync } from 'node:fs';
        ${DIVERSE.replace(/import.*\n/, '')}
        // The folder that holds .conclusive: what is written to the working directory is gone with the run.
        const folder = process.argv[3].split(/[\\\\/]\\.conclusive[\\\\/]/)[0] + '/';
        if (seed > 2 && !existsSync(folder + 'go')) { writeFileSync(folder + 'pid-' + process.pid, ''); setInterval(() => {}, 1000); }`,
    });
    const { child, finished } = start(directory, ['run']);
    const waiting = async () => (await readdir(directory)).filter((name) => name.startsWith('pid-'));
    while ((await waiting()).length < 2) await sleep(20);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain('the same command continues from the finished runs');
    for (const name of await waiting()) expect(() => process.kill(Number(name.slice(4)), 0)).toThrow('ESRCH');
    expect(await readdir(join(directory, '.conclusive/tmp'))).toEqual([]);
    const records = await readdir(join(directory, '.conclusive/runs'));
    expect(records.length).toBe(4);
    await writeFile(join(directory, 'go'), '');
    expect((await conclusive(directory, 'run')).code).toBe(0);
  });
});
