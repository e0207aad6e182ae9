/** Suggests the line of config that reads a metric that was not found. */
import { posix } from 'node:path';
import { sizeOfFile, UnusableFileError } from '../../../files/open-file.ts';
import { meansTheSame, metricMeant } from '../../../stats/metrics/names.ts';
import { parseFlatName, splitOfPath, splitOfWord } from '../flat-names.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { choicesAt, isResult, leavesOf, pointsAt } from './key-path.ts';
import { isStructured, readStructured } from './structured-file.ts';
import { suggestPrinted } from './suggest-printed.ts';

/** Words that make a name a spread or a smoothed value. */
const SPREAD =
  /(?<![a-z])(?:std|stdev|sd|se|sem|stderr|std_?err|deviation|variance|var|ci|lower|upper|ema|smoothed)(?![a-z])/i;
/** Words that make a name another quantity: a spread, a time, a setting. */
const NOT_THE_METRIC = new RegExp(
  `${SPREAD.source}|(?<![a-z])(?:running|time|seconds?|rank|lr|seed|epochs?|steps?|iterations?|count|num|weight|scale|threshold|target|goal|delta|diff(?:erence)?|gap|drop|change|gain|improvement)(?![a-z])`,
  'i',
);

const MAX_FILES = 20;
const MAX_KEYS = 5;
/** A larger file is a log, and its reader has reported it. */
const MAX_BYTES = 2 * 1024 * 1024;

interface Left {
  readonly files: readonly string[];
  readonly pathOf: (file: string) => string;
  readonly printed: string;
}

/** @returns a sentence with `from` filled in where a key is like the metric; null if the run left no number */
export async function suggestSource(metrics: readonly string[], left: Left): Promise<string | null> {
  const found = await structuredIn(left);
  const told = metrics.flatMap((metric) => {
    const places = found.flatMap(({ file, keys, data }) => keys.map((key) => ({ file, key, data })));
    const candidates = candidatesFor(metric, places);
    return [suggestKey(metric, candidates), suggestPrinted(metric, left.printed)].filter(
      (one) => one !== null,
    );
  });
  if (told.length > 0) return [...new Set(told)].join('; ');
  const shown = found.filter(({ keys }) => keys.length > 0).slice(0, 3);
  if (shown.length === 0) return null;
  const listed = shown.map(
    ({ file, keys }) =>
      `${file} holds ${keys.slice(0, MAX_KEYS).join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`,
  );
  return `${listed.join('; ')}, and none of these names is like ${metrics.join(' or ')}`;
}

interface StructuredNumber {
  readonly file: string;
  readonly key: string;
  readonly data: unknown;
}

/** Keys that equal the metric, else keys that contain its name: `test_clean_accuracy`. */
function candidatesFor(metric: string, all: readonly StructuredNumber[]): readonly StructuredNumber[] {
  const isOfTraining = parseFlatName(metric).split === 'train';
  const places = all.filter(
    ({ file, key }) =>
      mayBeResult(key, metric) &&
      !SETTINGS.test(stemOf(file)) &&
      (isOfTraining || splitOfPath(file) !== 'train'),
  );
  const named = places.filter(({ key }) => namesMetric(key, metric));
  return named.length > 0 ? named : places.filter(({ key }) => holdsName(key, metric));
}

function stemOf(file: string): string {
  return posix.basename(file).replace(/\..*$/, '');
}

/** Training, spreads, smoothed values, settings and single classes are no results, on any level of a key. */
function mayBeResult(key: string, metric: string): boolean {
  const isOfTraining = (part: string) => (splitOfWord(part) ?? parseFlatName(part).split) === 'train';
  return key
    .split('.')
    .every(
      (part) =>
        !SPREAD.test(part) &&
        !SETTINGS.test(part) &&
        (!isOfTraining(part) || parseFlatName(metric).split === 'train'),
    );
}

const SETTINGS =
  /^(?:config(?:uration)?|(?:hyper_?|h)?param(?:eter)?s|arg(?:ument)?s|settings|options|targets?|thresholds?|(?:per|by)_?class(?:es)?|classes)$/i;

/** Several test sets, folds or classes: the user must choose. */
function suggestKey(metric: string, candidates: readonly StructuredNumber[]): string | null {
  const places = candidates.flatMap((place) => {
    const choices = choicesAt(place.data, place.key);
    if (choices.length > 0) return choices.map((key) => ({ ...place, key }));
    return isResult(pointsAt(place.data, place.key)) ? [place] : [];
  });
  const [first] = places;
  if (first === undefined) {
    const [unclear] = candidates;
    return unclear === undefined
      ? null
      : `${unclear.file} has ${pointsAt(unclear.data, unclear.key).length} values of ${unclear.key}, and no epoch or step tells which one is the result; write the result to metrics.json`;
  }
  if (places.length === 1)
    return `to read it, write in the config: metrics: [${sourceOf(metric, first)}], which reads ${describeValue(first)} here`;
  const shown = places
    .slice(0, MAX_KEYS)
    .map((place) => `${place.file} has ${place.key} (${describeValue(place)})`);
  const more = places.length > shown.length ? ', …' : '';
  return (
    `${shown.join(', ')}${more}: say which one is ${metric}, e.g. metrics: [${sourceOf(metric, first)}], ` +
    'or give each its own name'
  );
}

function sourceOf(metric: string, { file, key }: StructuredNumber): string {
  return `{ name: ${metric}, from: { file: ${yaml(file)}, key: ${yaml(key)} } }`;
}

function describeValue({ data, key }: StructuredNumber): string {
  const points = pointsAt(data, key);
  const last = points.at(-1)?.value ?? Number.NaN;
  return `${Number(last.toPrecision(6))}${points.length > 1 ? `, the last of ${points.length}` : ''}`;
}

/** Files with the paths of their numbers. */
export async function numbersIn(left: Pick<Left, 'files' | 'pathOf'>) {
  return (await structuredIn(left)).map(({ file, keys }) => ({ file, keys }));
}

async function structuredIn({ files, pathOf }: Pick<Left, 'files' | 'pathOf'>) {
  const found: Array<{ readonly file: string; readonly keys: readonly string[]; readonly data: unknown }> =
    [];
  for (const file of files.filter(isStructured).slice(0, MAX_FILES)) {
    try {
      if (sizeOfFile(pathOf(file)) > MAX_BYTES) continue;
      const data = await readStructured(pathOf(file), file);
      found.push({ file, keys: leavesOf(data), data });
    } catch (error) {
      // Its reader has reported parse errors.
      if (!(error instanceof UnreadableRunError || error instanceof UnusableFileError)) throw error;
    }
  }
  return found;
}

function namesMetric(path: string, metric: string): boolean {
  const last = path.split('.').at(-1) ?? path;
  return [last, last.replace(/,\w+$/, '')].some((name) => meansTheSame(parseFlatName(name).name, metric));
}

/**
 * Accepts `best_val_acc` and `val_acc/dataloader_idx_0`, but not `balanced_accuracy`, `accuracy_std` or scikit-learn's
 * negated metrics.
 */
function holdsName(path: string, metric: string): boolean {
  const last = path.split('.').at(-1) ?? path;
  const words = last.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  if (words[0] === 'neg' || OF_TOP.test(last) || metricMeant(last) !== undefined) return false;
  const size = metric.split('_').length;
  return words.some((_, at) =>
    [1, size].some((count) => {
      const others = [...words.slice(0, at), ...words.slice(at + count)].join(' ');
      return meansTheSame(words.slice(at, at + count).join('_'), metric) && !NOT_THE_METRIC.test(others);
    }),
  );
}

/** `top 5 accuracy` is another metric than the accuracy. */
const OF_TOP = /(?<![a-z])top[\W_]?(?!1(?!\d))\d/i;

/** A value for a YAML flow mapping. */
function yaml(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
