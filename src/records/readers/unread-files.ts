/** Tells why a file was not read, since it may be a log. */
import { knownMetric } from '../../config/known-metrics.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import { quote } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';
import { isObject, RefusedJsonError } from '../json.ts';
import { isCsv, readHeader } from './files/csv-header.ts';
import { isJsonLines, objectsIn } from './files/json-lines.ts';
import type { RunFile } from './files/run-file.ts';
import { parseFlatName } from './flat-names.ts';
import { isEpochName } from './steps/axis-names.ts';
import { UnreadableRunError } from './unreadable-run-error.ts';

const MAX_SHOWN = 5;
const PREDICTIONS = 'and no label with prediction';

export interface UnreadFile {
  readonly name: string;
  readonly message: string;
  /** Reported only if nothing else was found. */
  readonly isForeign: boolean;
}

/** Null for a tokenizer or a config. */
export function describeUnread(file: RunFile): UnreadFile | null {
  const { name, jsonError } = file;
  if (jsonError !== null) {
    const place = jsonError instanceof UnusableFileError ? `${name}: ` : '';
    const message = `${place}${jsonError.message}; it was left out`;
    return { name, message, isForeign: isForeign(jsonError) };
  }
  const reason = reasonOf(file);
  return reason === null ? null : { name, message: `${name} was not read: ${reason}`, isForeign: false };
}

function reasonOf({ name, head, json }: RunFile): string | null {
  const isEmpty = head.trim() === '';
  if (isCsv(name)) {
    const names = readHeader(head).names.filter((column) => column !== '');
    return isEmpty ? 'it is empty' : `it has columns ${list(names)}, but no epoch or step, ${PREDICTIONS}`;
  }
  if (isJsonLines(name)) {
    const [first] = objectsIn(head);
    if (isEmpty) return 'it is empty';
    if (first === undefined) return 'its lines are not JSON objects';
    return `its lines have ${list(Object.keys(first))}, but no number called epoch or step, ${PREDICTIONS}`;
  }
  const key = metricIn(json);
  if (key === null) return null;
  return `final metrics such as its ${quote(key)} are read from metrics.json, curves from *.jsonl or *.csv`;
}

/** A key with a number that is a metric or an epoch, in an object or a list's first item. */
function metricIn(json: unknown): string | null {
  const object: unknown = Array.isArray(json) ? json[0] : json;
  if (!isObject(object)) return null;
  const found = Object.entries(object).find(([key, value]) => {
    if (typeof value !== 'number') return false;
    return isEpochName(key) || knownMetric(parseFlatName(key).name) !== null;
  });
  return found?.[0] ?? null;
}

/** Huge, deep or odd JSON is a tokenizer's vocabulary, not a truncated log. */
function isForeign(error: Error): boolean {
  return !(error instanceof UnreadableRunError) || error.cause instanceof RefusedJsonError;
}

const OPAQUE: ReadonlyArray<readonly [pattern: RegExp, reason: string]> = [
  [/\.(pkl|pickle|joblib|pt|pth|ckpt)$/i, 'opening a pickle runs its code; write the numbers as JSON or CSV'],
  [/\.eval$/i, 'it is an archive of Inspect; write its scores to metrics.json'],
  [/\.(parquet|feather|arrow|xlsx?|h5|hdf5)$/i, 'it is a binary table; write CSV'],
];

function whyOpaque(name: string): readonly string[] {
  const found = OPAQUE.find(([pattern]) => pattern.test(name));
  return found === undefined ? [] : [`${name} was not read: ${found[1]}`];
}

interface LookedFor {
  readonly formats: string;
  readonly hint: string | null;
}

/** Reports a run directory without logs. The list of formats comes last, because printed output says more. */
export function describeNothing(
  names: readonly string[],
  unread: readonly UnreadFile[],
  { formats, hint }: LookedFor,
): UnreadableRunError {
  const shown = names.slice(0, 10).map((name) => quote(name));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const found = names.length === 0 ? 'It is empty.' : `It holds ${shown.join(', ')}${more}.`;
  const reasons = [...shorten(unread), ...names.flatMap(whyOpaque).slice(0, 3)].map(
    (message) => ` ${message}.`,
  );
  const advice =
    hint === null || hint === '' ? '' : ` ${hint.replace(/^to /, 'To ')}${hint.endsWith('?') ? '' : '.'}`;
  return new UnreadableRunError(
    `nothing to read in the run directory. ${found}${reasons.join('')}${advice} Write e.g. {"accuracy": 0.9} to metrics.json ` +
      'in the folder that CONCLUSIVE_RUN_DIR names',
    { details: `Looked for: ${formats}` },
  );
}

/** The first messages, and the names of the remaining files. */
export function shorten(unread: readonly UnreadFile[]): string[] {
  const shown = unread.slice(0, MAX_SHOWN).map(({ message }) => message);
  const hidden = unread.slice(MAX_SHOWN);
  if (hidden.length === 0) return shown;
  const names = hidden.slice(0, 3).map(({ name }) => quote(name));
  const files = wordFor(hidden.length, 'file was', 'files were');
  const more = hidden.length > names.length ? ', …' : '';
  return [...shown, `${hidden.length} more ${files} not read: ${names.join(', ')}${more}`];
}

function list(names: readonly string[]): string {
  const shown = names
    .slice(0, MAX_SHOWN)
    .map((name) => quote(name))
    .join(', ');
  return names.length > MAX_SHOWN ? `${shown}, …` : shown;
}
