/** Values as evaluation tools write them. */
import { createHash } from 'node:crypto';
import { isObject } from '../../json.ts';
import { isNumeral } from '../../readers/numbers.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Inspect's `value_to_float`; promptfoo and DeepEval use numbers and booleans alone. */
const GRADES: ReadonlyMap<string, number> = new Map(Object.entries({ C: 1, P: 0.5, I: 0, N: 0 }));
const WORDS: ReadonlyMap<string, number> = new Map(Object.entries({ true: 1, yes: 1, false: 0, no: 0 }));
const MAX_ID_CHARS = 100;

/** @returns null for what is no grade */
export function gradeOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return null;
  return GRADES.get(value) ?? WORDS.get(value.toLowerCase()) ?? (isNumeral(value) ? Number(value) : null);
}

/** @returns null for an empty text, or anything but a text or number */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An id for what has none: short content as it is, long content with its digest. */
export function idOf(text: string): string {
  if (text.length <= MAX_ID_CHARS) return text;
  return `${text.slice(0, MAX_ID_CHARS - 11)}… ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/** Empty for anything else. */
export function objectOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}
