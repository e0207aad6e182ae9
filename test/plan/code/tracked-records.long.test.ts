import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuseTrackedRecords } from '../../../src/plan/code/tracked-records.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const RECORD = `${'a'.repeat(64)}.json`;
const KINDS = ['runs', 'checks/runs', 'repeats/runs'];

/** Ways for a branch to bring files; each makes a repository, and says how the folder of records is named. */
interface Brought {
  readonly repository: Repository;
  readonly folder: string;
  readonly commits?: readonly string[];
}

const committed = async (file: string): Promise<Repository> => {
  const repository = await Repository.create();
  await repository.commit({ [file]: '{}' });
  return repository;
};
const withSubmodule = async (file: string): Promise<Repository> => {
  const [inner, outer] = [await committed(`job/${file}`), await Repository.create()];
  await outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.path, 'shards');
  await outer.commit({});
  return outer;
};
const at = (repository: Repository, path = 'shards/job'): Brought => ({
  repository,
  folder: join(repository.path, path),
});

const WAYS: Record<string, (file: string) => Promise<Brought>> = {
  'in a commit': async (file) => at(await committed(`shards/job/${file}`)),
  'in the index alone': async (file) => {
    const repository = await committed('a.txt');
    await repository.write({ [`shards/job/${file}`]: '{}' });
    await repository.git('add', '--all');
    return at(repository);
  },
  'in a commit, and dropped from the index': async (file) => {
    const repository = await committed(`shards/job/${file}`);
    await repository.git('rm', '--cached', '-r', '--quiet', 'shards');
    return at(repository);
  },
  'in spite of an ignore file': async (file) => {
    const repository = await committed('a.txt');
    await repository.write({ '.gitignore': 'shards\n', [`shards/job/${file}`]: '{}' });
    await repository.git('add', '--force', 'shards', '.gitignore');
    await repository.git('commit', '--quiet', '--message', 'x');
    return at(repository);
  },
  'assumed unchanged': async (file) => {
    const repository = await committed(`shards/job/${file}`);
    await repository.git('update-index', '--assume-unchanged', `shards/job/${file}`);
    return at(repository);
  },
  'left out of the work tree': async (file) => {
    const repository = await committed(`shards/job/${file}`);
    await repository.git('update-index', '--skip-worktree', `shards/job/${file}`);
    return at(repository);
  },
  'in a sparse checkout': async (file) => {
    const repository = await committed(`shards/job/${file}`);
    await repository.commit({ 'other/a.txt': '' });
    await repository.git('sparse-checkout', 'set', 'other');
    await repository.write({ [`shards/job/${file}`]: '{}' });
    return at(repository);
  },
  'under a name with capitals': async (file) => at(await committed(`Shards/JOB/${file}`)),
  'in the commit of another model': async (file) => {
    const repository = await committed('a.txt');
    await repository.git('checkout', '--quiet', '-b', 'topic');
    const commit = await repository.commit({ [`shards/job/${file}`]: '{}' });
    await repository.git('checkout', '--quiet', 'main');
    await repository.write({ [`shards/job/${file}`]: '{}' });
    return { ...at(repository), commits: [commit] };
  },
  'in a submodule': async (file) => at(await withSubmodule(file)),
  'in a submodule that is no repository any more': async (file) => {
    const outer = await withSubmodule(file);
    await rename(join(outer.path, 'shards/.git'), join(await temporaryFolder(), 'moved'));
    return at(outer);
  },
  'behind a committed link': async (file) => {
    const repository = await committed(`data/${file}`);
    await mkdir(join(repository.path, 'shards'));
    await symlink('../data', join(repository.path, 'shards/job'));
    await repository.commit({});
    return at(repository);
  },
  'behind a committed link to elsewhere': async (file) => {
    const [repository, elsewhere] = [await Repository.create(), await temporaryFolder()];
    await mkdir(dirname(join(elsewhere, 'job', file)), { recursive: true });
    await writeFile(join(elsewhere, 'job', file), '{}');
    await symlink(elsewhere, join(repository.path, 'shards'));
    await repository.commit({});
    return at(repository);
  },
  'behind a link elsewhere that leads to a committed one': async (file) => {
    const [repository, elsewhere] = [await committed(`data/${file}`), await temporaryFolder()];
    await symlink('data', join(repository.path, 'link'));
    await repository.commit({});
    await symlink(join(repository.path, 'link'), join(elsewhere, 'job'));
    return { repository, folder: join(elsewhere, 'job') };
  },
  'behind a link elsewhere': async (file) => {
    const [repository, elsewhere] = [await committed(`data/${file}`), await temporaryFolder()];
    await symlink(join(repository.path, 'data'), join(elsewhere, 'job'));
    return { repository, folder: join(elsewhere, 'job') };
  },
};

describe('records that a branch brings are refused', () => {
  const cases = Object.entries(WAYS).flatMap(([way, make]) => KINDS.map((kind) => ({ way, kind, make })));
  test.each(cases)('$way, in $kind', async ({ kind, make }) => {
    const { folder, commits } = await make(`${kind}/${RECORD}`);
    const refused = refuseTrackedRecords({ folder, name: '--records', ...(commits && { commits }) });
    await expect(refused).rejects.toThrow(/^--records: .*(?:files that git tracks|is a link within a git)/);
  });

  test('also where the repository has no commit yet', async () => {
    const repository = await Repository.create();
    await repository.write({ [`shards/job/runs/${RECORD}`]: '{}' });
    await repository.git('add', '--all');
    await expect(refuseTrackedRecords({ ...at(repository), name: 'records' })).rejects.toThrow('git tracks');
  });
});

describe('nothing passes where git cannot tell', () => {
  test('since a branch has more files than an answer can hold', async () => {
    const repository = await Repository.create();
    const git = (args: readonly string[], input: string) =>
      execFileSync('git', args, { cwd: repository.path, input, encoding: 'utf8' }).trim();
    const blob = git(['hash-object', '-w', '--stdin'], '');
    const names = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(100)}${index}`);
    const files = git(['mktree'], names.map((name) => `100644 blob ${blob}\t${name}\n`).join(''));
    const folders = git(['mktree'], names.map((name) => `040000 tree ${files}\t${name}\n`).join(''));
    const root = git(['mktree'], `040000 tree ${folders}\tshards\n`);
    await repository.git('update-ref', 'HEAD', git(['commit-tree', root, '-m', 'many'], ''));
    await expect(refuseTrackedRecords({ ...at(repository), name: 'records' })).rejects.toThrow(
      /^cannot tell whether git tracks files in .* answered with more than 64 MB/,
    );
  });

  test('since the index is broken', async () => {
    const repository = await committed(`shards/job/runs/${RECORD}`);
    await repository.write({ '.git/index': 'broken' });
    await expect(refuseTrackedRecords({ ...at(repository), name: 'records' })).rejects.toThrow(
      /^cannot tell whether git tracks files in .* index/,
    );
  });
});

describe('what no branch brings passes', () => {
  test.each(['', '.gitignore', 'report.md', 'runs-of-others/a.json', 'tmp/runs/a.json'])(
    'beside a tracked file: %s',
    async (tracked) => {
      const repository = await committed(tracked === '' ? 'a.txt' : `shards/job/${tracked}`);
      await repository.write({ [`shards/job/runs/${RECORD}`]: '{}' });
      await refuseTrackedRecords({ ...at(repository), name: 'records' });
      await refuseTrackedRecords({ ...at(repository, '.'), name: 'records' });
    },
  );

  test('in a folder elsewhere, through a link elsewhere, and one that is not there', async () => {
    const [folder, link] = [await temporaryFolder(), join(await temporaryFolder(), 'link')];
    await mkdir(join(folder, 'runs'));
    await symlink(folder, link);
    for (const one of [folder, link, join(folder, 'nowhere')])
      await refuseTrackedRecords({ folder: one, name: 'records' });
    await rm(link);
  });
});
