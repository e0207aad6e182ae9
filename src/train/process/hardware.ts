/** What this machine has, and what of it each of several runs gets. */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, hostname } from 'node:os';
import { execute } from '../../child-output.ts';
import { UserError } from '../../config/user-error.ts';
import { MAX_ENVIRONMENT_CHARS, type RunRecord } from '../../records/record.ts';

export type Hardware = { readonly machine: string; readonly node: string } & Pick<
  RunRecord['cost'],
  'gpu' | 'driver'
>;

const TIMEOUT_MS = 10_000;

let known: Promise<Hardware> | undefined;

/** Asked once: it is the same for all runs of this process. */
export function describeHardware(): Promise<Hardware> {
  known ??= findHardware(process.env);
  return known;
}

export async function findHardware(environment: NodeJS.ProcessEnv): Promise<Hardware> {
  return {
    machine: bounded(cpus()[0]?.model.trim() || process.arch),
    // Slurm may run several nodes on one host, and calls them its own way.
    node: bounded(environment.SLURMD_NODENAME || hostname()),
    ...(await findGpu(environment)),
  };
}

/** Absent without an NVIDIA driver. */
async function findGpu(env: NodeJS.ProcessEnv): Promise<Pick<Hardware, 'gpu' | 'driver'>> {
  try {
    const query = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
    const { stdout } = await execute('nvidia-smi', query, { env, timeout: TIMEOUT_MS });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(',').map((cell) => cell.trim()));
    const each = (column: number) =>
      [...new Set(rows.map((row) => row[column] ?? ''))].filter(Boolean).join(', ');
    const gpu = bounded(each(0));
    const driver = bounded(each(1));
    return gpu === '' || driver === '' ? {} : { gpu, driver };
  } catch {
    return {};
  }
}

/** @returns number of NVIDIA cards that runs may see; 0 without a driver */
export async function countGpus(env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { stdout } = await execute('nvidia-smi', ['-L'], { env, timeout: TIMEOUT_MS });
    const there = [...stdout.matchAll(/^GPU \d+:/gm)].length;
    const visible = env.CUDA_VISIBLE_DEVICES;
    return visible === undefined ? there : Math.min(there, listGpus(visible).length);
  } catch {
    return 0;
  }
}

function bounded(text: string): string {
  return text.slice(0, MAX_ENVIRONMENT_CHARS);
}

/**
 * Physical cores that this process may use. Without information (macOS, Windows, many virtual machines): the number of processors.
 *
 * @param root of the file system
 */
export function physicalCores(root = '', processors = availableParallelism()): number {
  try {
    const status = readFileSync(`${root}/proc/self/status`, 'latin1');
    const allowed = expand(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
    const siblings = allowed.map((processor) =>
      readFileSync(
        `${root}/sys/devices/system/cpu/cpu${processor}/topology/thread_siblings_list`,
        'latin1',
      ).trim(),
    );
    const cores = new Set(siblings).size;
    return cores === 0 ? processors : Math.min(cores, processors);
  } catch {
    return processors;
  }
}

/** `0-2,8` as 0, 1, 2, 8. */
function expand(list: string): readonly number[] {
  return list.split(',').flatMap((range) => {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === '') return [];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });
}

/** Threads of one run, so that parallel runs have a thread per core. */
export function threadsOfRun(cores: number, parallel: number): number {
  return Math.max(1, Math.floor(cores / parallel));
}

/** @throws UserError where two runs would share a GPU */
export function requireGpus(gpus: number | undefined, visible: string | undefined): void {
  if (gpus === undefined || visible === undefined) return;
  const { length } = listGpus(visible);
  if (length < gpus)
    throw new UserError(
      `limits.gpus: ${gpus}, but CUDA_VISIBLE_DEVICES=${visible} shows ${length}; ${length === 0 ? 'remove limits.gpus' : `write limits.gpus: ${length}`}, or change the variable`,
    );
}

function listGpus(visible: string): readonly string[] {
  return visible.split(',').flatMap((name) => name.trim() || []);
}

/**
 * The one GPU that a run sees, by the variables of CUDA, ROCm and oneAPI. Slots take the GPUs in turn.
 *
 * @param place of the run among parallel ones, from 0
 * @param gpus null: the run sees what the machine's owner allows
 * @param visible `CUDA_VISIBLE_DEVICES` of the machine's owner; its first GPUs are used
 */
export function gpuOfRun(
  place: number,
  gpus: number | null,
  visible: string | undefined,
): Readonly<Record<string, string>> {
  if (gpus === null) return {};
  const index = place % gpus;
  const gpu = listGpus(visible ?? '')[index] ?? String(index);
  return { CUDA_VISIBLE_DEVICES: gpu, HIP_VISIBLE_DEVICES: gpu, ZE_AFFINITY_MASK: gpu };
}
