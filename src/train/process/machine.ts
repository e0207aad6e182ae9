/** What a run is trained on, as whoever starts it sees it: a run's own word is not needed for it. */
import { cpus, hostname } from 'node:os';
import { execute } from '../../child-output.ts';
import { MAX_ENVIRONMENT_CHARS, type RunRecord } from '../../records/record.ts';

export type Machine = { readonly machine: string; readonly node: string } & Pick<
  RunRecord['cost'],
  'gpu' | 'driver'
>;

const TIMEOUT_MS = 10_000;

let known: Promise<Machine> | undefined;

/** Asked once: it is the same for all runs of this process. */
export function describeMachine(): Promise<Machine> {
  known ??= findMachine(process.env);
  return known;
}

export async function findMachine(environment: NodeJS.ProcessEnv): Promise<Machine> {
  return {
    machine: bounded(cpus()[0]?.model.trim() || process.arch),
    // Slurm may run several nodes on one host, and calls them its own way.
    node: bounded(environment.SLURMD_NODENAME || hostname()),
    ...(await findGpu(environment)),
  };
}

/** Absent where there is no NVIDIA driver, or it does not answer. */
async function findGpu(env: NodeJS.ProcessEnv): Promise<Pick<Machine, 'gpu' | 'driver'>> {
  try {
    const query = ['--query-gpu=name,driver_version', '--format=csv,noheader'];
    const { stdout } = await execute('nvidia-smi', query, { env, timeout: TIMEOUT_MS });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(',').map((cell) => cell.trim()));
    const each = (column: number) =>
      [...new Set(rows.map((row) => row[column] ?? ''))].filter(Boolean).join(', ');
    const [gpu, driver] = [bounded(each(0)), bounded(each(1))];
    return gpu === '' || driver === '' ? {} : { gpu, driver };
  } catch {
    return {};
  }
}

function bounded(text: string): string {
  return text.slice(0, MAX_ENVIRONMENT_CHARS);
}
