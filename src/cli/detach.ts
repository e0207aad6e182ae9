/** `run --detach`: the same command again, in a session that outlives this terminal. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdirSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../config/user-error.ts';
import { EXIT_NO_VERDICT } from '../exit-codes.ts';
import { appendText, openToAppend, readEnd, sizeOfFile, whyUnusable } from '../files/open-file.ts';
import { endLine, LOG_FILE, processLine, startLine } from '../records/store/background-log.ts';
import { shellCommand } from '../words/shell.ts';
import { invocation } from './invocation.ts';

/** A setup may take minutes; its end is then seen in the log. */
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
  if (child.pid !== undefined) appendText(path, processLine(child.pid));
  closeSync(before.file);
  const wait = new AbortController();
  const first = await Promise.race([
    once(child, 'message', wait).then(() => 'started' as const),
    once(child, 'exit', wait).then(([code]: unknown[]) => ({ code: Number(code ?? EXIT_NO_VERDICT) })),
    sleep(WAIT_MS, 'started' as const, wait),
  ]);
  wait.abort();
  if (first !== 'started') {
    const printed = readEnd(path, sizeOfFile(path) - before.size).toString();
    process.stderr.write(printed.replaceAll(/^--- .*\n/gm, ''));
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
    writeSync(file, '\n');
    writeSync(file, startLine(fstatSync(file).mtime, process.argv.slice(2)));
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

/** Called first by the process in the background: `status` then knows how it ended, also without a verdict. */
export function noteEnd(): void {
  if (process.send === undefined) return;
  process.on('exit', (code) => void process.stderr.write(endLine(code)));
}

/** Called by the process in the background. */
export function tellStarted(): void {
  if (process.send === undefined || !process.connected) return;
  // The process that waited may have ended.
  process.send('started', () => {
    if (process.connected) process.disconnect();
  });
}
