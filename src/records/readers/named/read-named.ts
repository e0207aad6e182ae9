/** The places that the config names (`metrics[].from`), looked up beside what the readers find by themselves. */
import { posix } from 'node:path';
import { compilePattern, type MetricSource } from '../../../config/metric-source.ts';
import { nearest } from '../../../config/nearest.ts';
import { UnusableFileError } from '../../../files/open-file.ts';
import { knownByName, meansTheSame } from '../../../stats/metrics/names.ts';
import type { Split } from '../../record.ts';
import type { Findings } from '../findings.ts';
import { parseFlatName, splitOfWord } from '../flat-names.ts';
import { isCalledBest } from '../origins.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { leavesOf, type Point, pointsAt } from './key-path.ts';
import { pointsMatching } from './printed.ts';
import { describeNumber } from './printed-number.ts';
import { readStructured } from './structured-file.ts';

/** A metric of the config with a place of its own. */
export interface NamedSource {
  readonly metric: string;
  readonly direction: 'maximize' | 'minimize';
  readonly from: MetricSource;
}

interface Places {
  /** In the run directory, as `listFiles` names them. */
  readonly files: readonly string[];
  readonly pathOf: (file: string) => string;
  /** What the program printed to its standard output, and then to its error output. */
  readonly printed: string;
}

/** @returns for each metric that has no value there, what is wrong */
export async function readNamed(
  sources: readonly NamedSource[],
  places: Places,
  findings: Findings,
): Promise<ReadonlyMap<string, string>> {
  const missing = new Map<string, string>();
  for (const source of sources) {
    const problem = await readOne(source, places, findings);
    if (problem !== null) missing.set(source.metric, problem);
  }
  return missing;
}

async function readOne(source: NamedSource, places: Places, findings: Findings): Promise<string | null> {
  const { from, metric } = source;
  const split = splitOf(from);
  const found = await find(from, split, places, findings);
  if (typeof found === 'string') return found;
  const { points, file, key } = found;
  const last = points.at(-1);
  if (last === undefined) return `${file} has no number for ${metric} under ${JSON.stringify(key)}`;
  const chosen = from.at === 'best-validation' ? bestByValidation(source, split, points, findings) : last;
  if (chosen === null)
    return `from: at: best-validation needs values of ${metric} or of the loss on the validation split by epoch, but no log has them`;
  findings.add(findings.metrics[split], from.name, chosen.value, key, { file, line: null });
  const at = from.at ?? (points.length > 1 ? 'last' : 'stated');
  const isBest = from.at === 'best-validation' && split === 'validation';
  const selected = isBest
    ? { selected: 'curve' as const }
    : isCalledBest(key)
      ? { selected: 'name' as const }
      : {};
  findings.named[split].set(from.name, {
    file,
    key,
    at,
    ...(points.length > 1 ? { of: points.length } : {}),
    ...selected,
  });
  return null;
}

/** The split that the config states, else that of the name of the key or of the file; of a final value it is the test split. */
function splitOf({ split, file = '', key = '', stdout = '' }: MetricSource): Split {
  if (split !== null) return split;
  const ofKey = key
    .split('.')
    .map((part) => splitOfWord(part) ?? parseFlatName(part).split)
    .findLast((found) => found !== null);
  const ofPattern = /(^|[^a-z])(val|valid|validation|eval|dev)([^a-z]|$)/i.test(stdout) ? 'validation' : null;
  return ofKey ?? ofPattern ?? parseFlatName(posix.basename(file).replace(/\.[^.]*$/, '')).split ?? 'test';
}

interface Found {
  readonly points: readonly Point[];
  readonly file: string;
  readonly key: string;
}

async function find(
  from: MetricSource,
  split: Split,
  places: Places,
  findings: Findings,
): Promise<Found | string> {
  const { file, key = '', stdout } = from;
  if (stdout !== undefined) {
    const pattern = compilePattern(stdout);
    const { points, others, cut } =
      pattern === null ? { points: [], others: [], cut: null } : pointsMatching(pattern, places.printed);
    if (cut !== null)
      findings.warn(
        `from: { stdout: ${JSON.stringify(stdout)} } captures only a part of ${cut}; allow commas in its group: ([0-9.,]+)`,
      );
    const [other] = others;
    if (points.length > 0) return { points, file: 'stdout', key: stdout };
    return other === undefined
      ? `no printed line matches ${JSON.stringify(stdout)}; the program printed ${lastLines(places.printed)}`
      : `from: { stdout: ${JSON.stringify(stdout)} } finds ${describeNumber(other)}`;
  }
  if (file === undefined) return ofLogs(key, split, findings);
  const name = places.files.find((known) => known === posix.normalize(file)) ?? onlyOne(file, places.files);
  if (name === null) return describeNoFile(file, places.files);
  try {
    const data = await readStructured(places.pathOf(name), name);
    const points = pointsAt(data, key);
    return points.length > 0 ? { points, file: name, key } : describeNoKey(name, key, data);
  } catch (error) {
    if (error instanceof UnreadableRunError) return error.message;
    if (error instanceof UnusableFileError) return `${name}: ${error.message}`;
    throw error;
  }
}

/** A curve that the readers have found by themselves. */
function ofLogs(key: string, split: Split, findings: Findings): Found | string {
  const { name } = parseFlatName(key);
  const points = curveOf(name, split, findings);
  const file = findings.curves[split].get(name)?.file;
  if (points.length === 0 || file === undefined)
    return `no log has ${JSON.stringify(name)} by epoch on the ${split} split`;
  return { points, file, key };
}

function curveOf(name: string, split: Split, { epochs }: Findings): Point[] {
  return [...epochs]
    .sort(([a], [b]) => a - b)
    .flatMap(([epoch, bags]) => {
      const value = bags[split].get(name);
      return value === undefined ? [] : [{ epoch, value }];
    });
}

/** The value at the epoch that validation would choose: by the metric itself, else by the loss. Of equals the first. */
function bestByValidation(
  { metric, direction, from }: NamedSource,
  split: Split,
  points: readonly Point[],
  findings: Findings,
): Point | null {
  const names = [...findings.curves.validation.keys()];
  const own =
    names.find((name) => meansTheSame(name, metric)) ??
    names.find((name) => meansTheSame(name, parseFlatName((from.key ?? '').split('.').at(-1) ?? '').name));
  const judge = split === 'validation' ? points : curveOf(own ?? 'loss', 'validation', findings);
  const isHigher =
    split === 'validation' || own !== undefined
      ? direction === 'maximize'
      : knownByName('loss')?.direction === 'maximize';
  const best = judge.reduce<Point | null>(
    (chosen, point) =>
      chosen === null || (isHigher ? point.value > chosen.value : point.value < chosen.value)
        ? point
        : chosen,
    null,
  );
  if (best === null) return null;
  const hasEpochs = points.every(({ epoch }) => epoch !== null) && best.epoch !== null;
  return (hasEpochs ? points.find(({ epoch }) => epoch === best.epoch) : points[judge.indexOf(best)]) ?? null;
}

/** A path from a folder up, as where the name of a run is random. */
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

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN).map((name) => JSON.stringify(name.slice(0, 100)));
  return `${shown.join(', ')}${names.length > MAX_SHOWN ? ', …' : ''}`;
}

function lastLines(printed: string): string {
  const text = printed.trim().split('\n').slice(-2).join(' ⏎ ').slice(-200);
  return text === '' ? 'nothing' : JSON.stringify(text);
}
