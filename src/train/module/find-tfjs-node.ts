import type { ExecFileException } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { TFJS_NODE, TFJS_NODE_GPU } from '../../../packages/tfjs-trainer/src/backends/node.ts';
import { execute } from '../../child-output.ts';
import { GitError, git } from '../../git/git.ts';
import { parseJson } from '../../records/json.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { workerPath } from './worker-command.ts';

type PackageName = typeof TFJS_NODE | typeof TFJS_NODE_GPU;
type NativeLibrary =
  | { readonly entry: string; readonly version: string }
  | { readonly entry: null; readonly failure: string };

const PROBE_TIMEOUT_MS = 60_000;

export function nativeFolder({ CONCLUSIVE_NATIVE, XDG_CACHE_HOME } = process.env): string {
  return resolve(
    CONCLUSIVE_NATIVE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'conclusive', 'native'),
  );
}

/**
 * Skips packages that git tracks: a pull request must not choose what trains both arms.
 *
 * @returns the package's entry from the first folder that has it, else null
 */
export async function findTfjsNode(
  folders: readonly string[],
  name: PackageName = TFJS_NODE,
): Promise<string | null> {
  for (const folder of folders) {
    const require = createRequire(join(folder, 'module.js'));
    for (const modules of require.resolve.paths(name) ?? []) {
      const path = join(modules, name);
      // Neighbours are loaded, too, and a link leads elsewhere.
      if (!existsSync(path) || (await isTracked(modules)) || (await isTracked(realpathSync(path)))) continue;
      try {
        return require.resolve(path);
      } catch {
        // The next folder is tried.
      }
    }
  }
  return null;
}

/** A failing git counts as tracked. */
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

/** Output of a process that ran foreign native code. */
const probeSchema = z.object({
  /** Null if the package does not load. */
  version: z
    .string()
    .regex(/^[ -~]{1,200}$/)
    .nullable(),
  failure: z.string().transform((text) => text.slice(0, 1000)),
  usesGpu: z.boolean(),
});

/** Without a GPU, the first computes as the second does. */
const PACKAGES = [TFJS_NODE_GPU, TFJS_NODE] as const;

/** @returns entry and version of a package that loads, or why none does */
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

/** A crash of native code must not end this process. */
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

function describeEnd({ killed, signal, code, stderr, message }: ExecFileException): string {
  if (killed === true) return `it took more than ${PROBE_TIMEOUT_MS / 1000} seconds`;
  if (signal != null) return `its process was ended by ${signal}; the file may be damaged`;
  if (typeof code === 'number') return `exit code ${code}: ${stderr?.trim().split('\n').at(-1) ?? ''}`;
  return message.split('\n')[0] ?? '';
}
