/** `run --detach`: the same command again, in a session that outlives this terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../config/user-error.ts';
import { EXIT_NO_VERDICT } from '../exit-codes.ts';
import { openToAppend, readWhole, sizeOfFile, whyUnusable } from '../files/open-file.ts';
import { LOG_FILE } from '../records/store/find-holders.ts';
import { shellCommand } from '../words/shell.ts';
import { invocation } from './invocation.ts';

const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** A setup may take minutes; the log then shows its end. */
const WAIT_MS = 60_000;

/** Waits until the process has claimed the folder, so that its first errors show here. */
export async function startDetached(output: string): Promise<void> {
  const path = join(output, LOG_FILE);
  const before = openLog(path);
  const args = process.argv.slice(1).filter((arg) => arg !== '--detach');
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    detached: true,
    stdio: ['ignore', before.file, before.file, 'ipc'],
    windowsHide: true,
  });
  closeSync(before.file);
  const wait = new AbortController();
  const first = await Promise.race([
    once(child, 'message', wait).then(() => 'started' as const),
    once(child, 'exit', wait).then(([code]: unknown[]) => ({ code: Number(code ?? EXIT_NO_VERDICT) })),
    sleep(WAIT_MS, 'started' as const, wait),
  ]);
  wait.abort();
  if (first !== 'started') {
    process.stderr.write(readWhole(path, MAX_LOG_BYTES).subarray(before.size));
    process.exitCode = first.code;
    return;
  }
  child.unref();
  if (child.connected) child.disconnect();
  const folder = relative(process.cwd(), output) || '.';
  const status = `${invocation()} status ${shellCommand([folder])}`;
  process.stdout.write(
    `Process ${child.pid} on ${hostname()} trains in the background.\nLog: ${join(folder, LOG_FILE)}\nStatus: ${status}\nStop: kill ${child.pid}\n`,
  );
}

function openLog(path: string): { readonly file: number; readonly size: number } {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openToAppend(path);
    writeSync(file, `--- ${new Date().toISOString()} ${process.argv.slice(2).join(' ')}\n`);
    return { file, size: sizeOfFile(path) };
  } catch (error) {
    throw new UserError(
      `--detach: the log ${path} ${whyUnusable(error)}; remove it, or choose another folder with --output`,
      {
        cause: error,
      },
    );
  }
}

/** Called by the process in the background. */
export function tellStarted(): void {
  if (process.send === undefined || !process.connected) return;
  // The process that waited may have ended.
  process.send('started', () => {
    if (process.connected) process.disconnect();
  });
}
