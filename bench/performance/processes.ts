/** Includes child processes. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = process.env.CONCLUSIVE_DIST ?? join(ROOT, 'dist');
/** Null if no Python has PyTorch. */
export const PYTHON =
  [process.env.BENCH_PYTHON ?? 'python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', 'import torch']).status === 0,
  ) ?? null;

/** Some PyTorch builds use all cores by default, which is slower for small models. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

export interface Timed {
  readonly wall: number;
  readonly cpu: number;
  readonly output: string;
}

/** Uses bash's `time`. */
export async function timed(script: string, folder: string, input = ''): Promise<Timed> {
  const child = spawn('bash', ['-c', `TIMEFORMAT='time %R %U %S'; time { ${script}; }`], {
    cwd: folder,
    env: { ...process.env, ...ONE_THREAD },
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdin.end(input);
  const status = await new Promise((settle) => child.once('close', settle));
  const [, wall = '', user = '', system = ''] = /^time (\S+) (\S+) (\S+)$/m.exec(errors) ?? [];
  if (status !== 0 || wall === '') throw new Error(`${script} ended with ${status}: ${errors.slice(-2000)}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system), output };
}

export function conclusive(options: string): string {
  return `"${process.execPath}" "${join(DIST, 'cli.js')}" ${options}`;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
