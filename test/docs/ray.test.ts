/** Ray's packages of examples/ray, with a `ray` that carries out a job at once and a `base64` that knows no option of GNU's alone. */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findTool } from '../support/find-tool.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PROGRAMS = {
  conclusive: `case $1 in
  train) echo training >&2; case $* in *$LOST*) exit 2 ;; esac; mkdir .conclusive; echo "$@" $(ls ../records) > .conclusive/told ;;
  report) echo "$@" ;;
esac`,
  ray: `case $2 in
  submit) id=$5; cd "$7"; shift 10; "$@" > "../logs/$id" 2>&1 || true ;;
  status) echo "Job '$3' succeeded" ;;
  logs) cat "../logs/$3" ;;
esac`,
  base64: `case $* in '' | --decode) exec '${findTool('base64')}' "$@" ;; esac; exit 64`,
};

test.skipIf(process.platform === 'win32')(
  'packages of shards bring their records back, also if one is lost, and leave nothing on a node',
  async () => {
    const outside = await temporaryFolder();
    for (const folder of ['package', 'records/earlier', 'clone', 'bin', 'logs', 'tmp'])
      await mkdir(join(outside, folder), { recursive: true });
    for (const [name, text] of Object.entries(PROGRAMS))
      await writeFile(join(outside, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    const repository = Repository.at(join(outside, 'clone'));
    await repository.git('init', '--quiet', '--initial-branch=main');
    await repository.commit({ 'train.py': '' });
    await repository.git('checkout', '--quiet', '-b', 'your-branch');
    await copyFile('examples/ray/shard.sh', join(outside, 'package/shard.sh'));
    const printed = execFileSync('sh', [resolve('examples/ray/wave.sh'), '1'], {
      cwd: repository.path,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...{ PATH: `${join(outside, 'bin')}:${process.env.PATH}`, TMPDIR: join(outside, 'tmp'), LOST: '3/4' },
      },
    });
    expect(printed).toBe('shard 3 is lost\nreport --base main --records ../records\n');
    expect((await readdir(join(outside, 'logs')))[0]).toMatch(/^your-branch-1-\d{10,}-\d$/);
    for (const shard of [1, 2, 4])
      expect(await readFile(join(outside, `records/1-${shard}/.conclusive/told`), 'utf8')).toBe(
        `train --base origin/main --wave 1 --shard ${shard}/4 --records ../records earlier\n`,
      );
    expect(await readdir(join(outside, 'tmp'))).toEqual([]);
  },
);
