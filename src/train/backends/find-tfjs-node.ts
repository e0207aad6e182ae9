/** Where tfjs-node is installed, and whether it loads. */
import type { ExecFileException } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { execute } from '../../child-output.ts';
import { GitError, git } from '../../git/git.ts';
import { parseJson } from '../../records/json.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { workerPath } from '../trainers/worker-command.ts';
import { TFJS_NODE, TFJS_NODE_GPU } from './node.ts';

type PackageName = typeof TFJS_NODE | typeof TFJS_NODE_GPU;
type NativeLibrary =
  | { readonly entry: string; readonly version: string }
  | { readonly entry: null; readonly failure: string };

const PROBE_TIMEOUT_MS = 60_000;

/** Where `npm run setup:native` builds the package, and where it is looked for. */
export function nativeFolder({ CONCLUSIVE_NATIVE, XDG_CACHE_HOME } = process.env): string {
  return resolve(
    CONCLUSIVE_NATIVE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'conclusive', 'native'),
  );
}

/**
 * A package that came with the code is code of the pull request: what trains both arms is not its to bring. So one that git
 * tracks is passed over, wherever it lies.
 *
 * @returns the package's entry, as the first of the folders that has the package resolves it; null where none has it
 */
export async function findTfjsNode(
  folders: readonly string[],
  name: PackageName = TFJS_NODE,
): Promise<string | null> {
  for (const folder of folders) {
    const require = createRequire(join(folder, 'module.js'));
    for (const modules of require.resolve.paths(name) ?? []) {
      const path = join(modules, name);
      // With the packages around it, which it loads, and where a link leads.
      if (!existsSync(path) || (await isTracked(modules)) || (await isTracked(realpathSync(path)))) continue;
      try {
        return require.resolve(path);
      } catch {
        // No package: the next place is tried, and the reason of the run says so where none has it.
      }
    }
  }
  return null;
}

/** Whether git tracks anything in the folder; where git fails inside of a repository, it may. */
async function isTracked(folder: string): Promise<boolean> {
  try {
    return (await git(folder, 'ls-files', '-z', '--', '.')) !== '';
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return isInRepository(folder);
  }
}

function isInRepository(folder: string): boolean {
  const parent = dirname(folder);
  return existsSync(join(folder, '.git')) || (parent !== folder && isInRepository(parent));
}

/** Written by a process that ran foreign native code. */
const probeSchema = z.object({
  /** null where it does not load. */
  version: z
    .string()
    .regex(/^[ -~]{1,200}$/)
    .nullable(),
  /** Why, then. */
  failure: z.string().transform((text) => text.slice(0, 1000)),
  usesGpu: z.boolean(),
});

/** The package for GPUs goes first where it finds one: without, it computes as the other does. */
const PACKAGES = [TFJS_NODE_GPU, TFJS_NODE] as const;

/** @returns entry and version of the package that loads, or why none does */
export async function findNative(folders: readonly string[]): Promise<NativeLibrary> {
  let failure = process.env.CONCLUSIVE_NATIVE
    ? 'no tfjs-node in CONCLUSIVE_NATIVE, nor elsewhere'
    : 'tfjs-node is not installed';
  for (const name of PACKAGES) {
    const entry = await findTfjsNode(folders, name);
    if (entry === null) continue;
    const { version, usesGpu, ...probed } = await probeTfjsNode(entry, name);
    if (version !== null && (name === TFJS_NODE || usesGpu)) return { entry, version };
    failure = version === null ? probed.failure : `${name} finds no GPU, and tfjs-node is not installed`;
  }
  return { entry: null, failure };
}

/** Loads the package in a process of its own: a native library that crashes must not take us along. */
export async function probeTfjsNode(
  entry: string,
  name: PackageName = TFJS_NODE,
): Promise<z.infer<typeof probeSchema>> {
  const failed = (why: string) => ({
    version: null,
    failure: `${basename(name)} does not load: ${why}`,
    usesGpu: false,
  });
  let answer: string;
  try {
    const { stdout } = await execute(process.execPath, [workerPath(), '--probe', entry], {
      env: trainingEnvironment(process.env, {}),
      timeout: PROBE_TIMEOUT_MS,
    });
    answer = stdout.trim().split('\n').at(-1) ?? '';
  } catch (error) {
    return failed(describeEnd(error as ExecFileException));
  }
  try {
    const probed = probeSchema.parse(parseJson(answer));
    return probed.version === null ? failed(probed.failure) : probed;
  } catch {
    return failed('what it answers is no version');
  }
}

/** Of a process that has not answered. */
function describeEnd({ killed, signal, code, stderr, message }: ExecFileException): string {
  if (killed === true) return `it took more than ${PROBE_TIMEOUT_MS / 1000} seconds`;
  if (signal != null) return `its process was ended by ${signal}; the file may be damaged`;
  if (typeof code === 'number') return `exit code ${code}: ${stderr?.trim().split('\n').at(-1) ?? ''}`;
  return message.split('\n')[0] ?? '';
}
