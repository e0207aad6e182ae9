/**
 * `trainer.setup`: what the code of a ref needs before its first run, such as a virtual environment.
 *
 * Commands with `{env_dir}` fill a folder in the output (`environments.ts`). They may read any file of their work tree, so the
 * folder's name has the digest of all its files, and it serves only that tree. With `setup-files`, models that agree with the baseline
 * in these files use the baseline's folder. A folder filled by a commit of the base branch also serves later commits of that branch
 * with equal files. Other commands run once per ref and experiment, in the ref's new work tree.
 */
import { createHash } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { readWhole, UnusableFileError } from '../../files/open-file.ts';
import { digestWorkTree } from '../../plan/code/code-tree.ts';
import { AbortedError } from '../aborted-error.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { runProcess } from '../process/run-process.ts';
import { fillSetup, splitCommand } from '../trainers/command-line.ts';
import { linksElsewhere, markUsed, openEnvironment, pruneEnvironments } from './environments.ts';
import { type SetupStep, watchStep } from './watch-step.ts';

/** Lists of packages; a lock file has a few megabytes. */
const MAX_SETUP_FILE_BYTES = 64 * 1024 * 1024;

const PLACEHOLDER = '{env_dir}';
/** Windows allows no long paths. */
const DIGEST_LENGTH = 32;

export interface SetupTask {
  /** The config's folder in the model's work tree: the working directory of every command. */
  readonly directory: string;
  /** Folder for the environments that are kept, those of all refs. */
  readonly environments: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  warn(message: string): void;
  /** Called every second while a command lasts. */
  onSetup?(step: SetupStep): void;
}

/** Variables for runs in this work tree. */
export type Setup = (task: SetupTask) => Promise<Readonly<Record<string, string>>>;

/** Fills the environments of models with equal `trainer.setup-files`. */
export interface SetupBaseline {
  /** The config's folder in its work tree. */
  readonly directory: string;
  /** The trusted branch of its commit, whose commits share environments; else null. */
  readonly branch: string | null;
}

/** Key of a kept environment. */
interface SetupKey {
  /** `trainer.setup-files`, relative to the config; null: models share no environment. */
  readonly files: readonly string[] | null;
  readonly baseline?: SetupBaseline | undefined;
  /** Variables of `trainer.environment`, which are not part of a key. */
  readonly named?: Readonly<Record<string, string>>;
}

/** @throws UserError for commands that cannot be split */
export function createSetup(commands: readonly string[], key: SetupKey): Setup {
  const steps = commands.map((command) => splitCommand(command, 'trainer.setup'));
  const isKept = commands.some((command) => command.includes(PLACEHOLDER));
  // Digests are taken before any run has written to the work tree.
  const fillerOnce = memoise<Filler>();
  const workOnce = memoise<void>();
  const folderOnce = memoise<string>();
  const own = new Set<string>();
  return async (task) => {
    if (!isKept) {
      await workOnce(task.directory, () => runSteps(steps, task, null, key.named));
      return {};
    }
    const { directory, digest } = await fillerOnce(task.directory, () => findFiller(commands, key, task));
    const filling = { ...task, directory };
    const folder = await folderOnce(digest, async () => {
      const opened = await openEnvironment(filling, digest, (empty) =>
        runSteps(steps, filling, empty, key.named),
      );
      own.add(opened);
      await pruneEnvironments(task, own);
      return opened;
    });
    await markUsed(folder);
    // Work trees with all files in common may share a link to one of them.
    if (key.files !== null) await workOnce(task.directory, () => refuseForeignLink(task, folder));
    return activated(folder);
  };
}

function memoise<Value>() {
  const done = new Map<string, Promise<Value>>();
  return (name: string, work: () => Promise<Value>): Promise<Value> => {
    const known = done.get(name) ?? work();
    done.set(name, known);
    return known;
  };
}

/** Null for a missing file, which setup itself reports. */
function readSetupFile(path: string): Buffer | null {
  try {
    return readWhole(path, MAX_SETUP_FILE_BYTES, 'followed');
  } catch (error) {
    if (!(error instanceof UnusableFileError) || error.isFolder) return null;
    throw new UserError(
      `trainer.setup-files: ${path} ${error.message}, so it cannot tell whether an environment still fits; name a smaller text file`,
      { cause: error },
    );
  }
}

interface Filler {
  readonly directory: string;
  /** Key of the environment. */
  readonly digest: string;
}

async function findFiller(
  commands: readonly string[],
  { files, baseline }: SetupKey,
  { directory, environments }: SetupTask,
): Promise<Filler> {
  const named = files === null ? '' : await digestFiles(directory, files);
  const isBaseline =
    files !== null && baseline !== undefined && named === (await digestFiles(baseline.directory, files));
  const filler = isBaseline ? baseline.directory : directory;
  const by =
    isBaseline && baseline.branch !== null
      ? `branch ${baseline.branch}`
      : `tree ${await digestWorkTree(filler, dirname(environments))}`;
  const identity = JSON.stringify([commands, process.platform, process.arch, named, by]);
  return {
    directory: filler,
    digest: createHash('sha256').update(identity).digest('hex').slice(0, DIGEST_LENGTH),
  };
}

async function digestFiles(directory: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readSetupFile(join(directory, file));
    if (content !== null) hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @throws UserError if runs of this ref would import another ref's code */
async function refuseForeignLink({ directory }: SetupTask, folder: string): Promise<void> {
  if (!(await linksElsewhere(folder, directory))) return;
  throw new UserError(
    'trainer.setup-files: setup installs a link to the code (such as pip install -e), so refs with equal files would all run the same code. Remove setup-files, so that each ref gets its own environment',
  );
}

async function runSteps(
  steps: readonly string[][],
  task: SetupTask,
  folder: string | null,
  named: Readonly<Record<string, string>> = {},
): Promise<void> {
  const own = { ...named, ...(folder === null ? {} : activated(folder)) };
  const { directory } = task;
  const environment = trainingEnvironment(process.env, own);
  for (const step of steps) {
    const argv = fillSetup(step, folder);
    const watched = watchStep(step, (told) => task.onSetup?.(told));
    const outcome = await runProcess({
      argv,
      directory,
      environment,
      timeoutMs: task.timeoutMs,
      signal: task.signal,
      onOutput: watched.onOutput,
      onErrorOutput: watched.onOutput,
    }).finally(watched.end);
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    if (outcome.kind === 'exited' && outcome.exitCode === 0) continue;
    const command = argv.join(' ');
    const how = {
      exited: `ended with exit code ${outcome.kind === 'exited' ? outcome.exitCode : ''}`,
      killed: `was killed by ${outcome.kind === 'killed' ? outcome.by : ''}`,
      fault: `crashed with ${outcome.kind === 'fault' ? outcome.by : ''} in native code`,
      timeout: `did not end within ${task.timeoutMs / 60_000} minutes (limits.run-minutes)`,
      memory: 'used too much memory',
      'not-started': `cannot be started: ${outcome.kind === 'not-started' ? outcome.error.message : ''}`,
    }[outcome.kind];
    throw new UserError(
      `trainer.setup: "${command}" ${how} in ${task.directory}${outcome.tail === '' ? '' : `. It printed:\n${outcome.tail}`}`,
    );
  }
}

/** Like `activate` of a virtual environment. */
function activated(folder: string): Record<string, string> {
  const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  // Windows writes it Path.
  const path = Object.keys(process.env).find((name) => /^path$/i.test(name)) ?? 'PATH';
  const before = process.env[path];
  return {
    VIRTUAL_ENV: folder,
    CONCLUSIVE_ENV_DIR: folder,
    [path]: before === undefined ? programs : programs + delimiter + before,
  };
}
