import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture, folderWith, recordsIn } from '../support/command.ts';
import { command, DIVERSE, expectRefused, MODEL, module, shortened, VARIED } from './programs.ts';

describe('a TensorFlow.js experiment on real digits', () => {
  let directory: string;
  let first: Awaited<ReturnType<typeof conclusive>>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    await copyFixture(directory, 'digits', shortened);
    first = await conclusive(directory, 'run');
    return () => rm(directory, { recursive: true });
  });

  test('prints the report and leaves report, page, result and records', async () => {
    // Two seeds are quick, and the program says what they are worth.
    expect(first.stderr.match(/^warning: .*$/gm)).toEqual([
      expect.stringContaining('2 seed pairs are too few for a verdict at 0.0475'),
    ]);
    expect(first.stdout).toMatch(/^### \S+ \w+/);
    expect(first.stdout).toContain('xychart-beta');
    const folder = await readdir(join(directory, '.conclusive'));
    expect(folder.sort()).toEqual([
      '.gitignore',
      'ledger.json',
      'report.html',
      'report.md',
      'result.json',
      'runs',
      'tested.json',
      'tmp',
    ]);
    const result = readResult(await readFile(join(directory, '.conclusive/result.json'), 'utf8'));
    expect(result).toMatchObject({ runs: { trained: 4, reused: 0 } });
    for (const { values } of result.models) {
      // Two epochs on 3,000 digits: far above the tenth that guessing gets.
      for (const { value } of values.accuracy ?? []) expect(value).toBeGreaterThan(0.5);
    }
    expect(first.code).toBe(result.gate.passed ? 0 : 1);
  });

  test('says which backend trained, and why', () => {
    expect(first.stderr).toMatch(/backend wasm: tfjs-node is not installed|ms a step/);
  });

  test('a second run trains nothing, says so, and comes to the same result', async () => {
    const before = readResult(await readFile(join(directory, '.conclusive/result.json'), 'utf8'));
    const { stderr, stdout } = await conclusive(directory, 'run', '--json');
    expect(stderr).toContain('4 of 4 runs are on record and reused; nothing is left to train');
    const after = readResult(stdout);
    expect(after).toMatchObject({ runs: { trained: 0, reused: 4 } });
    expect(after.comparisons).toEqual(before.comparisons);
  });

  test('with --quiet says what it warns of, the report, and no progress', async () => {
    const { stderr, stdout, code } = await conclusive(directory, 'run', '--quiet');
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '))).toEqual([]);
    expect(stdout.split('\n')[0]).toBe(first.stdout.split('\n')[0]);
    expect(code).toBe(first.code);
  });
});

describe('exit codes', () => {
  test('3 when a model never finished, with what it said', async () => {
    const directory = await folderWith({
      'conclusive.yml': command(),
      'train.mjs': `throw new Error('no such column: label')`,
    });
    const { code, stdout } = await conclusive(directory, 'run');
    expect(code).toBe(3);
    expect(stdout).toContain('⛔ Invalid');
    expect(stdout).toContain('no such column: label');
  });

  test('2 for a call that is wrong', async () => {
    const directory = await folderWith({});
    expect(await conclusive(directory, 'runn')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean run?'),
    });
    expect(await conclusive(directory, 'run', '--parallel', 'many')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be a whole number'),
    });
    expect((await conclusive(directory, '--help')).code).toBe(0);
  });
});

describe('bad input is one clear message and exit code 2', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['no config', {}, /conclusive\.yml: no such file/],
    [
      'YAML that is none',
      { 'conclusive.yml': 'trainer: { module: a.ts\nmodels: [' },
      /conclusive\.yml:\d+:\d+:/,
    ],
    [
      'an unknown key',
      { 'conclusive.yml': command('gate: { fail-onn: [regression] }') },
      /conclusive\.yml:\d+:\d+: .*fail-onn.*did you mean "fail-on"/s,
    ],
    [
      'an unknown ref',
      {
        'conclusive.yml': command().replace('{ name: head,', '{ name: head, ref: v9,'),
        'train.mjs': DIVERSE,
      },
      /v9/,
    ],
    [
      'a program that does not exist',
      { 'conclusive.yml': command().replace(/command: .*/, 'command: "no-such-program {seed}" }') },
      /cannot start "no-such-program"/,
    ],
    [
      'a metric that no run reports',
      { 'conclusive.yml': command().replace('accuracy', 'macro_f1'), 'train.mjs': DIVERSE },
      /reports no "macro_f1"; it reports test accuracy/,
    ],
    [
      'metrics that are never finite',
      {
        'conclusive.yml': command(),
        'train.mjs': DIVERSE.replace('0.8 +', 'NaN +')
          .replace('JSON.stringify({ accuracy:', '"{\\"accuracy\\": " + String(')
          .replace('Math.sin(seed * 7) })', 'Math.sin(seed * 7)) + "}"'),
      },
      /gave finite numbers[\s\S]*metrics\.json[\s\S]*accuracy/,
    ],
    [
      'a module that throws',
      module(`export default { data() { throw new Error('the server is down'); }, ${MODEL} };`),
      /data\(\)[\s\S]*the server is down[\s\S]*model\.mjs:2/,
    ],
  ])('%s', (_, files, message) => expectRefused(files, message));
});

describe('a branch that is not to be trusted', () => {
  const config = command()
    .replace('models:', 'models:\n  baseline: { ref: base }')
    .replace('{ name: head, params: { boost: 0.1 } }', '{ name: head, ref: head }');

  test('cannot bring run records of its own', async () => {
    const repository = await Repository.create();
    const base = await repository.commit({ 'conclusive.yml': config, 'train.mjs': VARIED });
    await repository.write({ '.conclusive/runs/0.json': '{}' });
    await repository.git('add', '--force', '.conclusive');
    const head = await repository.commit({ 'train.mjs': VARIED.replace('?? 0', '?? 0.1') });
    const { code, stderr } = await conclusive(repository.path, 'run', '--base', base, '--head', head);
    expect([code, stderr]).toEqual([2, expect.stringContaining('holds records that git tracks')]);
  });

  test('without a change against its base is refused, and nothing is trained', async () => {
    const repository = await Repository.create();
    const base = await repository.commit({ 'conclusive.yml': config, 'train.mjs': VARIED });
    const { code, stderr } = await conclusive(repository.path, 'run', '--base', base, '--head', base);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is nothing to compare')]);
    expect(stderr).toContain('conclusive run --aa');
    expect(await recordsIn(repository.path)).toEqual({});
  });

  test.skipIf(process.platform === 'win32')('cannot have its results written through a link', async () => {
    const repository = await Repository.create();
    const elsewhere = await temporaryFolder();
    await repository.commit({ 'conclusive.yml': config, 'train.mjs': VARIED });
    await symlink(elsewhere, join(repository.path, '.conclusive'));
    const { code, stderr } = await conclusive(repository.path, 'run');
    expect([code, stderr]).toEqual([2, expect.stringContaining('is a link')]);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test("that rewrites the baseline's code, where nothing keeps it out, gets no verdict, and leaves no record", async () => {
    const repository = await Repository.create();
    const open = config.replace('trainer: { ', 'trainer: { isolation: false, ');
    const base = await repository.commit({ 'conclusive.yml': open, 'train.mjs': VARIED });
    const attack = `
      import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
      const trees = process.env.CONCLUSIVE_RUN_DIR + '/../../worktrees/';
      for (const tree of readdirSync(trees)) {
        const file = trees + tree + '/train.mjs';
        writeFileSync(file, readFileSync(file, 'utf8').replace('0.8 +', '0.5 +'));
      }
      ${VARIED.replace(/import.*\n/, '')}`;
    const head = await repository.commit({ 'train.mjs': attack });
    const { code, stdout } = await conclusive(repository.path, 'run', '--base', base, '--head', head);
    expect(code).toBe(1);
    expect(stdout).toMatch(/⛔ Invalid: .*code changed during the runs/);
    expect(
      (await readdir(join(repository.path, '.conclusive/runs'))).filter((name) => name.endsWith('.json')),
    ).toEqual([]);
  });
});
