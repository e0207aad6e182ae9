/** Reads numbers from what a program prints: by an expression of the config, or from a line that is `name: number` and nothing else. */
import { stripVTControlCharacters } from 'node:util';
import type { RE2JS } from 're2js';
import { compilePattern } from '../../../config/metric-source.ts';
import { knownByName } from '../../../stats/metrics/names.ts';
import { plural } from '../../../words/plural.ts';
import type { Split } from '../../record.ts';
import { parseFlatName } from '../flat-names.ts';
import { areEqual, type Point } from './key-path.ts';
import { describeNumber, printedNumber, wholeNumberAt } from './printed-number.ts';

const MAX_LINE_CHARS = 20_000;
/** The end of a text says more than its beginning. */
const MAX_CHARS = 4 * 1024 * 1024;
const MAX_SHOWN = 5;

/** Lines as a terminal shows them: every state of an overwritten line is a line, without what backspaces removed. */
export function* printedLines(text: string): Generator<string> {
  for (const line of stripVTControlCharacters(text.slice(-MAX_CHARS)).split(/[\r\n]+/)) {
    const trimmed = withoutRemoved(line).trim();
    if (trimmed !== '') yield trimmed.slice(0, MAX_LINE_CHARS);
  }
}

function withoutRemoved(line: string): string {
  if (!line.includes('\b')) return line;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: progress bars go back by them
  const parts = line.split(/(\u0008+)/);
  return parts.reduce(
    (kept, part) => (part.startsWith('\b') ? kept.slice(0, -part.length) : kept + part),
    '',
  );
}

export interface Matches {
  readonly points: readonly Point[];
  /** Why the matches are no values; null if they are. */
  readonly problem: string | null;
}

/** All numbers in the first group of the expression. The last match must be a number, and each number whole. */
export function pointsMatching(pattern: string, text: string): Matches {
  const compiled = compilePattern(pattern);
  if (compiled === null) return { points: [], problem: null };
  const found = matchesOf(compiled, text);
  if (found.part === null) return found;
  const { part, whole } = found.part;
  const remedy = wholePatterns(pattern, whole).find((one) => readsWhole(one, text));
  const how = remedy === undefined ? 'its group must take the whole number' : `write ${quotePattern(remedy)}`;
  return { points: [], problem: `captures only ${part} of ${whole}; ${how}` };
}

/** For a YAML flow mapping. */
export function quotePattern(pattern: string): string {
  return `stdout: '${pattern.replaceAll("'", "''")}'`;
}

interface Found extends Matches {
  /** A group that ends inside a number. */
  readonly part: { readonly part: string; readonly whole: string } | null;
}

function matchesOf(pattern: RE2JS, text: string): Found {
  const points: Point[] = [];
  let problem: string | null = null;
  for (const line of printedLines(text)) {
    const matcher = pattern.matcher(line);
    while (matcher.find()) {
      const group = matcher.group(1) ?? '';
      const value = printedNumber(group);
      const whole = wholeNumberAt(line, matcher.start(1), matcher.end(1));
      if (value !== null && whole !== group)
        return { points: [], problem: null, part: { part: group, whole } };
      problem = value === null ? `finds ${describeNumber(group)}` : null;
      if (value !== null) points.push({ epoch: null, value });
    }
  }
  return { points, problem, part: null };
}

function readsWhole(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if (compiled === null) return false;
  const { points, problem, part } = matchesOf(compiled, text);
  return points.length > 0 && problem === null && part === null;
}

/** A group for a number of this form. */
export function groupFor(digits: string): string {
  if (digits.includes('/')) return String.raw`([0-9]+\s?/\s?[0-9]+)`;
  return digits.endsWith('%') ? String.raw`([-+0-9.,e]+\s?%)` : '([-+0-9.,e]+)';
}

/** The expression with a group for the whole number in place of its first group, with and without what follows it. */
function wholePatterns(pattern: string, whole: string): readonly string[] {
  const [open, close] = firstGroup(pattern);
  const group = groupFor(whole);
  return [pattern.slice(close), ''].map((rest) => `${pattern.slice(0, open)}${group}${rest}`);
}

/** Where the first capturing group begins and ends. */
function firstGroup(pattern: string): readonly [open: number, close: number] {
  let open = -1;
  let depth = 0;
  let isClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === '\\') at += 1;
    else if (isClass) isClass = sign !== ']';
    else if (sign === '[') isClass = true;
    else if (sign === '(') {
      if (open >= 0) depth += 1;
      else if (!/^\(\?(?!P?<)/.test(pattern.slice(at))) open = at;
    } else if (sign === ')' && open >= 0) {
      if (depth === 0) return [open, at + 1];
      depth -= 1;
    }
  }
  return [pattern.length, pattern.length];
}

export interface PrintedMetric {
  readonly split: Split;
  /** The name as it is printed. */
  readonly key: string;
  readonly value: number;
}

/** `accuracy: 0.93`, `test_accuracy = 93 %`, `'accuracy': 529/719`. */
const STATED = /^["']?([^"':=]{1,200}?)["']?\s*[:=]\s*(\S.*)$/;

/**
 * A line counts if it is the metric's name, a colon or an equals sign, and a number. A split may stand in front of the name.
 *
 * @returns `problem`: why the lines do not tell the value; null if they do, or if there are none
 */
export function readPrinted(metric: string, text: string) {
  const bySplit = new Map<Split, Array<PrintedMetric & { readonly line: string; readonly digits: string }>>();
  for (const line of printedLines(text)) {
    const [, key = '', digits = ''] = STATED.exec(line) ?? [];
    const split = splitOf(key, metric);
    // `+0.02` is a change.
    if (split === null || !/^[-\u2212.\dni]/i.test(digits)) continue;
    const value = printedNumber(digits);
    if (value === null && !/^[-\d.,]+$/.test(digits)) continue;
    if (value === null) return { found: [], problem: `${metric} is printed as ${describeNumber(digits)}` };
    const values = bySplit.get(split) ?? [];
    bySplit.set(split, values);
    values.push({ split, key, value, line, digits });
  }
  const found: PrintedMetric[] = [];
  for (const values of bySplit.values()) {
    const [{ line, digits, ...first }] = values as [(typeof values)[number]];
    if (!areEqual(values)) {
      const shown = values.slice(0, MAX_SHOWN).map(({ value }) => value);
      const pattern = `^${quoteText(line.slice(0, line.length - digits.length))}${groupFor(digits)}$`;
      return {
        found: [],
        problem: `${metric} is printed ${plural(values.length, 'time')} (${shown.join(', ')}${values.length > MAX_SHOWN ? ', …' : ''}), and nothing tells which one counts; print it once, or write metrics: [{ name: ${metric}, from: { ${quotePattern(pattern)}, take: last } }]`,
      };
    }
    found.push(first);
  }
  return { found, problem: null };
}

/** @returns metrics that Conclusive knows, and that lines state */
export function printedNames(text: string): readonly string[] {
  const names = [...printedLines(text)].flatMap((line) => {
    const [, key = '', digits = ''] = STATED.exec(line) ?? [];
    const { name } = parseFlatName(key);
    return printedNumber(digits) === null || knownByName(name) === null ? [] : [name];
  });
  return [...new Set(names)].slice(0, MAX_NAMES);
}

const MAX_NAMES = 50;

/** Whether a printed name is the metric's, and of which split. */
function splitOf(key: string, metric: string): Split | null {
  const isIt = (name: string) => name.toLowerCase() === metric.toLowerCase();
  if (isIt(key)) return parseFlatName(metric).split ?? 'test';
  const [, word = '', name = ''] = /^([a-z]+)[ _/](.+)$/i.exec(key) ?? [];
  return isIt(name) ? parseFlatName(`${word}_x`).split : null;
}

export function quoteText(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);
}
