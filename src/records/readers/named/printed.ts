/** Reads printed lines: names and numbers in them, and matches of the config's expressions. */
import { stripVTControlCharacters } from 'node:util';
import type { RE2JS } from 're2js';
import { isObject, tryParseJson } from '../../json.ts';
import { splitOfWord } from '../flat-names.ts';
import type { Point } from './key-path.ts';
import { NUMBER, printedNumber } from './printed-number.ts';

/** A line may be a whole JSON object. */
const MAX_LINE_CHARS = 20_000;
/** A JSON result may take several lines. */
const MAX_OBJECT_LINES = 500;
/** A result may take several lines: `val accuracy: 0.91`, `test accuracy: 0.93`. */
const MAX_RESULT_LINES = 20;

/** Lines as a terminal shows them: every state of an overwritten line is a line. */
export function* printedLines(text: string): Generator<string> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: progress bars go back by them
  for (const line of stripVTControlCharacters(text).split(/[\r\n\u0008]+/)) {
    const trimmed = line.trim();
    if (trimmed !== '') yield trimmed.slice(0, MAX_LINE_CHARS);
  }
}

export interface Matches {
  readonly points: readonly Point[];
  /** Matched texts that are no number. */
  readonly others: readonly string[];
  /** A number that continues behind the group, as `0,93` does behind `([0-9.]+)`. */
  readonly cut: string | null;
}

/** All numbers in the first group of the expression. */
export function pointsMatching(pattern: RE2JS, text: string): Matches {
  const points: Point[] = [];
  const others: string[] = [];
  let cut: string | null = null;
  for (const line of printedLines(text)) {
    const matcher = pattern.matcher(line);
    while (matcher.find()) {
      const group = matcher.group(1) ?? '';
      const value = printedNumber(group);
      if (value === null) others.push(group);
      else points.push({ epoch: null, value });
      const [rest = ''] = /^,\d+/.exec(line.slice(matcher.end(1))) ?? [];
      // In a table with commas, the cell before also ends with one.
      if (rest !== '' && !/,\s*$/.test(line.slice(0, matcher.start(1)))) cut = group + rest;
    }
  }
  return { points, others, cut };
}

/** `accuracy: 0.93`, `test acc = 93.1%`, `'acc': np.float64(0.93)`, `acc=tensor(0.93)`. */
const PAIR = new RegExp(
  String.raw`([A-Za-z][\w@/.-]{0,60}(?: [A-Za-z][\w@/.-]{0,60}){0,3})['"]?\s{0,3}[:=]\s{0,3}(?:[a-z.]{0,12}(?:float|tensor|array)\d{0,3}\()?(${NUMBER})(\s?%)?(?!\w|[.,]\d)`,
  'gi',
);

/** A progress line; its values are those of training or of a batch. */
const PROGRESS = /\b\d+\s?\/\s?\d+\b|\b(epoch|step|iter(ation)?|batch)\b/i;

export function isProgress(line: string): boolean {
  return PROGRESS.test(line);
}

type NamedValue = readonly [name: string, value: unknown];

/**
 * Values by name at the end of a text: a JSON object such as `{"accuracy": 0.93}`, or lines such as `accuracy: 0.93`.
 * Empty for anything else and for progress lines.
 */
export function lastLineValues(text: string): readonly NamedValue[] {
  const lines = [...printedLines(text)];
  const last = lines.at(-1) ?? '';
  const object = last.endsWith('}') ? lastObject(lines) : undefined;
  if (object !== undefined) return Object.entries(object).flatMap(([key, value]) => underSplit(key, value));
  const found = new Map<string, number>();
  for (const line of lines.slice(-MAX_RESULT_LINES).reverse()) {
    const pairs = PROGRESS.test(line) ? [] : pairsIn(line);
    if (pairs.length === 0) break;
    for (const [name, value] of pairs) if (!found.has(name)) found.set(name, value);
  }
  return [...found];
}

function lastObject(lines: readonly string[]): Record<string, unknown> | undefined {
  const recent = lines.slice(-MAX_OBJECT_LINES);
  for (let at = recent.length - 1; at >= 0; at -= 1) {
    if (recent[at]?.startsWith('{') !== true) continue;
    const object = tryParseJson(recent.slice(at).join('\n'));
    if (isObject(object)) return object;
  }
  return undefined;
}

/** `{"test": {"accuracy": 0.93}}` and `{"accuracy": {"test": 0.93}}`. */
function underSplit(key: string, value: unknown): readonly NamedValue[] {
  if (!isObject(value)) return [[key, value]];
  return Object.entries(value).flatMap(([inner, own]): NamedValue[] => {
    if (splitOfWord(key) !== null) return [[`${key} ${inner}`, own]];
    return splitOfWord(inner) === null ? [] : [[`${inner} ${key}`, own]];
  });
}

/** Prefixes of loggers, and words that do not change the metric. */
export const IN_FRONT = /^(?:(?:info|debug|warning|error|notice|root|final|overall|total)[ :]+)+/i;
/** `fold 3 accuracy` and `top 5 accuracy` are not the accuracy. */
const OF_A_PART = /[a-z][ #_-]{0,2}\d+\s+$/i;
/** Ignores paths: `train.py:33: accuracy`. */
const SPLIT_WORDS =
  /(?<![\w./\\-])(train|training|val|valid|validation|dev|test)(?:_\d+)?(?![\w/\\-]|\.\w)/gi;

/** The last word of a text that is a split. */
export function lastSplitWord(text: string): string | null {
  return [...text.matchAll(SPLIT_WORDS)].at(-1)?.[1] ?? null;
}

/**
 * Names and numbers in a line. A number with a percent sign is a share. A name without a split takes the split before
 * it (`Test: loss 0.3, accuracy: 0.93`). A name with two values is dropped as ambiguous.
 */
export function pairsIn(line: string): ReadonlyArray<readonly [name: string, value: number]> {
  const found = new Map<string, number | null>();
  for (const { 1: stated = '', 2: digits = '', 3: percent, index } of line.matchAll(PAIR)) {
    const value = printedNumber(digits);
    if (value === null || OF_A_PART.test(line.slice(0, index))) continue;
    const own = stated.replace(IN_FRONT, '');
    const before = lastSplitWord(line.slice(0, index));
    const name = before === null || hasSplit(own) ? own : `${before} ${own}`;
    const share = percent === undefined ? value : value / 100;
    const earlier = found.get(name);
    found.set(name, earlier === undefined || Object.is(earlier, share) ? share : null);
  }
  return [...found].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function hasSplit(name: string): boolean {
  return name.split(/[\s_/.-]/).some((word) => splitOfWord(word) !== null);
}
