/** What else a config needs to know of a repository: its branches, tests, packages and interpreter. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tryGit } from '../../git/git.ts';
import { defaultBranch } from '../../git/refs.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { ignoredPaths } from '../../git/tree.ts';
import { contains } from '../../plan/code/code-tree.ts';
import { importedModules } from '../../train/trainers/programs.ts';

const run = promisify(execFile);

/** Examples that a model is tested on, and code that scores it. */
const EVALUATION =
  /(?:^|\/)(?:(?:[\w-]*[_-])?(?:test|tests|testset|holdout|heldout|eval|evaluation)(?:[_-][\w-]*)?\.(?:csv|tsv|jsonl?|npz|npy|parquet|arrow|bin|pkl|txt|h5|hdf5|zip)|(?:evaluate|evaluation|eval|metrics|scoring|score)\.(?:py|js|mjs|ts|R))$/i;
const REQUIREMENTS = ['requirements.txt', 'requirements-train.txt', 'environment.yml', 'pyproject.toml'];
const MAX_EVALUATION = 20;
const PROBE_MS = 10_000;

export interface Surroundings {
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

export async function lookAround(folder: string, files: readonly string[]): Promise<Surroundings> {
  const root = await findRepositoryRoot(folder);
  const ignored = root === null ? [] : await ignoredPaths(folder);
  const base = root === null ? null : await defaultBranch(root);
  const branch = (root && (await tryGit(root, 'branch', '--show-current')))?.trim() || null;
  return {
    root,
    branch,
    defaultBranch: base?.replace(/^origin\//, '') ?? branch,
    history: root === null ? null : await historyOf(root, base),
    python: await pythonOf(folder),
    evaluation: files
      .filter((file) => EVALUATION.test(file) && !ignored.some((path) => contains(path, file)))
      .slice(0, MAX_EVALUATION),
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
async function pythonOf(folder: string): Promise<string> {
  if (existsSync(join(folder, 'uv.lock'))) return 'uv run python';
  if (existsSync(join(folder, 'poetry.lock'))) return 'poetry run python';
  if (process.env.VIRTUAL_ENV === undefined && process.env.CONDA_PREFIX === undefined)
    for (const name of ['.venv', 'venv'])
      if (existsSync(join(folder, name, 'bin/python'))) return `${name}/bin/python`;
  const starts = await run('python', ['--version'], { timeout: PROBE_MS }).then(
    () => true,
    () => false,
  );
  return starts ? 'python' : 'python3';
}

/** Whether an interpreter has what a program imports at its top. Its code is not run: modules are looked for, and not loaded. */
export async function lacksModules(python: string, folder: string, text: string): Promise<boolean> {
  // What stands further in may be done without.
  const names = importedModules(text.replaceAll(/^[ \t].*$/gm, ''));
  const own = names.filter(
    (name) =>
      !existsSync(join(folder, `${name}.py`)) &&
      !existsSync(join(folder, name)) &&
      !existsSync(join(folder, 'src', name)),
  );
  const [program = '', ...args] = python.split(' ');
  const probe =
    'import sys; sys.path = [p for p in sys.path if p]\nfrom importlib.util import find_spec\nsys.exit(any(find_spec(n) is None for n in sys.argv[1:]))';
  const path = program.includes('/') ? join(folder, program) : program;
  return run(path, [...args, '-c', probe, ...new Set(own)], { timeout: PROBE_MS, cwd: folder }).then(
    () => false,
    () => true,
  );
}
