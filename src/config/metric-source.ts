/** `metrics[].from`: the place where a program states a metric. */
import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { MAX_NAME_CHARS } from './names.ts';

export const TAKES = ['last', 'best', 'best-validation'] as const;
export const LOGGED_SPLITS = ['train', 'validation', 'test', 'shifted'] as const;
type LoggedSplit = (typeof LOGGED_SPLITS)[number];

interface NamedPlace {
  /** In the run directory. */
  readonly file?: string;
  /** With dots between levels; without a file, a name in the logs. */
  readonly key?: string;
  /** Regular expression with one group. */
  readonly stdout?: string;
  readonly take?: (typeof TAKES)[number];
}

export interface MetricSource extends NamedPlace {
  /** In the records. */
  readonly name: string;
  /** Null: the name tells. */
  readonly split: LoggedSplit | null;
}

type StatedSource = string | { readonly [Key in keyof NamedPlace | 'name' | 'split']?: string | undefined };

export function normaliseSource(stated: StatedSource): MetricSource {
  if (typeof stated === 'string') return { name: stated, split: null };
  const { name, file, stdout, take } = stated;
  const split = (stated.split ?? null) as MetricSource['split'];
  if (name !== undefined && (take === undefined || take === 'last')) return { name, split };
  const key = stated.key ?? name;
  const place: NamedPlace = {
    ...(file === undefined ? {} : { file }),
    ...(key === undefined ? {} : { key }),
    ...(stdout === undefined ? {} : { stdout }),
    ...(take === undefined ? {} : { take: take as NonNullable<NamedPlace['take']> }),
  };
  return { name: nameOf(place), split, ...place };
}

/** Begins the name of a printed metric in the records. */
export const PRINTED = 'printed: ';

/** No other place has this name in the records. */
function nameOf(place: NamedPlace): string {
  const where =
    place.stdout === undefined
      ? [place.file, place.key].filter(Boolean).join(': ')
      : `${PRINTED}${place.stdout}`;
  const text = `${where}${place.take === undefined ? '' : `, ${place.take}`}`;
  if (text.length <= MAX_NAME_CHARS) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${text.slice(0, MAX_NAME_CHARS - digest.length - 2)}… ${digest}`;
}

/** Far longer than any expression for a number in a line. */
const MAX_PATTERN_CHARS = 500;

/**
 * Compiles with RE2, whose time is linear in the text for any expression: a config may come from a pull request.
 *
 * @returns null for an expression that does not compile or has no group
 */
export function compilePattern(pattern: string): RE2JS | null {
  if (pattern.length > MAX_PATTERN_CHARS) return null;
  try {
    const compiled = RE2JS.compile(pattern);
    return compiled.groupCount() >= 1 ? compiled : null;
  } catch {
    // The schema's message says what the expression must be, which helps more than its error.
    return null;
  }
}

export const PATTERN_RULE =
  "must be a regular expression with a group for the number, such as 'accuracy[:=] ([0-9.]+)'. Look-around and back-references are not supported";

/** Names in logs are found without a search. */
export function isNamed({ file, stdout, take }: MetricSource): boolean {
  return file !== undefined || stdout !== undefined || take !== undefined;
}
