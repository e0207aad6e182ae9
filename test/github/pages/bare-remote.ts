/** A real bare repository that this program and others push to. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Branch } from '../../../src/github/pages/branch.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const run = promisify(execFile);
const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];

export async function bareRemote() {
  const folder = await temporaryFolder();
  const remote = join(folder, 'remote.git');
  const git = async (...args: string[]) => (await run('git', args, { cwd: folder })).stdout;
  await git('init', '--quiet', '--bare', remote);
  const branch: Branch = { remote, name: 'gh-pages', token: null };
  let clones = 0;
  const paths = async (): Promise<readonly string[]> => {
    const listed = await git('-C', remote, 'ls-tree', '-r', '--name-only', 'gh-pages');
    return listed.split('\n').filter((path) => path !== '');
  };
  return {
    branch,
    git,
    async pushAsSomebodyElse(files: Readonly<Record<string, string>>) {
      const clone = join(folder, `clone-${clones++}`);
      await git('clone', '--quiet', '--no-checkout', remote, clone);
      const start = (await git('-C', clone, 'branch', '--list', '--remotes', 'origin/gh-pages')).trim();
      await git(
        '-C',
        clone,
        'checkout',
        '--quiet',
        ...(start === '' ? ['--orphan', 'gh-pages'] : ['gh-pages']),
      );
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(clone, path)), { recursive: true });
        await writeFile(join(clone, path), text);
      }
      await git('-C', clone, 'add', '--all');
      await git('-C', clone, ...IDENTITY, 'commit', '--quiet', '--message', 'theirs');
      await git('-C', clone, 'push', '--quiet', 'origin', 'gh-pages');
    },
    async refuse(why: string) {
      const hook = join(remote, 'hooks', 'pre-receive');
      await mkdir(dirname(hook), { recursive: true });
      await writeFile(hook, `#!/bin/sh\necho '${why}' >&2\nexit 1\n`);
      await chmod(hook, 0o755);
    },
    paths,
    async files(): Promise<Record<string, string>> {
      const found = await Promise.all(
        (await paths()).map(
          async (path) => [path, await git('-C', remote, 'show', `gh-pages:${path}`)] as const,
        ),
      );
      return Object.fromEntries(found);
    },
    async commits(): Promise<number> {
      return Number(await git('-C', remote, 'rev-list', '--count', 'gh-pages'));
    },
  };
}
