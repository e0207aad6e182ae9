/** Reads values from places that the config names (`metrics[].from`). */
import { posix } from 'node:path';
import type { MetricSource } from '../../../config/metric-source.ts';
import { nearest } from '../../../config/nearest.ts';
import { UnusableFileError } from '../../../files/open-file.ts';
import { knownByName, meansTheSame } from '../../../stats/metrics/names.ts';
import { MAX_ORIGIN_CHARS, type Origin, type Split } from '../../record.ts';
import { parseFlatName, splitOfPath, splitOfWord } from '../flat-names.ts';
import { isCalledBest, shorten } from '../run-content.ts';
import type { RunValues } from '../run-values.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { areEqual, choicesAt, isResult, leavesOf, type Point, pointsAt } from './key-path.ts';
import { pointsMatching } from './printed.ts';
import { readStructured } from './structured-file.ts';

/** A metric of the config with a place of its own. */
export interface NamedSource {
  readonly metric: string;
  readonly direction: 'maximize' | 'minimize';
  readonly from: MetricSource;
}

interface RunOutput {
  /** Names as `listFiles` gives them. */
  readonly files: readonly string[];
  readonly pathOf: (file: string) => string;
  /** Standard output, then error output. */
  readonly printed: string;
}

/** @returns the problem of each metric without a value */
export async function readNamed(
  sources: readonly NamedSource[],
  places: RunOutput,
  run: RunValues,
): Promise<Map<string, string>> {
  const missing = new Map<string, string>();
  for (const source of sources) {
    const problem = await readOne(source, places, run);
    if (problem !== null) missing.set(source.metric, problem);
  }
  return missing;
}

async function readOne(source: NamedSource, places: RunOutput, run: RunValues): Promise<string | null> {
  const { from, metric } = source;
  const split = splitOf(from);
  const found = await find(from, split, places, run);
  if (typeof found === 'string') return found;
  const { points, file, key } = found;
  const last = points.at(-1);
  if (last === undefined) return `${file} has no number for ${metric} under ${JSON.stringify(key)}`;
  if (from.take === undefined && !isResult(points) && !areEqual(points))
    return `${file} has ${points.length} values of ${metric} (${shownOf(points)}), and no epoch tells which one counts; add take: last or take: best to from`;
  const chosen = choose(source, split, points, run);
  if (chosen === null)
    return `from: take: best-validation needs values of ${metric} or of the loss on the validation split by epoch, but no log has them`;
  const origin: Origin = {
    file: shorten(file),
    key: key.slice(0, MAX_ORIGIN_CHARS),
    at: from.take ?? (points.length > 1 ? 'last' : 'stated'),
  };
  if (points.length > 1) origin.of = points.length;
  const isSelected = from.take === 'best' || (from.take === 'best-validation' && split === 'validation');
  if (isSelected) origin.selected = 'curve';
  else if (isCalledBest(key)) origin.selected = 'name';
  run.add({ split, name: from.name, at: 'final', key, file, line: null, origin }, chosen.value);
  return null;
}

/** The split of the config, else of the key, the pattern or the file name, else test. */
function splitOf({ split, file = '', key = '', stdout = '' }: MetricSource): Split {
  if (split !== null) return split;
  const ofKey = key
    .split('.')
    .map((part) => splitOfWord(part) ?? parseFlatName(part).split)
    .findLast((found) => found !== null);
  const ofPattern = /(^|[^a-z])(val|valid|validation|eval|dev)([^a-z]|$)/i.test(stdout) ? 'validation' : null;
  return ofKey ?? ofPattern ?? splitOfPath(file) ?? 'test';
}

interface NamedPoints {
  readonly points: readonly Point[];
  readonly file: string;
  readonly key: string;
}

async function find(
  from: MetricSource,
  split: Split,
  places: RunOutput,
  run: RunValues,
): Promise<NamedPoints | string> {
  const { file, key = '', stdout } = from;
  if (stdout !== undefined) {
    const { points, problem } = pointsMatching(stdout, places.printed);
    if (problem !== null) return `from: { stdout: ${JSON.stringify(stdout)} } ${problem}`;
    if (points.length > 0) return { points, file: 'stdout', key: stdout };
    return `no printed line matches ${JSON.stringify(stdout)}; the program printed ${lastLines(places.printed)}`;
  }
  if (file === undefined) return ofLogs(key, split, run);
  const name = places.files.find((known) => known === posix.normalize(file)) ?? onlyOne(file, places.files);
  if (name === null) return describeNoFile(file, places.files);
  try {
    const data = await readStructured(places.pathOf(name), name);
    const points = pointsAt(data, key);
    if (points.length === 0) return describeNoKey(name, key, data);
    const choices = choicesAt(data, key);
    return choices.length === 0 ? { points, file: name, key } : describeChoices(name, key, choices);
  } catch (error) {
    if (error instanceof UnreadableRunError) return error.message;
    if (error instanceof UnusableFileError) return `${name}: ${error.message}`;
    throw error;
  }
}

/** A curve from the logs. */
function ofLogs(key: string, split: Split, run: RunValues): NamedPoints | string {
  const { name } = parseFlatName(key);
  const points = run.curveOf(split, name);
  const file = run.curves[split].get(name)?.latest.file;
  if (points.length === 0 || file === undefined)
    return `no log has ${JSON.stringify(name)} by epoch on the ${split} split`;
  return { points, file, key };
}

function shownOf(points: readonly Point[]): string {
  const shown = points.slice(0, MAX_SHOWN_VALUES).map(({ value }) => value);
  return `${shown.join(', ')}${points.length > MAX_SHOWN_VALUES ? ', …' : ''}`;
}

const MAX_SHOWN_VALUES = 5;

/** Null if validation has to choose, and cannot. */
function choose(source: NamedSource, split: Split, points: readonly Point[], run: RunValues): Point | null {
  const { take } = source.from;
  if (take === 'best-validation') return bestByValidation(source, split, points, run);
  return take === 'best' ? bestOf(points, source.direction === 'maximize') : (points.at(-1) ?? null);
}

/** The first of equals. */
function bestOf(points: readonly Point[], isHigher: boolean): Point | null {
  return points.reduce<Point | null>(
    (best, point) =>
      best === null || (isHigher ? point.value > best.value : point.value < best.value) ? point : best,
    null,
  );
}

/**
 * The value at the epoch with the best validation value, of the metric or else of the loss. The first of equals
 * counts.
 */
function bestByValidation(
  { metric, direction, from }: NamedSource,
  split: Split,
  points: readonly Point[],
  run: RunValues,
): Point | null {
  const names = [...run.curves.validation.keys()];
  const own =
    names.find((name) => meansTheSame(name, metric)) ??
    names.find((name) => meansTheSame(name, parseFlatName((from.key ?? '').split('.').at(-1) ?? '').name));
  const judge = split === 'validation' ? points : run.curveOf('validation', own ?? 'loss');
  const isHigher =
    split === 'validation' || own !== undefined
      ? direction === 'maximize'
      : knownByName('loss')?.direction === 'maximize';
  const best = bestOf(judge, isHigher);
  if (best === null) return null;
  const hasEpochs = points.every(({ epoch }) => epoch !== null) && best.epoch !== null;
  return (hasEpochs ? points.find(({ epoch }) => epoch === best.epoch) : points[judge.indexOf(best)]) ?? null;
}

/** Matches the end of a path, since folders may have random names. */
function onlyOne(file: string, files: readonly string[]): string | null {
  const ending = files.filter((known) => known.endsWith(`/${posix.normalize(file)}`));
  return ending.length === 1 ? (ending[0] ?? null) : null;
}

const MAX_SHOWN = 8;

function describeNoFile(file: string, files: readonly string[]): string {
  const guess = nearest(file, [...files]);
  const held = files.length === 0 ? 'it is empty' : `it holds ${list(files)}`;
  return `the run directory has no file ${JSON.stringify(file)}; ${held}${guess === null ? '' : `; did you mean ${JSON.stringify(guess)}?`}`;
}

function describeNoKey(file: string, key: string, data: unknown): string {
  const leaves = leavesOf(data);
  const guess =
    leaves.find((leaf) => leaf.split('.').at(-1) === key.split('.').at(-1)) ?? nearest(key, [...leaves]);
  const held = leaves.length === 0 ? 'it holds no number' : `it holds ${list(leaves)}`;
  return `${file} has no number under ${JSON.stringify(key)}; ${held}${guess === null ? '' : `; did you mean key: ${guess}?`}`;
}

function describeChoices(file: string, key: string, choices: readonly string[]): string {
  return `${file} has several rows with ${JSON.stringify(key)}; choose one of them with key: ${list(choices)}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN).map((name) => JSON.stringify(name.slice(0, 100)));
  return `${shown.join(', ')}${names.length > MAX_SHOWN ? ', …' : ''}`;
}

function lastLines(printed: string): string {
  const text = printed.trim().split('\n').slice(-2).join(' ⏎ ').slice(-200);
  return text === '' ? 'nothing' : JSON.stringify(text);
}
