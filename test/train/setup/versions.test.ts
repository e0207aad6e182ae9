/** What is installed is told by the interpreter that trains, or by a command of the config; a record of other versions is trained anew. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { createVersions } from '../../../src/train/setup/versions.ts';
import { splitCommand } from '../../../src/train/trainers/command-line.ts';
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

describe.skipIf(!hasPython)('of a command that python runs', () => {
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
