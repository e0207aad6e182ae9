/** What is installed is told by the interpreter that trains, or by a command of the config; a record of other versions is trained anew. */
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { createVersions, sharedInterpreter } from '../../../src/train/setup/versions.ts';
import { splitCommand } from '../../../src/train/trainers/command-line.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const node = `"${process.execPath.replaceAll('\\', '/')}"`;
const hasPython = (() => {
  try {
    execFileSync('python', ['-c', 'import importlib.metadata'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A folder of packages, as pip leaves them. */
async function packages(
  versions: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
) {
  const folder = await temporaryFolder();
  for (const [name, version] of Object.entries(versions)) {
    const path = join(folder, `${name}-${version}.dist-info`);
    await mkdir(path);
    await writeFile(join(path, 'METADATA'), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  }
  return folder;
}

async function versionsOf(
  command: string,
  { declared, path, directory }: { declared?: string; path?: string; directory?: string } = {},
) {
  if (path !== undefined) vi.stubEnv('PYTHONPATH', path);
  const warnings: string[] = [];
  const versions = await createVersions(splitCommand(command), declared)(
    {
      directory: directory ?? (await temporaryFolder()),
      environments: '/nowhere',
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      warn: (message) => void warnings.push(message),
    },
    {},
  );
  return { versions, warnings };
}

describe.skipIf(!hasPython)('of a command that python runs (needs Python)', () => {
  test('the versions of its packages tell, and not where they lie', async () => {
    const [old, same, young] = await Promise.all([
      packages({ torch: '2.5.1' }),
      packages({ torch: '2.5.1' }),
      packages({ torch: '2.6.0' }),
    ]);
    const { versions } = await versionsOf('python train.py --seed {seed}', { path: old });
    expect(versions).toMatch(/^[0-9a-f]{64}$/);
    expect((await versionsOf('python train.py', { path: same })).versions).toBe(versions);
    expect((await versionsOf('python train.py', { path: young })).versions).not.toBe(versions);
  });

  test('the repository’s own package does not: its version changes with every commit', async () => {
    const own = { 'direct_url.json': '{"url": "file:///checkout", "dir_info": {"editable": true}}' };
    const [one, other] = await Promise.all([packages({ mine: '0.1' }, own), packages({ mine: '0.2' }, own)]);
    const { versions } = await versionsOf('python train.py', { path: one });
    expect((await versionsOf('python train.py', { path: other })).versions).toBe(versions);
  });

  test('modules in the folder of the code are not taken for those of Python', async () => {
    const directory = await temporaryFolder();
    await writeFile(join(directory, 'json.py'), 'raise SystemExit(9)\n');
    const { versions, warnings } = await versionsOf('python train.py', { directory });
    expect(warnings).toEqual([]);
    expect((await versionsOf('python train.py')).versions).toBe(versions);
  });

  test('where a launcher stands before it, it is asked through the launcher; of others the python on the PATH', async () => {
    const path = await packages({ torch: '2.5.1' });
    const launched = `${node} -e "require('child_process').spawnSync('python', process.argv.slice(2), { stdio: 'inherit', env: { ...process.env, PYTHONPATH: '' } })" python train.py`;
    const direct = await versionsOf('python train.py', { path });
    expect((await versionsOf('sh train.sh', { path })).versions).toBe(direct.versions);
    expect((await versionsOf(launched, { path })).versions).not.toBe(direct.versions);
  });
});

const isWindows = process.platform === 'win32';

test.skipIf(isWindows)(
  'an interpreter is asked once for all folders if none can change its answer',
  async () => {
    const shims = await temporaryFolder();
    const real = await temporaryFolder();
    await writeFile(join(shims, 'python'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(shims, 'mise'), 'ELF', { mode: 0o755 });
    await symlink('mise', join(shims, 'python3'));
    await writeFile(join(real, 'python3.12'), 'ELF', { mode: 0o755 });
    await symlink('python3.12', join(real, 'python'));
    const shared = (command: string, PATH = real, more = {}) =>
      sharedInterpreter(splitCommand(command), { PATH, ...more });
    const file = join(real, 'python');
    expect(shared('python train.py')).toBe(file);
    expect(shared('node train.mjs')).toBe(file);
    expect(shared(`${file} train.py`, '/nowhere')).toBe(file);
    expect(shared('python train.py', [real, shims].join(delimiter), { PYTHONPATH: '/lib' })).toBe(file);
    expect(shared('python train.py', [shims, real].join(delimiter))).toBe(null);
    expect(shared('python3 train.py', shims)).toBe(null);
    expect(shared('python3.11 train.py')).toBe(null);
    expect(shared('.venv/bin/python train.py')).toBe(null);
    expect(shared('uv run python train.py')).toBe(null);
    expect(shared('python train.py', `${real}${delimiter}bin`)).toBe(null);
    expect(shared('python train.py', `${real}${delimiter}`)).toBe(null);
    expect(shared('python train.py', real, { PYTHONPATH: 'src' })).toBe(null);
  },
);

test.skipIf(isWindows)('a trainer asks a shared interpreter once, and any other once a folder', async () => {
  const asked = async (command: string) => {
    const trainer = createCommandTrainer(command, { vary: ['init'], data: 'bootstrap' });
    let count = 0;
    for (const directory of [await temporaryFolder(), await temporaryFolder()])
      await trainer.versions({
        ...{ directory, environments: '/nowhere', timeoutMs: 30_000, warn: () => {} },
        signal: new AbortController().signal,
        open: async () => {
          count += 1;
          return { directory };
        },
      });
    return count;
  };
  const folder = await temporaryFolder();
  await symlink(process.execPath, join(folder, 'python'));
  await writeFile(join(folder, 'python3'), '', { mode: 0o755 });
  expect(await asked(`${join(folder, 'python')} train.py`)).toBe(2);
  expect(await asked(`${join(folder, 'python3')} train.py`)).toBe(1);
});

test('an interpreter that cannot be asked is a warning that names the key', async () => {
  const { warnings } = await versionsOf('./no/python train.py');
  expect(warnings).toEqual([
    expect.stringMatching(
      /^the installed packages of .*no\/python are unknown: it cannot be started: .*trainer\.versions/,
    ),
  ]);
});

test('a command of the config tells in place of it, and has to end well', async () => {
  const declared = `${node} -e "console.log(process.env.CUDA_VERSION)"`;
  const of = (kernel: string) => {
    vi.stubEnv('CUDA_VERSION', kernel);
    return versionsOf('train', { declared });
  };
  const { versions } = await of('1');
  expect((await of('1')).versions).toBe(versions);
  expect((await of('2')).versions).not.toBe(versions);
  const failed = versionsOf('train', { declared: `${node} -e "process.exit(3)"` });
  await expect(failed).rejects.toThrow(UserError);
  await expect(failed).rejects.toThrow(/^trainer\.versions: ".*" ended with exit code 3 in /);
});
