/** Suggests the line of config that reads a printed metric, after trying it. */
import { compilePattern } from '../../../config/metric-source.ts';
import { plural } from '../../../words/plural.ts';
import { NOISE, type PrintedValue, pairsIn, pointsMatching, printedValues } from './printed.ts';
import { describeNumber, printedNumber } from './printed-number.ts';
import { areEqual, goesUp, isFinal } from './read-printed.ts';

const MAX_LOOKED_AT_CHARS = 200_000;
const MAX_SHOWN = 5;

/** A result of one fold, seed, run or rank says nothing about the others. */
export const ONE_OF_SEVERAL = /(?<![a-z])(?:fold|seed|run|rank|repeat|trial)[\W_]{0,3}\d/i;

/** Words that make a name a spread or a smoothed value. */
export const SPREAD =
  /(?<![a-z])(?:std|stdev|sd|se|sem|stderr|std_?err|deviation|variance|var|ci|lower|upper|ema|smoothed)(?![a-z])/i;
/** Words that make a name another quantity: a spread, a time, a setting. */
export const NOT_THE_METRIC = new RegExp(
  `${SPREAD.source}|(?<![a-z])(?:running|time|seconds?|rank|lr|seed|epochs?|steps?|iterations?|count|num|weight|scale|threshold|target|goal|delta|diff(?:erence)?|gap|drop|change|gain|improvement)(?![a-z])`,
  'i',
);

/** All values with one identity. */
type Group = readonly PrintedValue[];

/** @returns a clause with the config or the obstacle; null if no printed line has the metric */
export function suggestPrinted(metric: string, printed: string): string | null {
  const text = printed.slice(-MAX_LOOKED_AT_CHARS);
  const all = groupsOf(metric, text);
  const groups = all.filter((group) => !isOtherName(group));
  const best = Math.max(...groups.map(rankOf));
  const [only] = groups.filter((group) => rankOf(group) === best);
  const chosen = groups.filter((group) => rankOf(group) === best || group[0]?.split === only?.[0]?.split);
  if (only === undefined)
    return all.length === 0
      ? null
      : `${metric} is printed only as ${listed(all)}; print the result as "${metric}: …"`;
  if (chosen.length > 1) return choice(metric, chosen, text);
  const obstacle = obstacleIn(metric, only);
  return obstacle ?? sourceOf(metric, only, text) ?? `${metric} is printed as ${describe(only)}`;
}

function groupsOf(metric: string, text: string): readonly Group[] {
  const groups = new Map<string, PrintedValue[]>();
  for (const value of printedValues(metric, text)) {
    const { split, prefix, front, suffix, isProgress } = value;
    if (
      split === 'train' ||
      split === 'shifted' ||
      NOT_THE_METRIC.test(`${front} ${suffix}`) ||
      /^\W*1\s*-\s*$/.test(value.line.slice(0, value.start))
    )
      continue;
    const id = JSON.stringify([split, prefix, front, suffix, isProgress]);
    const group = groups.get(id) ?? [];
    groups.set(id, group);
    group.push(value);
  }
  return [...groups.values()];
}

/** `Best val acc` is that metric; `dog accuracy` and `[fold 2] accuracy` are others. */
function isOtherName([first]: Group): boolean {
  return !/^(?:best)?$/i.test(first?.front ?? '') || ONE_OF_SEVERAL.test(first?.prefix ?? '');
}

/** Prefers test, then no split, then validation. */
function rankOf([first]: Group): number {
  if (first?.split === 'test') return 5;
  if (first?.split === 'validation') return first.isProgress ? 2 : 3;
  return first?.isProgress ? 1 : 4;
}

/** Several test sets, folds, ranks or classes: the user must choose. */
function choice(metric: string, groups: readonly Group[], text: string): string {
  const example = groups.flatMap((group) => patternFor(group, text) ?? []).at(0);
  const how =
    example === undefined
      ? 'print the one that counts under its own name'
      : `say which one is ${metric}, e.g. metrics: [{ name: ${metric}, from: { stdout: '${quoted(example)}' } }]`;
  return `${metric} is printed as ${listed(groups)}: ${how}`;
}

function listed(groups: readonly Group[]): string {
  return groups.slice(0, MAX_SHOWN).map(describe).join(', ') + (groups.length > MAX_SHOWN ? ', …' : '');
}

function describe(group: Group): string {
  const { prefix, front, name, suffix, value, digits } = group.at(-1) as PrintedValue;
  const identity = [prefix, front, name, suffix].filter((part) => part !== '').join(' ');
  return `${JSON.stringify(identity)} (${value ?? digits})`;
}

function obstacleIn(metric: string, group: Group): string | null {
  const broken = group.find(({ digits }) => printedNumber(digits) === null);
  if (broken !== undefined) return `${metric} is printed as ${describeNumber(broken.digits)}`;
  const unclear = group.find(({ value }) => value === null);
  if (unclear !== undefined)
    return `${metric} is printed as ${JSON.stringify(unclear.line.slice(unclear.numberAt).slice(0, 40))}, which is not one number; print it alone`;
  if (areEqual(group) || goesUp(group)) return null;
  const values = group.slice(0, MAX_SHOWN).map(({ value }) => value);
  return (
    `${metric} is printed ${plural(group.length, 'time')} without a step or an epoch (${values.join(', ')}${group.length > MAX_SHOWN ? ', …' : ''}); ` +
    'print the result once, or with its epoch'
  );
}

function sourceOf(metric: string, group: Group, text: string): string | null {
  const pattern = patternFor(group, text);
  if (pattern === null) return null;
  const { split, value } = group.at(-1) as PrintedValue;
  const isOfTraining = split === null && !isFinal(group);
  const isTold = split !== 'validation' || /val|dev/i.test(pattern);
  const stated = isOfTraining ? ', split: test' : isTold ? '' : ', split: validation';
  return `${howToRead(metric, isOfTraining)}: metrics: [{ name: ${metric}, from: { stdout: '${quoted(pattern)}'${stated} } }], which reads ${value} here`;
}

export function howToRead(metric: string, isOfTraining: boolean): string {
  return isOfTraining
    ? `${metric} has an epoch or step and no split, so it counts as training; if it is of test data, write in the config`
    : 'to read it, write in the config';
}

function quoted(pattern: string): string {
  return pattern.replaceAll("'", "''");
}

/** The shortest expression that matches the values of this identity, and no other. */
function patternFor(group: Group, text: string): string | null {
  const values = group.map(({ value }) => value ?? Number.NaN);
  return patternsOf(group.at(-1) as PrintedValue).find((one) => reads(one, text, values)) ?? null;
}

/** From the shortest expression to one that starts with the whole line. */
function patternsOf({ line, start, numberAt, name, digits, prefix, front }: PrintedValue): string[] {
  if (numberAt < start) return [`([-+0-9.e]+) ${quote(line.slice(start), true)}`];
  const [percent = ''] = /^\s?%/.exec(line.slice(numberAt + digits.length)) ?? [];
  const group = digits.includes('/')
    ? '([0-9]+/[0-9]+)'
    : digits.includes(',')
      ? `([-+0-9.,e]+${percent})`
      : /^[-+0-9.e]+$/.test(digits)
        ? `([-+0-9.e]+${percent})`
        : '([^\\s,;]+)';
  const own = `${quote(name)}${quote(line.slice(start + name.length, numberAt), true)}${group}`;
  const before = line.slice(0, start);
  // Words before the name: `Best val acc`, `[fold 2] acc`.
  const [words = ''] = /(?:[[(]?[\p{L}_-][\p{L}\w'-]*(?: \d+)?[\])]?:? ){0,3}$/u.exec(before) ?? [];
  const named = quote(words.replace(LEVELS, '')) + own;
  const isPlain = prefix === '' && front === '';
  return [
    ...(isPlain ? [own] : []),
    named,
    `\\b${named}`,
    `^${named}`,
    `^${quoteStart(before, /\d/.test(prefix))}${own}`,
  ];
}

/** Levels of a logger. */
export const LEVELS = /^(?:(?:info|debug|warning|error|root)[ :]+)+/i;

/** The beginning of a line: values of other names, clocks and counts differ between runs. */
function quoteStart(before: string, hasNumber: boolean): string {
  let quoted = '';
  let at = 0;
  const text = (to: number) =>
    before
      .slice(at, to)
      .split(NOISE)
      .map((part) => quote(part, !hasNumber))
      .join('.*?');
  for (const { numberAt, digits } of pairsIn(before)) {
    quoted += `${text(numberAt)}\\S+`;
    at = numberAt + digits.length;
  }
  return quoted + text(before.length);
}

function valuesOf(pattern: string, text: string): readonly number[] | null {
  const compiled = compilePattern(pattern);
  const matches = compiled === null ? null : pointsMatching(compiled, text);
  return matches === null || matches.problem !== null ? null : matches.points.map(({ value }) => value);
}

function reads(pattern: string, text: string, values: readonly number[]): boolean {
  const found = valuesOf(pattern, text);
  return found?.length === values.length && found.every((value, index) => Object.is(value, values[index]));
}

/** Spaces, and other numbers than those of the identity, may differ between runs. */
function quote(text: string, mayDiffer = false): string {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (mayDiffer ? escaped.replaceAll(/\d+/g, '\\d+') : escaped).replaceAll(/\s{2,}|\t/g, '\\s+');
}
