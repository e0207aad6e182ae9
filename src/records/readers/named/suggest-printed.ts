/** Suggests the line of config that reads a printed metric, after trying it. */
import { compilePattern } from '../../../config/metric-source.ts';
import { meansTheSame, metricMeant } from '../../../stats/metrics/names.ts';
import type { Split } from '../../record.ts';
import { parseFlatName, splitOfWord } from '../flat-names.ts';
import { IN_FRONT, isProgress, lastSplitWord, pointsMatching, printedLines } from './printed.ts';
import { toolThatPrints } from './printed-curves.ts';
import { describeNumber, NUMBER, printedNumber } from './printed-number.ts';
import { cellInTable } from './suggest-table.ts';

const MAX_LOOKED_AT_CHARS = 200_000;
const MAX_NAME_WORDS = 3;

interface Candidate {
  readonly line: string;
  readonly at: number;
  readonly name: string;
  /** Text between name and number. */
  readonly gap: string;
  readonly digits: string;
  readonly split: Split | null;
}

/** @returns a clause with the config or the obstacle; null if no printed line has the metric */
export function suggestPrinted(metric: string, printed: string): string | null {
  const text = printed.slice(-MAX_LOOKED_AT_CHARS);
  const lines = [...printedLines(text)];
  const candidates = lines.flatMap((line) => candidatesIn(line, metric));
  const best = candidates.reduce<Candidate | null>(
    (chosen, one) => (chosen === null || rank(one) >= rank(chosen) ? one : chosen),
    null,
  );
  if (best === null || rank(best) < BESIDE_PROGRESS) {
    const tool = toolThatPrints(text, metric);
    if (tool !== null) return `to read it, write in the config: trainer: { printed: ${tool} }`;
    const cell = inTable(metric, lines, text);
    if (cell !== null) return cell;
  }
  if (best === null) return bareNumber(metric, lines);
  const value = printedNumber(best.digits);
  if (value === null) return `${metric} is printed as ${describeNumber(best.digits)}`;
  const pattern = patternsOf(best).find((one) => reads(one, text, value));
  if (pattern === undefined) return null;
  const isTold = best.split !== 'validation' || /val|dev/i.test(pattern);
  return source(metric, pattern, value, isTold ? '' : ', split: validation');
}

function source(metric: string, pattern: string, value: number, split = ''): string {
  const quoted = pattern.replaceAll("'", "''");
  return `to read it, write in the config: metrics: [{ name: ${metric}, from: { stdout: '${quoted}'${split} } }], which reads ${value} here`;
}

const BESIDE_PROGRESS = 3;

/** Prefers test, then no split, then validation. */
function rank({ split, line }: Candidate): number {
  if (split === 'test') return 5;
  if (split === null) return isProgress(line) ? 1 : 4;
  return isProgress(line) ? 2 : 3;
}

const AFTER_SIGN = new RegExp(`^(.{0,80}[:=]\\s*)(\\d+/\\d+|${NUMBER})`, 'i');
const AFTER_WORDS = new RegExp(`^([^\\d.+-]{1,40}(?:->?\\s*)?)(?<![a-z_])(\\d+/\\d+|${NUMBER})`, 'i');

function candidatesIn(line: string, metric: string): Candidate[] {
  const words = [...line.matchAll(/[A-Za-z][\w@-]*(?:[./][A-Za-z]\w*)*/g)];
  const ends = new Set<number>();
  return words.flatMap(({ index }, first): Candidate[] => {
    for (let count = MAX_NAME_WORDS; count > 0; count -= 1) {
      const last = words[first + count - 1];
      if (last === undefined) continue;
      const name = line.slice(index, last.index + last[0].length);
      const { name: plain, split: own } = parseFlatName(name.replaceAll('-', '_'));
      if (!/^[\w@./ -]+$/.test(name) || !meansTheSame(plain, metric)) continue;
      if (isOther(words[first - 1]?.[0], plain, metric)) return [];
      // `val acc` is found before `acc` and is more specific.
      if (ends.has(index + name.length)) return [];
      ends.add(index + name.length);
      const rest = line.slice(index + name.length);
      const next = words[first + count]?.index ?? line.length;
      const close = AFTER_SIGN.exec(line.slice(index + name.length, next).concat(' ')) ?? null;
      const [, gap = '', digits = ''] = close ?? AFTER_SIGN.exec(rest) ?? AFTER_WORDS.exec(rest) ?? [];
      if (digits === '') continue;
      const split = own ?? splitIn(gap) ?? splitIn(line.slice(0, index));
      return split === 'train' || split === 'shifted' ? [] : [{ line, at: index, name, gap, digits, split }];
    }
    return [];
  });
}

/** `Balanced accuracy` is no accuracy. */
function isOther(before: string | undefined, name: string, metric: string): boolean {
  const whole = metricMeant(`${before} ${name}`);
  return whole !== undefined && !meansTheSame(whole.name, metric);
}

function splitIn(text: string): Split | null {
  return splitOfWord(lastSplitWord(text) ?? '');
}

/** From the shortest pattern to one that starts with the whole line. */
function patternsOf({ line, at, name, gap, digits }: Candidate): string[] {
  const group = digits.includes('/')
    ? '([0-9]+/[0-9]+)'
    : digits.includes(',')
      ? '([-+0-9.,e]+)'
      : '([-+0-9.e]+)';
  const own = `${quote(name, false)}${quote(gap)}${/^[a-z]/i.test(digits) ? '(\\S+)' : group}`;
  // Words before the name: `Best val acc`.
  const [words = ''] = /(?:[A-Za-z]+ ){0,3}$/.exec(line.slice(0, at)) ?? [];
  const named = quote(words.replace(IN_FRONT, '')) + own;
  return [named, `\\b${named}`, `^${quote(line.slice(0, at))}${own}`];
}

function reads(pattern: string, text: string, value: number): boolean {
  const compiled = compilePattern(pattern);
  return compiled !== null && Object.is(pointsMatching(compiled, text).points.at(-1)?.value, value);
}

/** Other numbers and the spaces around them may differ between runs. */
function quote(text: string, mayDiffer = true): string {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (mayDiffer ? escaped.replaceAll(/\d+/g, '\\d+') : escaped).replaceAll(/\s{2,}|\t/g, '\\s+');
}

function inTable(metric: string, lines: readonly string[], text: string): string | null {
  const cell = cellInTable(metric, lines);
  if (cell === null || !reads(cell.pattern, text, cell.value)) return null;
  return source(metric, cell.pattern, cell.value, cell.split === 'validation' ? ', split: validation' : '');
}

function bareNumber(metric: string, lines: readonly string[]): string | null {
  const value = printedNumber((lines.at(-1) ?? '').replace(/\s?%$/, ''));
  return value === null ? null : source(metric, '^([-+0-9.,e]+) ?%?$', value);
}
