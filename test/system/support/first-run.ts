/** From the packed package to the first verdict, on projects of fixtures/first-run that know nothing of it: what a new user types. */
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsUnder, installInto, newFolder } from './packed.ts';
import { findPython } from './python.ts';

const PROJECTS = fileURLToPath(new URL('../../../fixtures/first-run', import.meta.url));

export interface FirstRunProject {
  readonly name: string;
  /** What its program imports. */
  readonly modules: readonly string[];
  /** What was changed since the first commit: a text of a file; null: there is one commit. */
  readonly change: { readonly file: string; readonly from: string; readonly to: string } | null;
  /** Whether the change is on a branch; else it is the last commit. */
  readonly isOnBranch: boolean;
}

export const FIRST_RUN_PROJECTS: readonly FirstRunProject[] = [
  { name: 'scikit-learn', modules: ['sklearn', 'joblib'], change: null, isOnBranch: false },
  {
    name: 'pytorch',
    modules: ['torch', 'sklearn', 'yaml'],
    change: { file: 'configs/default.yaml', from: 'hidden: 32', to: 'hidden: 8' },
    isOnBranch: true,
  },
  {
    name: 'shell',
    modules: [],
    change: { file: 'run.sh', from: 'EPOCHS:-20', to: 'EPOCHS:-2' },
    isOnBranch: false,
  },
];

export interface FirstRun {
  /** What was typed, and how long it took. */
  readonly steps: ReadonlyArray<{ readonly command: string; readonly seconds: number }>;
  /** What `init` and `run` printed. */
  readonly init: string;
  readonly report: string;
  readonly repository: string;
}

/** @param more options of `run` @returns null where this machine lacks the project's framework */
export function firstRun(
  { name, modules, change, isOnBranch }: FirstRunProject,
  {
    node,
    tarball,
    more = [],
  }: { readonly node: string; readonly tarball: string; readonly more?: readonly string[] },
): FirstRun | null {
  const python = modules.length === 0 ? '' : findPython(...modules);
  if (python === null) return null;
  const folder = newFolder();
  const repository = join(folder, 'project');
  cpSync(join(PROJECTS, name), repository, { recursive: true });
  // As python -m venv would have made it: git ignores it, and nothing is activated.
  if (python !== '') {
    mkdirSync(join(repository, '.venv/bin'), { recursive: true });
    writeFileSync(join(repository, '.venv/bin/python'), `#!/bin/sh\nexec ${python} "$@"\n`);
    chmodSync(join(repository, '.venv/bin/python'), 0o755);
  }
  const run = commandsUnder(node);
  const git = (...args: readonly string[]) =>
    run(repository, 'git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'First version');
  if (change !== null) {
    if (isOnBranch) git('checkout', '-qb', 'try-it');
    const file = join(repository, change.file);
    writeFileSync(file, readFileSync(file, 'utf8').replace(change.from, change.to));
    git('commit', '-qam', `${change.to} in ${dirname(change.file)}`);
  }
  const steps: Array<FirstRun['steps'][number]> = [];
  const timed = <Result>(command: string, action: () => Result): Result => {
    const start = performance.now();
    const result = action();
    steps.push({ command, seconds: (performance.now() - start) / 1000 });
    return result;
  };
  const type = (command: string) =>
    timed(command, () => {
      const [program = '', ...args] = command.split(' ');
      try {
        return run(repository, program, ...args);
      } catch (error) {
        // A regression, whose gate fails: that is a verdict, too.
        const { status, stdout } = error as { readonly status?: number; readonly stdout?: string };
        if (status === 1 && stdout !== undefined) return stdout;
        throw error;
      }
    });
  timed('npm install', () => installInto(folder, tarball, run));
  const init = type('npx conclusive init --yes');
  const next = /^Next: (\S.*?)(?: \(.*)?$/m.exec(init)?.[1] ?? '';
  const report = type([next, ...more].join(' '));
  return { steps, init, report, repository };
}
