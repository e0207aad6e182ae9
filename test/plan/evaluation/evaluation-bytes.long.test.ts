import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addWorktree } from '../../../src/git/worktree.ts';
import { digestEvaluation } from '../../../src/plan/evaluation/evaluation-bytes.ts';
import { openCommitEvaluation } from '../../../src/plan/evaluation/evaluation-in-git.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const BASE = {
  'eval/test.csv': 'a,b\n1,2\n',
  'eval/metric.py': 'x = 1\n',
  'data/real.csv': '1\n',
  'train.py': 'v1\n',
};
type Change = (repository: Repository) => Promise<unknown>;
const link = async (repository: Repository, path: string, target: string) => {
  await rm(join(repository.path, path), { recursive: true, force: true });
  await mkdir(join(repository.path, path, '..'), { recursive: true });
  await symlink(target, join(repository.path, path));
};
const write =
  (path: string, text: string): Change =>
  (repository) =>
    repository.write({ [path]: text });

/** What the base has on top, and what the head changes of it. */
const WAYS: Record<string, readonly [path: string, base: Change | null, head: Change]> = {
  'its bytes': ['eval/test.csv', null, write('eval/test.csv', 'a,b\n1,3\n')],
  'a file more in a folder': ['eval', null, write('eval/more.csv', '')],
  'a file less': ['eval', null, (repository) => rm(join(repository.path, 'eval/test.csv'))],
  'a link in its place': [
    'eval/test.csv',
    null,
    (repository) => link(repository, 'eval/test.csv', '../data/real.csv'),
  ],
  'the target of a link': [
    'eval/l.csv',
    (repository) => link(repository, 'eval/l.csv', '../data/real.csv'),
    write('data/real.csv', '2\n'),
  ],
  'the target of a link in a folder': [
    'eval',
    (repository) => link(repository, 'eval/l.csv', '../data/real.csv'),
    write('data/real.csv', '2\n'),
  ],
  'the end of a chain of links': [
    'one',
    async (repository) => {
      await link(repository, 'one', 'two');
      await link(repository, 'two', 'data/real.csv');
    },
    write('data/real.csv', '2\n'),
  ],
  'a file of a linked folder': [
    'linked',
    (repository) => link(repository, 'linked', 'data'),
    write('data/real.csv', '2\n'),
  ],
  'a file behind a linked folder': [
    'linked/real.csv',
    (repository) => link(repository, 'linked', 'data'),
    write('data/real.csv', '2\n'),
  ],
  'where a linked folder leads': [
    'linked',
    (repository) => link(repository, 'linked', 'data'),
    async (repository) => {
      await repository.write({ 'other/real.csv': '3\n' });
      await link(repository, 'linked', 'other');
    },
  ],
  'working-tree-encoding': [
    'eval/test.csv',
    null,
    async (repository) => {
      await repository.write({ '.gitattributes': 'eval/test.csv text working-tree-encoding=UTF-16LE\n' });
      // Or git would add the file anew, as its bytes say in that encoding.
      await repository.git('update-index', '--assume-unchanged', 'eval/test.csv');
    },
  ],
  eol: ['eval', null, write('.gitattributes', '*.csv text eol=crlf\n')],
  'eol, by a file in the folder': [
    'eval/test.csv',
    null,
    write('eval/.gitattributes', '*.csv text eol=crlf\n'),
  ],
  ident: ['eval/id.py', write('eval/id.py', '$Id$\n'), write('.gitattributes', '*.py ident\n')],
  'crlf, as it was written once': ['eval/test.csv', null, write('.gitattributes', '*.csv crlf eol=crlf\n')],
  'a macro of attributes': [
    'eval/test.csv',
    null,
    write('.gitattributes', '[attr]own text eol=crlf\n*.csv own\n'),
  ],
  'a module that Python takes for it': ['eval/metric.py', null, write('eval/metric/__init__.py', 'x = 2\n')],
  'a compiled module beside it': [
    'eval/metric.py',
    null,
    write('eval/metric.cpython-312-x86_64-linux-gnu.so', 'x'),
  ],
  'a compiled file that is not checked': [
    'eval/metric.py',
    null,
    write('eval/__pycache__/metric.cpython-312.pyc', 'x'),
  ],
};

async function both([, base, head]: (typeof WAYS)[string]) {
  const repository = await Repository.create();
  await repository.write(BASE);
  await base?.(repository);
  const before = await repository.commit({});
  await head(repository);
  const after = await repository.commit({});
  return { repository, before, after };
}

async function treeOf(repository: Repository, commit: string) {
  const folder = join(await temporaryFolder(), 'tree');
  await addWorktree(repository.path, commit, folder);
  return folder;
}

describe('what a run reads is compared, in a work tree and by git in commits that are not checked out', () => {
  test.each(Object.entries(WAYS))('%s', async (_, way) => {
    const [path] = way;
    const { repository, before, after } = await both(way);
    const scratch = await temporaryFolder();
    for (const digest of [
      async (commit: string) => digestEvaluation({ root: await treeOf(repository, commit), path }),
      async (commit: string) => (await openCommitEvaluation(repository.path, commit, scratch)).digest(path),
    ]) {
      expect(await digest(before)).toBe(await digest(before));
      expect(await digest(after)).not.toBe(await digest(before));
    }
  });

  test('another commit of a submodule', async () => {
    const [inner, outer] = [await Repository.create(), await Repository.create()];
    await inner.commit({ 'test.csv': '1' });
    const allow = ['-c', 'protocol.file.allow=always'];
    await outer.git(...allow, 'submodule', 'add', '--quiet', inner.path, 'eval');
    const before = await outer.commit({});
    await inner.commit({ 'test.csv': '2' });
    await outer.git(...allow, 'submodule', 'update', '--quiet', '--remote');
    const after = await outer.commit({});
    const scratch = await temporaryFolder();
    const digest = async (commit: string) =>
      (await openCommitEvaluation(outer.path, commit, scratch)).digest('eval');
    expect(await digest(after)).not.toBe(await digest(before));
    const bytes = () => digestEvaluation({ root: outer.path, path: 'eval/test.csv' });
    const now = await bytes();
    execFileSync('git', ['-C', join(outer.path, 'eval'), 'checkout', '--quiet', 'HEAD~1']);
    expect(await bytes()).not.toBe(now);
  });
});

test.each(['/etc/hostname', '../../../../../../etc/hostname', '.git/config', '.git'])(
  'a link to %s is refused, itself and in a folder',
  async (target) => {
    const repository = await Repository.create();
    await repository.write(BASE);
    await link(repository, 'out', target);
    await link(repository, 'eval/out', target.startsWith('/') ? target : `../${target}`);
    for (const path of ['out', 'eval'])
      await expect(digestEvaluation({ root: repository.path, path })).rejects.toThrow(
        /evaluation: ".*" is a link to a file outside the repository/,
      );
  },
);

test('what is not there is null, a circle of links ends, and what the checkout alone has is left out', async () => {
  const repository = await Repository.create();
  await repository.write(BASE);
  const root = repository.path;
  expect(await digestEvaluation({ root, path: 'nowhere' })).toBeNull();
  const before = await digestEvaluation({ root, path: 'eval' });
  await repository.write({ 'eval/__pycache__/metric.pyc': 'x' });
  const isLeftOut = (path: string) => path === 'eval/__pycache__';
  expect(await digestEvaluation({ root, path: 'eval', isLeftOut })).toBe(before);
  await link(repository, 'eval/self', '../eval');
  await link(repository, 'eval/round', 'round');
  expect(await digestEvaluation({ root, path: 'eval', isLeftOut })).not.toBe(before);
});
