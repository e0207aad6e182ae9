/** The files of examples/clouds and examples/ray: their commands, and a wave whose launcher trains on this machine. */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse as parseShell } from 'shell-quote';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Calls of `conclusive` in a text, with values for the variables of the shell. */
function callsIn(text: string): string[][] {
  const plain = text
    .replaceAll('\\\n', ' ')
    .replaceAll(/--shard "\$\d"/g, '--shard 1/4')
    .replaceAll(/\$\(\(.+?\)\)|\$\(.+?\)|\$\w+/g, '1');
  return [...plain.matchAll(/^(?!#).*?\bconclusive ((?:run|train|report) ?.*)/gm)].map(([, args = '']) =>
    parseShell(args).filter((word) => typeof word === 'string'),
  );
}

test('every call of Conclusive in the examples has options that exist', async () => {
  const program = createProgram(() => new AbortController().signal);
  const folders = ['clouds', 'kubernetes', 'ray'].map((name) => join('examples', name));
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  const texts = await Promise.all(names.flat().map((name) => readFile(name, 'utf8')));
  const calls = texts.flatMap(callsIn);
  expect(calls.length).toBeGreaterThan(5);
  for (const [name = '', ...args] of calls) {
    const command = program.commands.find((one) => one.name() === name);
    expect(command, name).toBeDefined();
    expect(command?.parseOptions(args).unknown, args.join(' ')).toEqual([]);
  }
});

const CONCLUSIVE = `case $1 in
  train) mkdir .conclusive; git log --oneline | wc -l > .conclusive/commits; echo "$@" $(ls ../records) > .conclusive/told ;;
  report) echo "$@" ;;
esac`;
const LAUNCHER = `for i in 1 2; do
  sh ../package/shard.sh "$PWD/../package" "$1" "$i/3" "$PWD/../package/$1-$i.out.tgz"
done`;

test.skipIf(process.platform === 'win32')(
  'a wave takes code and records to its shards and brings theirs back, also if one is lost',
  async () => {
    const outside = await temporaryFolder();
    for (const folder of ['package', 'records/earlier', 'clone', 'bin', 'tmp'])
      await mkdir(join(outside, folder), { recursive: true });
    await writeFile(join(outside, 'bin/conclusive'), `#!/bin/sh\n${CONCLUSIVE}\n`, { mode: 0o755 });
    await writeFile(join(outside, 'launch.sh'), LAUNCHER);
    await copyFile('examples/clouds/shard.sh', join(outside, 'package/shard.sh'));
    const repository = Repository.at(join(outside, 'clone'));
    await repository.git('init', '--quiet', '--initial-branch=main');
    await repository.commit({ 'train.py': '' });
    await repository.git('checkout', '--quiet', '-b', 'your-branch');
    await repository.commit({ 'train.py': 'better' });
    const env = {
      ...process.env,
      ...{ PATH: `${join(outside, 'bin')}:${process.env.PATH}`, TMPDIR: join(outside, 'tmp') },
    };
    const wave = (...launcher: readonly string[]) =>
      execFileSync('sh', [resolve('examples/clouds/wave.sh'), '2', ...launcher], {
        cwd: repository.path,
        encoding: 'utf8',
        env,
      });
    expect(wave('sh', '../launch.sh')).toBe('report --base main --records ../records\n');
    for (const shard of [1, 2]) {
      const folder = join(outside, `records/2-${shard}/.conclusive`);
      expect(await readFile(join(folder, 'told'), 'utf8')).toBe(
        `train --base origin/main --wave 2 --shard ${shard}/3 --records ../records earlier\n`,
      );
      expect((await readFile(join(folder, 'commits'), 'utf8')).trim()).toBe('2');
    }
    expect(await readdir(join(outside, 'tmp'))).toEqual([]);
    expect(wave('true'), 'all shards are lost').toBe('report --base main --records ../records\n');
    expect((await readdir(join(outside, 'records'))).sort()).toEqual(['2-1', '2-2', 'earlier']);
  },
);
