/**
 * `trainer.setup`: what the code of a ref needs before its first run, such as a virtual environment with its requirements.
 *
 * Commands that name `{env_dir}` fill a folder in the output that is known by a digest of the commands, the platform and the
 * ref's lock files: refs whose lock files are the same share it, and the next experiment finds it there. Other commands
 * work on the ref's own work tree, which is new every time, and so run once a ref in every experiment.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { UserError } from '../config/user-error.ts';
import { removeFolder } from '../records/remove-folder.ts';
import { AbortedError } from './aborted-error.ts';
import { fillSetup, splitCommand } from './command-line.ts';
import { trainingEnvironment } from './environment.ts';
import { runProcess } from './process.ts';

const PLACEHOLDER = '{env_dir}';
/** Written last: a folder without it was left by a setup that failed or was stopped. */
const READY = '.conclusive-ready';

interface SetupTask {
  /** The config's folder in the work tree. */
  readonly directory: string;
  /** Folder for the environments of all refs. */
  readonly environments: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  warn(message: string): void;
}

/** What runs in this work tree have to find in their environment. */
export type Setup = (task: SetupTask) => Promise<Readonly<Record<string, string>>>;

/** @throws UserError for commands that cannot be split */
export function createSetup(commands: readonly string[], files: readonly string[]): Setup {
  const steps = commands.map((command) => splitCommand(command, 'trainer.setup'));
  const isKept = commands.some((command) => command.includes(PLACEHOLDER));
  const done = new Map<string, Promise<void>>();
  const once = (key: string, work: () => Promise<void>) => {
    const known = done.get(key) ?? work();
    done.set(key, known);
    return known;
  };
  return async (task) => {
    if (!isKept) {
      await once(task.directory, () => runSteps(steps, task, null));
      return {};
    }
    const folder = join(task.environments, await digestOf(commands, files, task.directory));
    await once(folder, () => fillFolder(steps, task, folder));
    return activated(folder);
  };
}

async function digestOf(
  commands: readonly string[],
  files: readonly string[],
  directory: string,
): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([commands, process.platform, process.arch]));
  for (const file of files) {
    const content = await readFile(join(directory, file)).catch(() => null);
    if (content !== null) hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

async function fillFolder(steps: readonly string[][], task: SetupTask, folder: string): Promise<void> {
  const isReady = await stat(join(folder, READY)).then(
    () => true,
    () => false,
  );
  if (isReady) return;
  await removeFolder(folder, task.warn);
  await mkdir(folder, { recursive: true });
  await runSteps(steps, task, folder);
  await writeFile(join(folder, READY), '');
}

async function runSteps(steps: readonly string[][], task: SetupTask, folder: string | null): Promise<void> {
  for (const step of steps) {
    const argv = fillSetup(step, folder);
    const outcome = await runProcess({
      argv,
      directory: task.directory,
      environment: trainingEnvironment(process.env, folder === null ? {} : activated(folder)),
      timeoutMs: task.timeoutMs,
      signal: task.signal,
    });
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    if (outcome.kind === 'exited' && outcome.exitCode === 0) continue;
    const command = argv.join(' ');
    const how = {
      exited: `ended with exit code ${outcome.kind === 'exited' ? outcome.exitCode : ''}`,
      killed: `was killed by ${outcome.kind === 'killed' ? outcome.by : ''}`,
      timeout: `did not end within ${task.timeoutMs / 60_000} minutes (limits.run-minutes)`,
      memory: 'used too much memory',
      'not-started': `cannot be started: ${outcome.kind === 'not-started' ? outcome.error.message : ''}`,
    }[outcome.kind];
    throw new UserError(
      `trainer.setup: "${command}" ${how} in ${task.directory}, so nothing could be trained${outcome.tail === '' ? '' : `\n${outcome.tail}`}`,
    );
  }
}

/** As `activate` of a virtual environment does: its programs come first. */
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
