/** Reads a program's answer to a run strictly, because it may be a stranger's. */
import { constants } from 'node:os';
import { quote } from '../../words/list.ts';

const QUOTED_CHARS = 80;

export interface ServerAnswer {
  readonly id: string;
  /** Null where a signal ended the run. */
  readonly exit: number | null;
  readonly signal: string | null;
  /** Whether the program can take another run; only our own worker says so. */
  readonly stays: boolean;
}

/** @returns null for an invalid answer */
export function parseAnswer(line: string): ServerAnswer | null {
  try {
    const { id, exit, stays } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || !isExitCode(exit)) return null;
    const told = exit < 0 ? { exit: null, signal: signalName(-exit) } : { exit, signal: null };
    return { id, ...told, stays: stays === true };
  } catch {
    return null;
  }
}

/** An exit code, or a negated signal number. */
function isExitCode(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -64 && value <= 255;
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

export function quoteLine(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim();
  return quote(plain, QUOTED_CHARS);
}
