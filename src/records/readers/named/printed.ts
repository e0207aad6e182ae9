/** What a program prints: values by expressions of the config, curves of tools that print them, and a result on the last line. */
import { stripVTControlCharacters } from 'node:util';
import type { RE2JS } from 're2js';
import { isObject, tryParseJson } from '../../json.ts';
import { parseFlatName } from '../flat-names.ts';
import { numberOf, type Point } from './key-path.ts';

/** A line of text; progress bars redraw theirs over and over. */
const MAX_LINE_CHARS = 4000;

/** Of what was printed, for a suggestion. */
const MAX_LOOKED_AT_CHARS = 200_000;

/** Lines as a terminal would have left them: of what was drawn over itself, every state is a line. */
export function* printedLines(text: string): Generator<string> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: progress bars go back by them
  for (const line of stripVTControlCharacters(text).split(/[\r\n\u0008]+/)) {
    const trimmed = line.trim();
    if (trimmed !== '') yield trimmed.slice(0, MAX_LINE_CHARS);
  }
}

/** Every number that the first group of the expression finds. */
export function pointsMatching(pattern: RE2JS, text: string): readonly Point[] {
  const points: Point[] = [];
  for (const line of printedLines(text)) {
    const matcher = pattern.matcher(line);
    while (matcher.find()) {
      const value = numberOf(matcher.group(1));
      if (value !== null) points.push({ epoch: null, value });
    }
  }
  return points;
}

/** `accuracy: 0.93`, `test acc = 93.1%`; names and numbers of a line. */
const PAIR =
  /([A-Za-z][\w@/.-]{0,60}(?: [A-Za-z][\w@/.-]{0,60}){0,3})\s{0,3}[:=]\s{0,3}([-+]?[\d.]+(?:e[-+]?\d+)?|nan|inf)(\s?%)?(?![\w.])/gi;

/** A line by which a loop tells how far it is: its values are those of training, or of a batch. */
const PROGRESS = /\b\d+\s?\/\s?\d+\b|\b(epoch|step|iter(ation)?|batch)\b/i;

/** The last line as `{"accuracy": 0.93}` or `accuracy: 0.93`: its values by name, none where it is neither or a line of progress. */
export function lastLineValues(text: string): ReadonlyArray<readonly [name: string, value: unknown]> {
  const last = [...printedLines(text)].at(-1) ?? '';
  const object = last.startsWith('{') ? tryParseJson(last) : undefined;
  if (isObject(object)) return Object.entries(object);
  return PROGRESS.test(last) ? [] : pairsIn(last);
}

/** Names and numbers in a line. A percentage that says so is a share. */
export function pairsIn(line: string): ReadonlyArray<readonly [name: string, value: number]> {
  return [...line.matchAll(PAIR)].flatMap(([, name = '', digits, percent]) => {
    const value = numberOf(digits);
    if (value === null) return [];
    return [[name, percent === undefined ? value : value / 100] as const];
  });
}

/** The last line with a pair of that name, for a suggestion. */
export function lineWith(text: string, isMeant: (name: string) => boolean): string | null {
  return (
    [...printedLines(text.slice(-MAX_LOOKED_AT_CHARS))].findLast((line) =>
      pairsIn(line).some(([name]) => isMeant(parseFlatName(name).name)),
    ) ?? null
  );
}
