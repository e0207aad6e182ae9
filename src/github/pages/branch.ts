/** Commits files to a branch and keeps other files there. No push is forced. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitError, gitWith } from '../../git/git.ts';
import { PublishError } from '../publish-error.ts';
import { AnswerLost, type Deadline } from '../request/deadline.ts';

/** Others push too; each attempt starts from their last commit. */
const ATTEMPTS = 6;
const PAUSE_MS = 500;
const GIT_MS = 60_000;

const AUTHOR = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

export interface Branch {
  readonly remote: string;
  readonly name: string;
  /** Needs `contents: write`; null if none is needed. */
  readonly token: string | null;
}

export interface Standing {
  read(path: string): Promise<string | null>;
  list(folder: string): Promise<readonly string[]>;
}

export interface Change {
  readonly message: string;
  readonly write: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Computes the change again if another push comes first. @throws PublishError */
export async function pushToBranch(
  branch: Branch,
  deadline: Deadline,
  change: (standing: Standing) => Promise<Change>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-pages-'));
  try {
    const run = gitOf(folder, branch, deadline);
    await run(['init', '--quiet', '--initial-branch=unborn']);
    for (let attempt = 1; ; attempt++) {
      const parent = await fetchTip(run, branch);
      const commit = await commitOf(run, folder, parent, await change(standingOf(run, parent)));
      const refusal = await push(run, branch, commit);
      if (refusal === null) return;
      if (attempt === ATTEMPTS || !isRace(refusal)) throw explain(refusal, branch);
      // Random, so that two jobs do not collide again.
      await deadline.sleep(attempt * PAUSE_MS * (0.5 + Math.random()));
    }
  } catch (error) {
    if (error instanceof AnswerLost) throw outOfTime(error, branch);
    throw error instanceof GitError ? explain(error, branch) : error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Run = (args: readonly string[], input?: string) => Promise<string>;

function gitOf(folder: string, branch: Branch, deadline: Deadline): Run {
  const variables: Record<string, string> = {
    GIT_AUTHOR_NAME: AUTHOR.name,
    GIT_AUTHOR_EMAIL: AUTHOR.email,
    GIT_COMMITTER_NAME: AUTHOR.name,
    GIT_COMMITTER_EMAIL: AUTHOR.email,
    GIT_INDEX_FILE: join(folder, 'index'),
    ...authorization(branch),
  };
  return (args, input = '') =>
    deadline.attempt(GIT_MS, (signal) => gitWith({ variables, signal, input }, folder, ...args));
}

/** Variables and not arguments, which every process of the machine can see. */
function authorization({ remote, token }: Branch): Record<string, string> {
  if (token === null || !/^https?:/.test(remote)) return {};
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraheader',
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${credentials}`,
  };
}

async function fetchTip(run: Run, { remote, name }: Branch): Promise<string | null> {
  const ref = `refs/heads/${name}`;
  const listed = await run(['ls-remote', remote, ref]);
  if (listed.trim() === '') return null;
  await run(['fetch', '--quiet', '--no-tags', '--depth=1', remote, ref]);
  return (await run(['rev-parse', '--verify', 'FETCH_HEAD^{commit}'])).trim();
}

function standingOf(run: Run, parent: string | null): Standing {
  const list = async (folder: string) => {
    if (parent === null) return [];
    const listed = await run(['ls-tree', '-z', '--name-only', parent, `${folder}/`]);
    return listed.split('\0').filter((path) => path !== '');
  };
  return {
    list,
    async read(path) {
      if (parent === null) return null;
      const listed = await run(['ls-tree', '-z', '--name-only', parent, '--', path]);
      return listed === '' ? null : run(['cat-file', 'blob', `${parent}:${path}`]);
    },
  };
}

async function commitOf(
  run: Run,
  folder: string,
  parent: string | null,
  { message, write, remove }: Change,
): Promise<string> {
  await run(['read-tree', parent ?? '--empty']);
  const texts = [...write.values()].map((text, index) => ({ text, name: `blob-${index}` }));
  for (const { text, name } of texts) await writeFile(join(folder, name), text);
  const names = texts.map(({ name }) => `${name}\n`).join('');
  const blobs = (await run(['hash-object', '-w', '--no-filters', '--stdin-paths'], names)).trim().split('\n');
  // One call for all paths, because hundreds of calls take minutes.
  await run(['update-index', '--force-remove', '-z', '--stdin'], remove.map((path) => `${path}\0`).join(''));
  const added = [...write.keys()].flatMap((path, index) => ['--cacheinfo', `100644,${blobs[index]},${path}`]);
  await run(['update-index', '--add', ...added]);
  const tree = (await run(['write-tree'])).trim();
  const parents = parent === null ? [] : ['-p', parent];
  return (await run(['commit-tree', tree, ...parents, '-m', message])).trim();
}

/** @returns the refusal; null on success */
async function push(run: Run, { remote, name }: Branch, commit: string): Promise<GitError | null> {
  try {
    await run(['push', '--quiet', remote, `${commit}:refs/heads/${name}`]);
    return null;
  } catch (error) {
    if (error instanceof GitError) return error;
    throw error;
  }
}

function isRace({ stderr }: GitError): boolean {
  return /non-fast-forward|fetch first|cannot lock ref|reference already exists|failed to update ref|stale info/i.test(
    stderr,
  );
}

function outOfTime(cause: AnswerLost, { name }: Branch): PublishError {
  return new PublishError(
    `cannot publish the report to the branch ${name}: ${cause.message}; run the job again`,
    { cause },
  );
}

function explain(error: GitError, { name }: Branch): PublishError {
  const said = error.stderr.trim().replaceAll(/\s+/g, ' ').slice(0, 500);
  const isRefused = /40[13]|denied|not granted|authentication|could not read Username/i.test(error.stderr);
  const why = isRefused
    ? 'missing "contents: write"; add it under permissions in the workflow'
    : isRace(error)
      ? `other jobs pushed to it during all ${ATTEMPTS} attempts; run the job again`
      : 'git refused it';
  return new PublishError(`cannot publish the report to the branch ${name}: ${why} (${said})`, {
    cause: error,
  });
}
