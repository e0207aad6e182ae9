import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProcess } from '../../../src/train/process/run-process.ts';

/** The process that a program has written down in this file. */
export async function waitForPid(path: string): Promise<number> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    await sleep(20);
  }
}

/** A killed process may be a zombie for a moment, until somebody collects it. */
export async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      process.kill(pid, 0);
      const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone');
      if (/\) Z /.test(state)) return true;
    } catch {
      return true;
    }
    await sleep(20);
  }
  return false;
}

interface NodeOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly directory?: string;
}

/** Runs a script of Node as a training process. */
export function runNode(
  script: string,
  { directory = process.cwd(), timeoutMs = 30_000, signal = new AbortController().signal }: NodeOptions = {},
) {
  return runProcess({
    argv: [process.execPath, '-e', script],
    directory,
    environment: { PATH: process.env.PATH ?? '' },
    timeoutMs,
    signal,
  });
}
