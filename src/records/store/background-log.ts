/** The log of `run --detach`, in the output folder: each start writes who trains, and its end with which exit code. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readEnd } from '../../files/open-file.ts';
import { isRunning, startOf } from './lease.ts';

export const LOG_FILE = 'run.log';
const MAX_BYTES = 64 * 1024 * 1024;

/** @param at by the clock of the file system, like the time of the result */
export function startLine(at: Date, args: readonly string[]): string {
  return `--- ${at.toISOString()} ${args.join(' ').replaceAll(/\s+/g, ' ')}\n`;
}
export const processLine = (process: number) =>
  `--- process ${process} on ${hostname()} (${startOf(process) ?? ''})\n`;
export const endLine = (exitCode: number) => `--- exit code ${exitCode}\n`;

const START = /^--- (\d{4}-\d\d-\d\dT[\d:.]+Z) /;
const PROCESS = /^--- process (\d{1,15}) on ([\w.-]{1,255}) \((\d*)\)$/;
const END = /^--- exit code (\d{1,3})$/;

export interface BackgroundRun {
  readonly since: string;
  readonly process: number;
  readonly host: string;
  /** Null: it has not ended, or was killed. */
  readonly exitCode: number | null;
  /** Null: it has printed nothing. */
  readonly lastLine: string | null;
}

/** @returns the last start, and whether its process is alive here; null without one */
export function readBackgroundRun(
  output: string,
): { readonly run: BackgroundRun; readonly isAlive: boolean } | null {
  const lines = readEnd(join(output, LOG_FILE), MAX_BYTES).toString().split('\n');
  const at = lines.findLastIndex((line) => START.test(line));
  const since = START.exec(lines[at] ?? '')?.[1];
  const own = lines.slice(at + 1);
  const [, process, host, started] = findLast(own, PROCESS) ?? [];
  if (since === undefined || process === undefined || host === undefined) return null;
  const code = findLast(own, END)?.[1];
  const lastLine =
    own.findLast((line) => line.trim() !== '' && !PROCESS.test(line) && !END.test(line)) ?? null;
  const exitCode = code === undefined ? null : Number(code);
  const isAlive =
    exitCode === null &&
    host === hostname() &&
    isRunning(Number(process), started === '' ? null : (started ?? null));
  return { run: { since, process: Number(process), host, exitCode, lastLine }, isAlive };
}

function findLast(lines: readonly string[], pattern: RegExp): RegExpExecArray | null {
  return pattern.exec(lines.findLast((line) => pattern.test(line)) ?? '');
}
