/** Values as evaluation tools write them. */
import { createHash } from 'node:crypto';
import { canonicalJson, isObject } from '../../json.ts';
import { isNumeral } from '../../readers/numbers.ts';
import { show, UnreadableRunError } from '../../readers/unreadable-run-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Inspect's `value_to_float`; promptfoo and DeepEval use numbers and booleans alone. */
const GRADES: ReadonlyMap<string, number> = new Map(Object.entries({ C: 1, P: 0.5, I: 0, N: 0 }));
const WORDS: ReadonlyMap<string, number> = new Map(Object.entries({ true: 1, yes: 1, false: 0, no: 0 }));
const NOTHING: Fields = {};
const MAX_ID_CHARS = 100;
/** Decimals with at most this many digits differ as doubles if they differ as texts. */
const EXACT_DIGITS = 15;

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

/**
 * The id of a case or group, which may be a number in JSON.
 *
 * @returns null for an empty text, or anything but a text or number
 * @throws UnreadableRunError for a number that was rounded, which could be another id
 */
export function idTextOf(value: unknown, place: string): string | null {
  if (typeof value === 'number' && !isExact(value))
    throw new UnreadableRunError(
      `${place}: ${value} as an id has too many digits for a number in JSON; write ids as texts, in quotes`,
    );
  return textOf(value);
}

function isExact(value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return String(value).replaceAll(/\D/g, '').length <= EXACT_DIGITS;
}

/** An id for what has none: short content as it is, long content with its digest. */
export function idOf(text: string): string {
  if (text.length <= MAX_ID_CHARS) return text;
  return `${text.slice(0, MAX_ID_CHARS - 11)}… ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

interface Traits {
  readonly group?: string;
  readonly slices?: readonly string[];
  readonly label?: number;
}

/** Keys of a case's metadata, or columns, that say what it belongs to and what a person graded. No other key counts. */
export const TRAITS: ReadonlySet<string> = new Set(['group', 'slice', 'tags', 'label']);

/** @throws UnreadableRunError for a label that is no grade */
export function traitsOf({ group, slice, tags, label }: Fields, place: string): Traits {
  const [found, grade] = [idTextOf(group, place), gradeOf(label)];
  const slices =
    slice === undefined && tags === undefined
      ? []
      : [slice, tags].flat().flatMap((name) => textOf(name) ?? []);
  if (grade === null && label !== undefined && label !== null && label !== '')
    throw new UnreadableRunError(
      `${place}: label must be the grade that a person gave, a number, true or false, found ${show(label)}`,
    );
  return {
    ...(found === null ? {} : { group: found }),
    ...(slices.length === 0 ? {} : { slices: [...new Set(slices)].sort() }),
    ...(grade === null ? {} : { label: grade }),
  };
}

/** What the log says of the program under test; nothing for what it leaves out. */
export function statedOf(stated: ReadonlyArray<readonly [string, unknown]>): Map<string, string> {
  return new Map(
    stated.flatMap(([name, value]) => {
      if (value === undefined || value === null) return [];
      return [[name, typeof value === 'string' ? value : canonicalJson(value)] as const];
    }),
  );
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** Empty for anything else. */
export function objectOf(value: unknown): Fields {
  return isObject(value) ? value : NOTHING;
}
