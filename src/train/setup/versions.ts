/**
 * Digests what is installed where runs start; a record is reused only if it is equal (`schedule.ts`).
 *
 * Asks the interpreter of the command (`uv run python train.py`: `uv run python`), else `python` on the PATH, or the command of
 * `trainer.versions`.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, delimiter, isAbsolute } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { readBeginning } from '../../files/open-file.ts';
import { AbortedError } from '../aborted-error.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { runProcess } from '../process/run-process.ts';
import { pythonOf } from '../run/interpreters.ts';
import { hasPlaceholder, splitCommand } from '../trainers/command-line.ts';
import { withIgnoredProgram } from '../trainers/ignored-program.ts';
import type { VersionsTask } from '../trainers/trainer.ts';

/** @returns SHA-256 (hex) of what is installed for runs in this work tree */
export type Versions = (
  task: VersionsTask,
  /** What `trainer.setup` puts into the environment of the runs. */
  prepared: Readonly<Record<string, string>>,
) => Promise<string>;

const MAX_MS = 5 * 60_000;
const PYTHON = /^(?:.*[\\/])?python[\d.]*(?:\.exe)?$/i;

/** Names and versions of all packages, without the repository's own: those installed from a folder, and those in the current folder. */
const LIST_PACKAGES = `
import sys
sys.path[:] = [path for path in sys.path if path]
import json
from importlib.metadata import distributions
def is_own(package):
    try:
        return 'dir_info' in json.loads(package.read_text('direct_url.json') or '{}')
    except ValueError:
        return False
print(sys.version)
for line in sorted({f"{one.metadata['Name']}=={one.version}" for one in distributions() if not is_own(one)}):
    print(line)
`;

/**
 * @param command `trainer.command`, in parts
 * @param declared `trainer.versions`
 * @throws UserError for a declared command that cannot be split
 */
export function createVersions(command: readonly string[], declared: string | undefined): Versions {
  const argv = declared === undefined ? null : splitCommand(declared, 'trainer.versions');
  const { interpreter, isNamed } = interpreterOf(command);
  return async (task, prepared) => {
    const listing =
      argv === null
        ? await listPackages([...interpreter, '-c', LIST_PACKAGES], isNamed, task, prepared)
        : await listDeclared(argv, task, prepared);
    // A hosted runner's image brings system libraries.
    return createHash('sha256')
      .update(JSON.stringify([listing, process.env.ImageOS ?? '']))
      .digest('hex');
  };
}

function interpreterOf(command: readonly string[]) {
  const python = command.slice(0, command.findIndex((part) => PYTHON.test(part)) + 1);
  // Placeholders have values only in a run.
  const isNamed = python.length > 0 && !python.some(hasPlaceholder);
  return { interpreter: isNamed ? python : ['python'], isNamed };
}

/**
 * Shims of pyenv, mise and rye choose by the current folder. They are scripts, or links to a program of another name.
 *
 * @returns the interpreter's file if it answers the same in all folders; else null
 */
export function sharedInterpreter(
  command: readonly string[],
  { PATH = '', PYTHONPATH, PYTHONHOME }: Readonly<Record<string, string>>,
): string | null {
  const { interpreter } = interpreterOf(command);
  const [program = '', ...launched] = interpreter;
  const folders = PATH.split(delimiter);
  const others = [PYTHONPATH, PYTHONHOME].flatMap((value) => (value ? value.split(delimiter) : []));
  if (process.platform === 'win32' || launched.length > 0 || ![...folders, ...others].every(isAbsolute))
    return null;
  const file = isAbsolute(program) ? program : pythonOf([program], PATH);
  if (file === null) return null;
  try {
    const real = realpathSync(file);
    const isScript = readBeginning(real, 2).toString('latin1') === '#!';
    return PYTHON.test(basename(real)) && !isScript ? file : null;
  } catch {
    return null;
  }
}

async function listPackages(
  argv: readonly string[],
  isNamed: boolean,
  task: VersionsTask,
  prepared: Readonly<Record<string, string>>,
): Promise<string> {
  const { output, problem } = await ask(argv, task, prepared);
  if (problem === null) return output;
  if (isNamed)
    task.warn(
      `the installed packages of ${argv.slice(0, -2).join(' ')} are unknown: it ${problem}. Records are reused without checking versions; set trainer.versions to a command that prints them`,
    );
  return '';
}

async function listDeclared(
  argv: readonly string[],
  task: VersionsTask,
  prepared: Readonly<Record<string, string>>,
): Promise<string> {
  const { output, problem } = await ask(argv, task, prepared);
  if (problem === null) return output;
  throw new UserError(
    `trainer.versions: "${argv.join(' ')}" ${problem} in ${task.directory}, so no record can be checked for reuse; correct the command`,
  );
}

/** @returns a digest of what it printed, or what went wrong */
async function ask(
  argv: readonly string[],
  { directory, checkout, timeoutMs, signal }: VersionsTask,
  prepared: Readonly<Record<string, string>>,
): Promise<{ readonly output: string; readonly problem: string | null }> {
  const hash = createHash('sha256');
  const environment = trainingEnvironment(process.env, prepared);
  const own = withIgnoredProgram(argv, { directory, checkout });
  const outcome = await runProcess({
    argv: own,
    directory,
    environment,
    timeoutMs: Math.min(timeoutMs, MAX_MS),
    signal,
    onOutput: (chunk) => void hash.update(chunk),
  });
  switch (outcome.kind) {
    case 'aborted':
      throw new AbortedError('training was stopped');
    case 'exited':
      return outcome.exitCode === 0
        ? { output: hash.digest('hex'), problem: null }
        : { output: '', problem: `ended with exit code ${outcome.exitCode}\n${outcome.tail}`.trim() };
    case 'not-started':
      return { output: '', problem: `cannot be started: ${outcome.error.message}` };
    default:
      return { output: '', problem: 'did not end normally' };
  }
}
