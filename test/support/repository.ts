import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporary.ts';

const run = promisify(execFile);
const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** One process of git starts the others: a process as large as that of the tests takes long to fork. */
const RECORD = '!git add --all && git commit --quiet --allow-empty --message change && git rev-parse HEAD';

/** A real git repository in a folder of its own. */
export class Repository {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** A folder that is no repository (yet). */
  static at(path: string): Repository {
    return new Repository(path);
  }

  static async create(): Promise<Repository> {
    const repository = new Repository(await temporaryFolder());
    // Without the samples of hooks, whose copies take longer than all else.
    await repository.git('init', '--quiet', '--template=', '--initial-branch=main');
    return repository;
  }

  static async clone(source: Repository, ...options: readonly string[]): Promise<Repository> {
    const repository = new Repository(await temporaryFolder());
    // file:// and not a path: git ignores --depth for a clone of a local folder.
    await repository.git('clone', '--quiet', ...options, `file://${source.path}`, '.');
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', [...args], { cwd: this.path, env: { ...process.env, ...IDENTITY } });
    return stdout.trim();
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.path, path)), { recursive: true });
      await writeFile(join(this.path, path), text);
    }
  }

  /** Writes files, commits everything and returns the commit. */
  async commit(files: Readonly<Record<string, string>>): Promise<string> {
    await this.write(files);
    return this.git('-c', `alias.record=${RECORD}`, 'record');
  }
}
