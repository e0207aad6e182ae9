/** What else a config needs to know of a repository: its branches, tests, packages and interpreter. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execute } from '../../child-output.ts';
import { REQUIREMENTS } from '../../config/setup-files.ts';
import { tryGit } from '../../git/git.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { defaultBranch } from '../../git/resolve-ref.ts';
import { ignoredPaths } from '../../git/tree.ts';
import { contains } from '../../plan/code/code-tree.ts';
import { importedModules } from '../../program-text/programs.ts';
import { isOwnModule } from './own-modules.ts';
import type { Program } from './program.ts';

/** Examples that a model is tested on, and code that scores it. */
const EVALUATION =
  /(?:^|\/)(?:(?:[\w-]*[_-])?(?:test|tests|testset|holdout|heldout|eval|evaluation)(?:[_-][\w-]*)?\.(?:csv|tsv|jsonl?|npz|npy|parquet|arrow|bin|pkl|txt|h5|hdf5|zip)|(?:evaluate|evaluation|eval|metrics|scoring|score)\.(?:py|js|mjs|ts|R))$/i;
const MAX_EVALUATION = 20;
const PROBE_MS = 10_000;

export interface Surroundings {
  /** Those that git does not ignore, with forward slashes. */
  readonly files: readonly string[];
  /** Of the repository; null outside git. */
  readonly root: string | null;
  readonly branch: string | null;
  /** `main`, as a workflow would write it. */
  readonly defaultBranch: string | null;
  /** What makes two states to be compared: this branch and its base, or the last commit and the one before. null: no commit is there. */
  readonly history: 'branch' | 'commit' | 'one commit' | null;
  /** How Python is started. */
  readonly python: string;
  readonly evaluation: readonly string[];
  readonly requirements: string | null;
}

/** @param all files of the folder */
export async function lookAround(folder: string, all: readonly string[]): Promise<Surroundings> {
  const root = await findRepositoryRoot(folder);
  const ignored = root === null ? [] : await ignoredPaths(folder);
  const files = all.filter((file) => !ignored.some((path) => contains(path, file)));
  const base = root === null ? null : await defaultBranch(root);
  const branch = (root && (await tryGit(root, 'branch', '--show-current')))?.trim() || null;
  return {
    root,
    branch,
    defaultBranch: base?.replace(/^refs\/(?:remotes\/origin|heads)\//, '') ?? branch,
    history: root === null ? null : await historyOf(root, base),
    files,
    python: await pythonOf(folder, root ?? folder),
    evaluation: files.filter((file) => EVALUATION.test(file)).slice(0, MAX_EVALUATION),
    requirements: REQUIREMENTS.find((file) => files.includes(file)) ?? null,
  };
}

/** Another commit may change nothing that trains; then the run says so. */
async function historyOf(root: string, base: string | null): Promise<Surroundings['history']> {
  if ((await tryGit(root, 'rev-parse', '--verify', '--quiet', 'HEAD')) === null) return null;
  const ahead = base === null ? null : await tryGit(root, 'rev-list', '--count', `${base}..HEAD`);
  if (ahead !== null && Number(ahead) > 0) return 'branch';
  const before = await tryGit(root, 'rev-parse', '--verify', '--quiet', 'HEAD~1');
  return before === null || before.trim() === '' ? 'one commit' : 'commit';
}

/** The environment of the repository, where none is activated; else what the PATH has. */
async function pythonOf(folder: string, root: string): Promise<string> {
  const isActivated = process.env.VIRTUAL_ENV !== undefined || process.env.CONDA_PREFIX !== undefined;
  // A folder of a repository has its environment there, or above.
  for (let up = ''; ; up += '../') {
    const here = join(folder, up);
    if (existsSync(join(here, 'uv.lock'))) return 'uv run python';
    if (existsSync(join(here, 'poetry.lock'))) return 'poetry run python';
    const name = isActivated
      ? undefined
      : ['.venv', 'venv'].find((one) => existsSync(join(here, one, 'bin/python')));
    if (name !== undefined) return `${up}${name}/bin/python`;
    if (relative(root, here) === '' || relative(root, here).startsWith('..')) break;
  }
  // A shim that is there may start nothing.
  return execute('python', ['--version'], { timeout: PROBE_MS }).then(
    () => 'python',
    () => 'python3',
  );
}

/** Modules that a program imports at its top and an interpreter lacks. Its code is not run: modules are looked for, and not loaded. */
export async function missingModules(
  python: string,
  folder: string,
  { text, file }: Pick<Program, 'text' | 'file'>,
  files: readonly string[],
): Promise<string[]> {
  // What stands further in may be done without.
  const names = importedModules(text.replaceAll(/^[ \t].*$/gm, ''));
  const others = names.filter((name) => !isOwnModule(name, file ?? '', files));
  if (others.length === 0) return [];
  const [interpreter = '', ...args] = python.split(' ');
  const probe =
    'import sys; sys.path = [p for p in sys.path if p]\nfrom importlib.util import find_spec\nprint(*[n for n in sys.argv[1:] if find_spec(n) is None])';
  const path = interpreter.includes('/') ? join(folder, interpreter) : interpreter;
  return execute(path, [...args, '-c', probe, ...new Set(others)], { timeout: PROBE_MS, cwd: folder }).then(
    ({ stdout }) => stdout.split(/\s+/).filter((name) => others.includes(name)),
    () => [...new Set(others)],
  );
}
