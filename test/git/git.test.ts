import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { noteOtherProgram } from '../../src/child-output.ts';
import { GitError, git, gitWith, tryGit } from '../../src/git/git.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

// Only then does git read the repository's config again.
beforeAll(noteOtherProgram);
afterEach(() => vi.unstubAllEnvs());

test('git answers from the folder in which it is asked', async () => {
  const repository = await Repository.create();
  const commit = await repository.commit({ 'a.txt': '1' });
  expect(await git(repository.path, 'rev-parse', 'HEAD')).toBe(`${commit}\n`);
});

test('what git refuses is an error with its own words, or null where "no" is an answer', async () => {
  const { path } = await Repository.create();
  const refused = git(path, 'rev-parse', '--verify', 'nowhere');
  await expect(refused).rejects.toThrow(GitError);
  await expect(refused).rejects.toThrow(/^git rev-parse --verify nowhere: fatal: /);
  expect(await tryGit(path, 'rev-parse', '--verify', 'nowhere')).toBeNull();
});

test('git is told on its standard input what it is asked, also where it does not read it', async () => {
  const { path } = await Repository.create();
  expect(await gitWith({ input: 'a' }, path, 'hash-object', '--stdin')).toMatch(/^[0-9a-f]{40}\n$/);
  expect(await gitWith({ input: 'a'.repeat(1e6) }, path, 'rev-parse', '--is-inside-work-tree')).toBe(
    'true\n',
  );
});

test('calls of one turn read the config of the repository once, and every later one reads it anew', async () => {
  const { path } = await Repository.create();
  const trace = join(await temporaryFolder(), 'trace');
  vi.stubEnv('GIT_TRACE', trace);
  const readings = async () => [...(await readFile(trace, 'utf8')).matchAll(/config --list/g)].length;
  const eol = () => git(path, 'config', '--default', 'none', 'core.eol');
  const together = [eol(), eol(), git(path, 'rev-parse', '--git-dir')];
  expect(await Promise.all(together)).toEqual(['none\n', 'none\n', '.git\n']);
  expect(await readings()).toBe(1);
  await git(path, 'config', 'core.eol', 'lf');
  expect(await eol()).toBe('lf\n');
  expect(await readings()).toBe(3);
  // The first reads it already.
  const first = eol();
  await sleep(1);
  await Promise.all([first, eol()]);
  expect(await readings()).toBe(5);
});

test.skipIf(process.platform === 'win32')('hooks of the repository do not run', async () => {
  const repository = await Repository.create();
  await repository.commit({ 'a.txt': '1' });
  const hook = join(repository.path, '.git/hooks/post-checkout');
  await mkdir(join(repository.path, '.git/hooks'), { recursive: true });
  await writeFile(hook, '#!/bin/sh\ntouch hooked\n');
  await chmod(hook, 0o755);
  const worktree = join(await temporaryFolder(), 'tree');
  await git(repository.path, 'worktree', 'add', '--detach', worktree);
  expect(await tryGit(worktree, 'ls-files', '--others')).toBe('');
});

describe.skipIf(process.platform === 'win32')('git starts nothing that the checkout names', () => {
  /** Leaves a mark where it is started. */
  async function trap() {
    const mark = join(await temporaryFolder(), 'started');
    const program = `sh -c 'echo "$0 $*" >> "${mark}"; env >> "${mark}"; cat'`;
    return { program, started: () => readFile(mark, 'utf8').catch(() => '') };
  }

  type Trap = (repository: Repository, program: string) => Promise<unknown>;
  const set =
    (key: string, value = (program: string) => program): Trap =>
    (repository, program) =>
      repository.git('config', key, value(program));
  const attributes = async (repository: Repository, line: string) => {
    await mkdir(join(repository.path, '.git/info'), { recursive: true });
    await appendFile(join(repository.path, '.git/info/attributes'), `* ${line}\n`);
  };
  const script = async (program: string) => {
    const path = join(await temporaryFolder(), 'script');
    await writeFile(path, `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    return path;
  };
  const TRAPS: Record<string, Trap> = {
    'core.fsmonitor': async (repository, program) =>
      repository.git('config', 'core.fsmonitor', await script(program)),
    'core.hooksPath': async (repository, program) => {
      const folder = await temporaryFolder();
      for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc'])
        await writeFile(join(folder, hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
      await repository.git('config', 'core.hooksPath', folder);
    },
    'a filter by .git/info/attributes': async (repository, program) => {
      await attributes(repository, 'filter=evil');
      for (const kind of ['clean', 'smudge']) await repository.git('config', `filter.evil.${kind}`, program);
      await repository.git('config', 'filter.evil.required', 'true');
    },
    'a filter process': async (repository, program) => {
      await attributes(repository, 'filter=evil');
      await repository.git('config', 'filter.evil.process', program);
    },
    'a filter called as that of LFS': async (repository, program) => {
      await attributes(repository, 'filter=lfs');
      for (const kind of ['clean', 'smudge', 'process'])
        await repository.git('config', `filter.lfs.${kind}`, program);
    },
    'diff.external': set('diff.external'),
    'a diff driver': async (repository, program) => {
      await attributes(repository, 'diff=evil');
      for (const kind of ['command', 'textconv'])
        await repository.git('config', `diff.evil.${kind}`, program);
    },
    'include.path': async (repository, program) => {
      const file = await script('');
      await writeFile(
        file,
        `[core]\n\tfsmonitor = ${await script(program)}\n[diff]\n\texternal = ${await script(program)}\n`,
      );
      await repository.git('config', 'include.path', file);
    },
    'config.worktree': async (repository, program) => {
      await repository.git('config', 'extensions.worktreeConfig', 'true');
      await repository.git('config', '--worktree', 'core.fsmonitor', await script(program));
    },
    'an alias': set('alias.status', (program) => `!${program}`),
    'core.pager and a pager': async (repository, program) => {
      await repository.git('config', 'core.pager', program);
      await repository.git('config', 'pager.diff', program);
    },
    'gpg.program by log.showSignature': async (repository, program) => {
      await repository.git('config', 'log.showSignature', 'true');
      await repository.git('config', 'gpg.program', await script(program));
    },
    'core.alternateRefsCommand': set('core.alternateRefsCommand'),
    'ext:: as the remote': async (repository, program) => {
      await repository.git('remote', 'add', 'origin', `ext::${await script(program)}`);
      await repository.git('config', 'protocol.ext.allow', 'always');
      await repository.git('config', 'protocol.allow', 'always');
    },
    'ext:: by url.insteadOf': async (repository, program) => {
      await repository.git('remote', 'add', 'origin', 'https://example.invalid/a');
      await repository.git(
        'config',
        `url.ext::${await script(program)} .insteadOf`,
        'https://example.invalid/',
      );
      await repository.git('config', 'protocol.ext.allow', 'always');
    },
    'remote.origin.vcs': async (repository) => {
      await repository.git('remote', 'add', 'origin', `file://${repository.path}`);
      await repository.git('config', 'remote.origin.vcs', 'ext');
    },
    'core.sshCommand': async (repository, program) => {
      await repository.git('remote', 'add', 'origin', 'ssh://git@localhost:1/a');
      await repository.git('config', 'core.sshCommand', await script(program));
    },
    'core.gitProxy': async (repository, program) => {
      await repository.git('remote', 'add', 'origin', 'git://localhost:1/a');
      await repository.git('config', 'core.gitProxy', await script(program));
    },
    'credential.helper': async (repository, program) => {
      await repository.git('remote', 'add', 'origin', 'http://localhost:1/a');
      await repository.git('config', 'credential.helper', `!${program}`);
    },
    'gc.recentObjectsHook': async (repository, program) => {
      await repository.git('config', 'gc.auto', '1');
      await repository.git('config', 'gc.recentObjectsHook', await script(program));
    },
  };

  test.each(Object.entries(TRAPS))('%s', async (_, set) => {
    const repository = await Repository.create();
    const commit = await repository.commit({ 'a.txt': '1', 'b.txt': '2' });
    const { program, started } = await trap();
    await set(repository, program);
    await writeFile(join(repository.path, 'a.txt'), 'x');
    const worktree = join(await temporaryFolder(), 'tree');
    const calls = [
      ['status', '--porcelain'],
      ['diff', '--name-only', 'HEAD'],
      ['diff', 'HEAD'],
      ['show', `${commit}:a.txt`],
      ['log', '-p', '-1'],
      ['fetch', '--quiet', 'origin', 'main'],
      ['worktree', 'add', '--quiet', '--detach', '--force', worktree, commit],
      ['ls-files', '--others', '--exclude-standard'],
      ['describe', '--all'],
      ['worktree', 'prune'],
    ];
    for (const call of calls) await tryGit(repository.path, ...call);
    expect(await tryGit(repository.path, 'status', '--porcelain')).not.toBeNull();
    expect(await readFile(join(worktree, 'b.txt'), 'utf8')).toBe('2');
    expect(await started()).toBe('');
  });

  test('remote.origin.uploadpack, of which git takes the first, is refused', async () => {
    const repository = await Repository.create();
    await repository.git('remote', 'add', 'origin', `file://${repository.path}`);
    await repository.git('config', 'remote.origin.uploadpack', 'evil');
    await expect(git(repository.path, 'fetch', 'origin')).rejects.toThrow(
      /start the program in remote\.origin\.uploadpack.*remove it/,
    );
  });

  test('a folder of the checkout that looks like a bare repository is none', async () => {
    const repository = await Repository.create();
    const { program, started } = await trap();
    await repository.commit({
      'exp/HEAD': 'ref: refs/heads/main\n',
      'exp/refs/x': '',
      'exp/objects/x': '',
      'exp/config': `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${repository.path}\n\tfsmonitor = ${await script(program)}\n`,
    });
    const folder = join(repository.path, 'exp');
    expect(await tryGit(folder, 'status', '--porcelain')).toBeNull();
    expect(await started()).toBe('');
  });

  test('a global config that was written to since is not followed', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'a.txt': '1' });
    const home = await temporaryFolder();
    vi.stubEnv('HOME', home);
    await writeFile(join(home, '.gitconfig'), '[diff]\n\texternal = true\n');
    await git(repository.path, 'status');
    const { program, started } = await trap();
    await writeFile(join(home, '.gitconfig'), `[core]\n\tsshCommand = ${await script(program)}\n`);
    await repository.git('remote', 'add', 'origin', 'ssh://git@localhost:1/a');
    await tryGit(repository.path, 'fetch', 'origin');
    expect(await started()).toBe('');
  });

  test('its environment has none of the runner’s files and no token', async () => {
    const repository = await Repository.create();
    await repository.commit({ 'a.txt': '1' });
    const { program, started } = await trap();
    const home = await temporaryFolder();
    vi.stubEnv('HOME', home);
    for (const name of ['GITHUB_ENV', 'GITHUB_OUTPUT', 'INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GH_PAT'])
      vi.stubEnv(name, 'of-the-runner');
    await writeFile(join(home, '.gitconfig'), `[filter "own"]\n\tsmudge = ${await script(program)}\n`);
    await repository.commit({ '.gitattributes': '*.txt filter=own\n' });
    await git(repository.path, 'worktree', 'add', '--quiet', join(await temporaryFolder(), 'tree'));
    expect(await started()).toContain('PATH=');
    expect(await started()).not.toContain('of-the-runner');
  });

  test('what the owner has set holds, the filter of LFS and the remote’s address too', async () => {
    const repository = await Repository.create();
    await repository.git('config', 'filter.lfs.smudge', 'git-lfs smudge -- %f');
    await repository.git('config', 'core.autocrlf', 'input');
    await repository.git('config', 'push.default', 'current');
    await repository.git('config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic x');
    await repository.git('config', 'core.fsmonitor', 'true');
    const kept = async (key: string) => (await tryGit(repository.path, 'config', key))?.trim();
    expect(await kept('filter.lfs.smudge')).toBe('git-lfs smudge -- %f');
    expect(await kept('core.autocrlf')).toBe('input');
    expect(await kept('http.https://github.com/.extraheader')).toBe('AUTHORIZATION: basic x');
    expect(await kept('core.fsmonitor')).toBe('false');
    await repository.git('config', 'filter.lfs.smudge', 'evil');
    expect(await kept('filter.lfs.smudge')).toBe('');
  });
});
