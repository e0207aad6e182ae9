/** Reads a cell of a result table: a number, or the status of a run without one. */
import { parseCell, toNumber } from '../readers/numbers.ts';
import type { RunStatus } from '../record.ts';

const MAX_GAP_CHARS = 60;

/** Words for the status of a run, of trackers, schedulers and people. */
const STATUS_WORDS: ReadonlyMap<string, RunStatus> = new Map([
  ['ok', 'ok'],
  ['finished', 'ok'],
  ['completed', 'ok'],
  ['success', 'ok'],
  ['succeeded', 'ok'],
  ['done', 'ok'],
  ['diverged', 'diverged'],
  ['nan', 'diverged'],
  ['crashed', 'crashed'],
  ['failed', 'crashed'],
  ['failure', 'crashed'],
  ['error', 'crashed'],
  ['timeout', 'timeout'],
  ['timed out', 'timeout'],
  ['killed', 'killed'],
  ['cancelled', 'killed'],
  ['preempted', 'killed'],
  ['oom', 'killed'],
]);

/** A running run has no result yet, and has not failed. */
const UNFINISHED: ReadonlySet<string> = new Set(['running', 'scheduled', 'pending', 'queued', 'preempting']);

export function isUnfinished(word: string): boolean {
  return UNFINISHED.has(word.trim().toLowerCase());
}

export const KNOWN_STATUS_WORDS: readonly string[] = [...STATUS_WORDS.keys()];

export function statusOfWord(word: string): RunStatus | null {
  return STATUS_WORDS.get(word.trim().toLowerCase()) ?? null;
}

/** @returns a finite number, else the text: '' for nothing, `NaN`, `Infinity` or a word */
export function readCell(value: unknown): number | string {
  const stated = typeof value === 'string' ? parseCell(value.trim()) : value;
  const number = toNumber(stated);
  if (number === null) return '';
  if (typeof number === 'number') return Number.isFinite(number) ? number : String(number);
  const text = typeof stated === 'string' ? stated : JSON.stringify(stated);
  return text.slice(0, MAX_GAP_CHARS);
}

/**
 * Status of a run by a cell without a number: crashed if empty, diverged if not finite, else the word.
 *
 * @returns null for other text, such as `83.2%`
 */
export function statusOfGap(gap: string): Exclude<RunStatus, 'ok'> | null {
  if (gap === '' || gap === '-') return 'crashed';
  if (/^(NaN|-?Infinity)$/.test(gap)) return 'diverged';
  const status = statusOfWord(gap);
  return status === 'ok' ? null : status;
}
