/** Finds numbers in printed lines, each with its identity: all that its line says besides name, split and step. */
import { stripVTControlCharacters } from 'node:util';
import type { RE2JS } from 're2js';
import { meansTheSame, metricMeant } from '../../../stats/metrics/names.ts';
import { isObject, tryParseJson } from '../../json.ts';
import type { Split } from '../../record.ts';
import { parseFlatName, splitOfWord } from '../flat-names.ts';
import { isEpochName, isStepName } from '../steps/axis-names.ts';
import type { Point } from './key-path.ts';
import {
  describeNumber,
  isNameOfNumber,
  numberAtStart,
  printedNumber,
  restOfNumber,
} from './printed-number.ts';

/** A line may be a whole JSON object. */
const MAX_LINE_CHARS = 20_000;
const MAX_OBJECT_LINES = 500;
/** The end of a text says more than its beginning. */
const MAX_CHARS = 4 * 1024 * 1024;
/** Of one line, and of a text. */
const MAX_NAMED = 50;
const MAX_VALUES = 20_000;

/** Lines as a terminal shows them: every state of an overwritten line is a line, without what backspaces removed. */
export function* printedLines(text: string): Generator<string> {
  for (const line of stripVTControlCharacters(text).split(/[\r\n]+/)) {
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
export function pointsMatching(pattern: RE2JS, text: string): Matches {
  const points: Point[] = [];
  let problem: string | null = null;
  for (const line of printedLines(text)) {
    const matcher = pattern.matcher(line);
    while (matcher.find()) {
      const group = matcher.group(1) ?? '';
      const value = printedNumber(group);
      const whole = wholeNumberAt(line, matcher.start(1), matcher.end(1));
      if (value !== null && whole !== group)
        return {
          points: [],
          problem: `captures only ${group} of ${whole}; its group must take the whole number`,
        };
      problem = value === null ? `finds ${describeNumber(group)}` : null;
      if (value !== null) points.push({ epoch: null, value });
    }
  }
  return { points, problem };
}

/** The number of which a match is a part. In a table with commas, the cell before also ends with one. */
function wholeNumberAt(line: string, start: number, end: number): string {
  const before = line.slice(0, start);
  if (/,\s*$/.test(before) && line[end] === ',') return line.slice(start, end);
  const [front = ''] = /\d[.,'’]?$/.exec(before) ?? [];
  return `${front}${line.slice(start, end)}${restOfNumber(line.slice(start, end), line.slice(end))}`;
}

/** Where a line stands in the training. */
interface Position {
  /** How often the epochs, or the steps without epochs, have begun again: a fold, a model, a resumed run. */
  readonly lap: number;
  /** -1 without an epoch. */
  readonly epoch: number;
  readonly step: number;
  /** How many epochs, or steps without epochs, have begun. */
  readonly begun: number;
}

const UNIT = /^\s?(%|ns|[uµμ]s|ms|s|secs?|seconds?|min(?:utes)?|h|hours?|[kmgt]i?b)(?![\p{L}\w/])/iu;

export interface PrintedValue {
  readonly line: string;
  /** As it is printed. */
  readonly name: string;
  /** Where the name and its number begin. */
  readonly start: number;
  readonly numberAt: number;
  readonly split: Split | null;
  /** What stands before the name besides clock, logger, split and step: `[fold 2]`, `MNLI-m:`. */
  readonly prefix: string;
  /** Words in front that make it another name: `dog`, `top 5`; what follows it: `of the teacher`. */
  readonly front: string;
  readonly suffix: string;
  readonly digits: string;
  /** Of time or memory, behind the number; empty for none. */
  readonly unit: string;
  /** Null if the number goes on behind the digits or is ambiguous. */
  readonly value: number | null;
  /** Of the line, else of the lines above it; null before any. */
  readonly position: Position | null;
  /** Whether its own line states an epoch, a step or a count such as `12/60`. */
  readonly isProgress: boolean;
  /** How many epochs, or steps without epochs, begin after it. */
  readonly epochsBelow: number;
}

const WORD = String.raw`\p{L}[\p{L}\w@/.%-]{0,60}(?:'s)?`;
const PHRASE = String.raw`(?<![\p{L}\w@/.%-])${WORD}(?: (?:${WORD}|\d+(?![.,\d]))){0,12}(?: ?[([][^()[\]]{1,30}[)\]])?`;
/** `np.float64(0.93)`, `tensor(0.93)`. */
const WRAPPED = String.raw`(?:[a-z.]{0,12}(?:float|tensor|array)\d{0,3}\()?`;
/** `accuracy: 0.93`, `acc 0.93`, `'acc': np.float64(0.93)`, `| accuracy | 0.93`, `accuracy -> 0.93`. */
const PAIR = new RegExp(
  String.raw`(${PHRASE})['"]?(\s*(?:[:=|]|[-=]>|→)\s*['"]?|\s+)${WRAPPED}(?=[-+\u2212]?\.?\d|[-+]?(?:nan|inf)\b)`,
  'giu',
);
/** `0.93 accuracy with a standard deviation of 0.02`, as scikit-learn's guide prints it. */
const NUMBER_FIRST = /^([-+]?\.?\d\S*) (\p{L}[\w ]{0,40}?) with a standard deviation of [\d.]+$/u;

/** `Best epoch: 7` tells where no line stands. */
const AXIS =
  /(?<!\p{L}|\bbest[ _])(epoch|ep|(?:global[_ ]|train[_ ])?step|iter(?:ation)?)['"]?\s*[:=#]?\s*[[('"]?(\d+(?:\.\d+)?)(?:\s*\/\s*\d+)?[\])]?/giu;
/** XGBoost and LightGBM begin a line with the round. */
const ROUND = /^\[(\d+)\]\t/;
const COUNT = /(?<![\d.])\d+\s?\/\s?\d+(?![\d.])/;
/** `Fold 2/5`, `=== Model: large ===`: what follows belongs to something else. */
const HEADING =
  /^\W*(?:(?:cv )?fold|seed|run|repeat|trial|task|model|data ?set|rank)\b\W*[\w-]+(?:\s*(?:\/|of)\s*\d+)?\W*$/i;
/** Clocks, loggers and progress bars, which tell nothing about a number. */
export const NOISE =
  /\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?|[\w./\\-]+\.py:\d+|__main__|\b(?:info|debug|warning|error|notice|root)\b|\d+%(?:\|[^|]*\|)?|[━─█▏▎▍▌▋▊▉]+|\d+(?:\.\d+)?\s?(?:ms|s|it|h)(?:\/\w+)?\b|\beta\b|(?:Dep\. Variable|Model|Method|Date|Time|No\. Observations|Df \w+|Covariance Type|converged):\s+(?:\S+ )*\S+(?=\s{2})/giu;
/** Words around a name that leave the metric as it is. */
const NEUTRAL =
  /(?<![\p{L}\w])(?:final|overall|total|results?|evaluation|metrics?|scores?|sets?|splits?|data|on|the|is|of)(?![\p{L}\w])/giu;
/** Ignores paths: `train.py:33: accuracy`. */
const SPLIT_WORDS =
  /(?<![\w./\\-])(train|training|val|valid|validation|dev|eval|test|testing)(?:_\d+)?(?:'s)?(?![\w/\\-]|\.\w)/gi;
/** `=== Train ===`, `Results on the test set:`: the lines below are of that split; `Training...` only tells what runs. */
function sectionIn(line: string): Split | null {
  const isRunning = /%|(?:\.\.|…)$/.test(line) || /\d/.test(line.replace(NOISE, ' '));
  const split = isRunning ? null : lastSplitIn(line);
  return split !== null && residual(line.replace(/\breport\b/i, ' ')) === '' ? split : null;
}
/** What follows a name before its number: a split or a unit in brackets, `of the network on 10000 images`. */
const SUFFIX = /^(?:|[([].*|(?:of|on|for|over|in|at|after|score|is)\b.*)$/i;

/** All that is printed about a metric. A JSON object in several lines counts as one line. */
export function printedValues(metric: string, text: string): readonly PrintedValue[] {
  const found: Array<Omit<PrintedValue, 'epochsBelow'>> = [];
  let position: Position | null = null;
  let section: Split | null = null;
  for (const line of resultLines(text.slice(-MAX_CHARS))) {
    section = sectionIn(line) ?? section;
    const stated = positionIn(line);
    if (stated !== null) position = after(position, stated);
    else if (HEADING.test(line)) position = nextLap(position);
    if (!/\d|nan|inf/i.test(line)) continue;
    const pairs = pairsIn(line);
    const rest = withoutPairs(line, pairs);
    const named = pairs.flatMap((pair) => {
      const own = nameIn(pair.phrase, metric);
      return own === null ? [] : [{ pair, ...own }];
    });
    for (const { pair, name, at, ...own } of named.slice(0, MAX_NAMED)) {
      const start = pair.numberAt < pair.start ? 0 : pair.start;
      const prefix = rest.slice(0, start);
      found.push({
        ...pair,
        line,
        name,
        start: pair.start + at,
        split: own.split ?? lastSplitIn(pair.phrase) ?? lastSplitIn(line.slice(0, start)) ?? section,
        prefix: residual(position === null ? prefix : prefix.replace(COUNT, '')),
        front: residual(own.front),
        suffix: residual(own.suffix),
        unit: UNIT.exec(line.slice(pair.numberAt + pair.digits.length))?.[1] ?? '',
        position,
        isProgress: stated !== null || (position !== null && COUNT.test(prefix)),
      });
    }
    if (found.length > 2 * MAX_VALUES) found.splice(0, MAX_VALUES);
  }
  const begun = position?.begun ?? 0;
  return found.map((value) => ({ ...value, epochsBelow: begun - (value.position?.begun ?? 0) }));
}

function nextLap(last: Position | null): Position {
  return { lap: (last?.lap ?? 0) + 1, epoch: -1, step: 0, begun: last?.begun ?? 0 };
}

function after(last: Position | null, stated: Stated): Position {
  const { epoch = last?.epoch ?? -1, step = 0 } = stated;
  const goesBack = last !== null && (epoch < last.epoch || (epoch < 0 && step < last.step));
  const before = goesBack || last === null ? nextLap(last) : last;
  const isNew = before !== last || epoch > before.epoch || (epoch < 0 && step > before.step);
  return { lap: before.lap, epoch, step, begun: before.begun + (isNew ? 1 : 0) };
}

/** One object for each line: all names with their numbers, and the epoch or the step, which a line above may state. */
export function printedRows(text: string): ReadonlyArray<Readonly<Record<string, number>>> {
  let above: Readonly<Stated> | null = null;
  return [...resultLines(text.slice(-MAX_CHARS))].map((line) => {
    const stated = positionIn(line);
    above = HEADING.test(line) ? null : (stated ?? above);
    const pairs = pairsIn(line).slice(0, MAX_NAMED);
    const rest = withoutPairs(line, pairs);
    const values = pairs.flatMap(({ phrase, start, numberAt, value }) => {
      const name = phrase.replace(AXIS, ' ').trim();
      const isAxis = isEpochName(phrase) || isStepName(phrase);
      return value === null || isAxis
        ? []
        : [[`${residual(rest.slice(0, numberAt < start ? 0 : start))} ${name}`.trim(), value] as const];
    });
    return { ...(values.length > 0 ? above : stated), ...Object.fromEntries(values) };
  });
}

interface Pair {
  readonly phrase: string;
  readonly start: number;
  readonly numberAt: number;
  readonly digits: string;
  readonly value: number | null;
}

export function pairsIn(line: string): readonly Pair[] {
  const [, digits = '', phrase = ''] = NUMBER_FIRST.exec(line) ?? [];
  if (phrase !== '')
    return [{ phrase, start: digits.length + 1, numberAt: 0, digits, value: printedNumber(digits) }];
  return [...line.matchAll(PAIR)].flatMap((match) => {
    const [whole, phrase = '', sign = ''] = match;
    const numberAt = match.index + whole.length;
    const number = numberAtStart(line.slice(numberAt));
    const isNamed =
      sign.trim() !== '' ||
      isNameOfNumber(phrase.split(/ (?:is|of)$| /).at(-1) ?? '') ||
      /\sis$/.test(phrase);
    return number === null || !isNamed ? [] : [{ ...number, phrase, start: match.index, numberAt }];
  });
}

/** The metric in a phrase, with the words around it; null for other metrics such as `balanced accuracy`. */
function nameIn(phrase: string, metric: string) {
  const wanted = parseFlatName(metric);
  const words = [...phrase.matchAll(/[([].*|\S+/g)];
  for (const first of words.keys()) {
    for (let count = Math.min(4, words.length - first); count > 0; count -= 1) {
      const last = words[first + count - 1] as RegExpExecArray;
      const at = words[first]?.index ?? 0;
      const name = phrase.slice(at, last.index + last[0].length);
      const { split, name: plain } = parseFlatName(name.replaceAll('-', '_'));
      const isOfSplit = wanted.split !== null && split === wanted.split && meansTheSame(plain, wanted.name);
      if (!isOfSplit && !meansTheSame(plain, metric) && !meansTheSame(name, metric)) continue;
      const suffix = phrase.slice(at + name.length).trim();
      const whole = metricMeant(`${words[first - 1]?.[0]} ${plain}`);
      const isOther = whole !== undefined && !meansTheSame(whole.name, metric);
      return isOther || !SUFFIX.test(suffix) ? null : { at, name, split, front: phrase.slice(0, at), suffix };
    }
  }
  return null;
}

function withoutPairs(line: string, pairs: readonly Pair[]): string {
  let rest = '';
  for (const { start, numberAt, digits } of pairs)
    if (numberAt > start)
      rest += line.slice(rest.length, start).padEnd(numberAt + digits.length - rest.length);
  return rest + line.slice(rest.length);
}

function residual(text: string): string {
  const plain = text
    .replace(/["{}]/g, ' ')
    .replace(ROUND, ' ')
    .replace(NOISE, ' ')
    .replace(AXIS, ' ')
    .replace(SPLIT_WORDS, ' ')
    .replace(NEUTRAL, ' ');
  return /[\p{L}\d]/u.test(plain)
    ? plain.replaceAll(/\s+/g, ' ').replace(/^[\s,;|:{'"-]+|[\s,;|{'"-]+$/g, '')
    : '';
}

export function lastSplitIn(text: string): Split | null {
  const word = [...text.matchAll(SPLIT_WORDS)].at(-1)?.[1] ?? '';
  return splitOfWord(word.toLowerCase() === 'testing' ? 'test' : word);
}

interface Stated {
  epoch?: number;
  step?: number;
}

export function positionIn(line: string): Readonly<Stated> | null {
  const [, round] = ROUND.exec(line) ?? [];
  if (round !== undefined) return { step: Number(round) };
  const stated: Stated = {};
  for (const [, word = '', number] of line.matchAll(AXIS))
    stated[/^ep/i.test(word) ? 'epoch' : 'step'] = Number(number);
  return Object.keys(stated).length === 0 ? null : stated;
}

/** Objects over several lines, and reports of scikit-learn, as one line for each result. */
function* resultLines(text: string): Generator<string> {
  const open: string[] = [];
  let depth = 0;
  let isReport = false;
  for (const line of printedLines(text)) {
    isReport = REPORT.test(line) || (isReport && OF_REPORT.test(line));
    if (isReport) yield* reportedIn(line);
    else if (open.length === 0 && !line.startsWith('{')) yield line;
    else {
      open.push(line);
      depth += count(line, '{') - count(line, '}');
      if (depth > 0 && open.length < MAX_OBJECT_LINES) continue;
      if (depth > 0) yield* open;
      else yield splitFirst(open.join(' '));
      open.length = 0;
      depth = 0;
    }
  }
  yield* open;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** `{"accuracy": {"test": 0.92}}` means the same as `{"test accuracy": 0.92}`. */
function splitFirst(line: string): string {
  const object = tryParseJson(line);
  if (!isObject(object)) return line;
  let isTurned = false;
  const entries = Object.entries(object).flatMap(([key, value]) => {
    const isBySplit = isObject(value) && Object.keys(value).every((word) => splitOfWord(word) !== null);
    if (!isBySplit) return [[key, value]];
    isTurned = true;
    return Object.entries(value).map(([split, own]) => [`${split} ${key}`, own]);
  });
  return isTurned ? JSON.stringify(Object.fromEntries(entries)) : line;
}

const REPORT = /^precision\s+recall\s+f1-score\s+support$/;
const OF_REPORT = /(?:\s+[\d.]+){2,}$/;

/** `macro avg  0.8  0.7  0.75  72`; rows of classes say nothing about the whole. */
function* reportedIn(line: string): Generator<string> {
  const [, accuracy] = /^accuracy\s+([\d.]+)\s+\d+$/.exec(line) ?? [];
  if (accuracy !== undefined) yield `accuracy: ${accuracy}`;
  const [, of, precision, recall, f1] =
    /^(macro|micro|weighted) avg\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+\d+$/.exec(line) ?? [];
  if (of !== undefined) yield `${of}_precision: ${precision}, ${of}_recall: ${recall}, ${of}_f1: ${f1}`;
}
