/** Suggests the line of config that reads a metric that was not found. */

import { readWhole, sizeOfFile, UnusableFileError } from '../../../files/open-file.ts';
import { meansTheSame, metricMeant } from '../../../stats/metrics/names.ts';
import { parseFlatName } from '../flat-names.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { leavesOf, pointsAt } from './key-path.ts';
import { isStructured, readStructured } from './structured-file.ts';
import { suggestPrinted } from './suggest-printed.ts';

const MAX_FILES = 20;
const MAX_KEYS = 5;
/** A larger file is a log, and its reader has reported it. */
const MAX_BYTES = 2 * 1024 * 1024;

interface Left {
  readonly files: readonly string[];
  readonly pathOf: (file: string) => string;
  readonly printed: string;
}

/** @returns one sentence with `from` filled in; null if the run left nothing of the kind */
export async function suggestSource(metrics: readonly string[], left: Left): Promise<string | null> {
  const found = await structuredIn(left);
  const places = found.flatMap(({ file, keys, data }) => keys.map((key) => ({ file, key, data })));
  const of = metrics.map((metric) => ({ metric, candidates: candidatesFor(metric, places) }));
  const read = of.filter(({ candidates }) => candidates.length === 1);
  const lines = read.map(({ metric, candidates: [only] }) => sourceOf(metric, only as StructuredNumber));
  const values = read.map(({ candidates: [only] }) => describeValue(only as StructuredNumber)).join(' and ');
  const told = [
    ...(lines.length === 0
      ? []
      : [`to read it, write in the config: metrics: [${lines.join(', ')}], which reads ${values} here`]),
    ...of.flatMap(({ metric, candidates }) => (candidates.length > 1 ? [choice(metric, candidates)] : [])),
    ...new Set(
      of.flatMap(({ metric, candidates }) =>
        candidates.length === 0 ? (suggestPrinted(metric, left.printed) ?? []) : [],
      ),
    ),
  ];
  if (told.length > 0) return told.join('; ');
  const inText = textWith(metrics, left);
  if (inText !== null) return inText;
  const shown = found.filter(({ keys }) => keys.length > 0).slice(0, 3);
  if (shown.length === 0) return null;
  const listed = shown.map(
    ({ file, keys }) =>
      `${file} holds ${keys.slice(0, MAX_KEYS).join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`,
  );
  const [first] = shown;
  return (
    `${listed.join('; ')}; to read one of them, write in the config: metrics: [{ name: ${metrics[0]}, ` +
    `from: { file: ${yaml(first?.file ?? '')}, key: ${yaml(first?.keys[0] ?? '')} } }]`
  );
}

/** A text file that no reader takes. */
function textWith(metrics: readonly string[], { files, pathOf }: Left): string | null {
  for (const file of files.filter((name) => /\.(txt|log|out)$/i.test(name)).slice(0, MAX_FILES)) {
    const text = textWithin(pathOf(file));
    const metric = metrics.find((name) => suggestPrinted(name, text) !== null);
    if (metric !== undefined)
      return `${file} has lines about ${metric}, but Conclusive reads only printed lines; print them too, or write the number to metrics.json`;
  }
  return null;
}

/** Empty if it is too long or gone. */
function textWithin(path: string): string {
  try {
    return readWhole(path, MAX_BYTES).toString('utf8');
  } catch {
    return '';
  }
}

interface StructuredNumber {
  readonly file: string;
  readonly key: string;
  readonly data: unknown;
}

/** Keys that equal the metric, else keys that contain its name: `test_clean_accuracy`. */
function candidatesFor(metric: string, places: readonly StructuredNumber[]): readonly StructuredNumber[] {
  const named = places.filter(({ key }) => namesMetric(key, metric));
  return named.length > 0 ? named : places.filter(({ key }) => holdsName(key, metric));
}

/** Several test sets or rounds: the user must choose. */
function choice(metric: string, candidates: readonly StructuredNumber[]): string {
  const shown = candidates
    .slice(0, MAX_KEYS)
    .map((place) => `${place.file} has ${place.key} (${describeValue(place)})`);
  const more = candidates.length > shown.length ? ', …' : '';
  return (
    `${shown.join(', ')}${more}: say which one is ${metric}, e.g. metrics: [${sourceOf(metric, candidates[0] as StructuredNumber)}], ` +
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
 * Accepts `best_val_acc` and `val_acc/dataloader_idx_0`, but not `balanced_accuracy` or scikit-learn's negated
 * metrics.
 */
function holdsName(path: string, metric: string): boolean {
  const last = path.split('.').at(-1) ?? path;
  const words = last.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  if (words[0] === 'neg' || metricMeant(last) !== undefined) return false;
  const size = metric.split('_').length;
  return words.some((_, at) =>
    [1, size].some((count) => meansTheSame(words.slice(at, at + count).join('_'), metric)),
  );
}

/** A value for a YAML flow mapping. */
function yaml(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
