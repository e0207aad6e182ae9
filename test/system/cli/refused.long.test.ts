/** What the shipped program refuses: input that is wrong, and branches that are not to be trusted. */
import { appendFileSync } from 'node:fs';
import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, recordsIn, start } from '../support/command.ts';
import { command, DIVERSE, expectRefused, MODEL, module, VARIED } from './programs.ts';

describe('bad input is one clear message and exit code 2', () => {
  const split = (rows: number, labels: number) =>
    `{ xs: tf.ones([${rows}, 3]), ys: tf.oneHot(tf.tensor1d(Array.from({ length: ${labels} }, (_, i) => i % 2), 'int32'), 2) }`;

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
    ['a module that is not there', { 'conclusive.yml': module('')['conclusive.yml'] }, /model\.mjs/],
    ['a module that does not parse', module('export default {'), /model\.mjs/],
    ['a module without the right export', module('export const model = 1;'), /default/],
    [
      'a split whose shapes differ',
      module(
        `export default { data: () => ({ train: ${split(20, 19)}, validation: ${split(4, 4)}, test: ${split(4, 4)} }), ${MODEL} };`,
      ),
      /train\.ys has 19[\s\S]*train\.xs has 20/,
    ],
    [
      'a split that is missing',
      module(`export default { data: () => ({ train: ${split(20, 20)}, test: ${split(4, 4)} }), ${MODEL} };`),
      /validation/,
    ],
  ])('%s', (_, files, message) => expectRefused(files, message));
});

describe('a branch that is not to be trusted', () => {
  const config = command()
    .replace('models:', 'models:\n  baseline: { ref: base }')
    .replace('{ name: head, params: { boost: 0.1 } }', '{ name: head, ref: head }');

  test('whose output is sent to a file in the checkout is told to send it elsewhere', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'conclusive.yml': config, 'train.mjs': VARIED });
    const log = join(repository.path, 'train.log');
    await writeFile(log, '');
    // What a shell does with 2> train.log: the file is there before the first run, and grows under the runs.
    const started = start(repository.path, ['run']);
    started.child.stderr?.on('data', (text: string) => appendFileSync(log, text));
    const { stdout } = await started.finished;
    expect(stdout).toMatch(/⛔ Can't compare: .*code changed during the runs: .*train\.log/);
    expect(stdout).toContain('write train.log to the run directory or outside the checkout');
    await writeFile(join(repository.path, '.gitignore'), '*.log\n');
    const ignored = start(repository.path, ['run']);
    ignored.child.stderr?.on('data', (text: string) => appendFileSync(log, text));
    expect((await ignored.finished).stdout).not.toContain('Invalid');
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
    const open = config.replace('trainer: { ', 'trainer: { ');
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
    expect(stdout).toMatch(/⛔ Can't compare: .*code changed during the runs/);
    expect(
      (await readdir(join(repository.path, '.conclusive/runs'))).filter((name) => name.endsWith('.json')),
    ).toEqual([]);
  });
});
