/** Metrics that a program reports: from files of an earlier run, else from its text. */
import { cp, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, relative } from 'node:path';
import { knownMetric } from '../../config/known-metrics.ts';
import { nameSchema } from '../../config/names.ts';
import { UNKNOWN } from '../../program-text/program-text.ts';
import { inspectDirectory } from '../../records/inspect-directory.ts';
import { parseFlatName, splitOfWord } from '../../records/readers/flat-names.ts';
import type { Split } from '../../records/record.ts';
import type { Arguments } from './arguments.ts';
import type { Program } from './find-program.ts';
import { printedMetrics } from './printed-metrics.ts';

export interface FoundMetric {
  readonly name: string;
  /** null: its name does not tell. */
  readonly direction: 'maximize' | 'minimize' | null;
  /** null: readers find it by its name. */
  readonly from: Readonly<Partial<Record<'file' | 'key' | 'stdout' | 'take', string>>> | null;
  readonly isPercent: boolean;
  /** Where it was found, for the user; null: nowhere. */
  readonly source: string | null;
}

export interface FoundMetrics {
  /** Likeliest first. */
  readonly metrics: readonly FoundMetric[];
  /** Files and folders that the program writes where it is started. */
  readonly outputs: readonly string[];
  /** Files that the program writes and git tracks, such as a leaderboard. */
  readonly kept: readonly string[];
}

interface Known {
  /** Whether git, or the folder outside git, has a file or folder. */
  readonly isThere: (path: string) => boolean;
  readonly tracked: ReadonlySet<string>;
}

const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const MAX_LEFT = 50;

export async function findMetrics(
  folder: string,
  program: Program,
  { told, command, output }: Arguments,
  { isThere, tracked }: Known,
): Promise<FoundMetrics> {
  const named = program.says.written(told);
  const isKept = (path: string) => tracked.has(posix.normalize(path));
  const paths = named.filter((path) => !isKept(path));
  // A folder with files of the repository would be taken away with them.
  const own = paths.flatMap((path) => outputOf(path) ?? []).filter((path) => !isThere(`${path}/`));
  const written = [...new Set([...program.outputs, ...own])];
  const left = await metricsLeft(folder, written);
  const given = [...command.matchAll(/\{run_dir\}\/([\w.-]+)/g)].map(([, name = '']) => name);
  const hasFiles = output !== null || written.length > 0;
  return {
    kept: [...new Set(named.filter(isKept))],
    outputs: written.filter((path) => !written.some((other) => path.startsWith(`${other}/`))),
    metrics: left.length > 0 ? left : fromText(program, [...paths, ...given], hasFiles),
  };
}

/** @param values of a run, by metric and split @returns the likeliest to decide first */
export function metricsOf(
  values: ReadonlyArray<{ readonly metric: string; readonly split: string }>,
  source: string,
): FoundMetric[] {
  const deciding = values.filter(({ split }) => split !== 'train');
  const names = [...new Set((deciding.length > 0 ? deciding : values).map(({ metric }) => metric))];
  return names.map((name) => metric(name, source)).sort((a, b) => rank(a) - rank(b));
}

/** The file, or the folder with names that only a run decides. */
function outputOf(path: string): string | null {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.includes(UNKNOWN));
  const output = at < 0 ? path : parts.slice(0, at).join('/');
  return output === '' || output === '.' ? null : posix.normalize(output).replace(/\/$/, '');
}

export function metric(name: string, source: string | null, from: FoundMetric['from'] = null): FoundMetric {
  return { name, direction: knownMetric(name)?.direction ?? null, from, isPercent: false, source };
}

/** Scorers of evaluation tools are better if they are higher. */
export function ofScorer(found: FoundMetric): FoundMetric {
  return { ...found, direction: found.direction ?? 'maximize' };
}

/** Known scores come first, then losses, then unknown names. */
function rank({ direction, name }: Pick<FoundMetric, 'direction' | 'name'>): number {
  if (direction === null) return 3;
  return (direction === 'maximize' ? 0 : 1) + (/loss/.test(name) ? 1 : 0);
}

/** The test split counts most, the training split least. */
const WORTH: Readonly<Record<string, number>> = { test: 0, null: 0.25, validation: 0.5, train: 8 };

/** Printed metrics count only for a better split, or without a file. */
function fromText({ text, says }: Program, paths: readonly string[], hasFiles: boolean): FoundMetric[] {
  const hasPredictions = /probabilit/.test(text) && /label/.test(text);
  const file = hasPredictions ? null : unusualFile(says.keys, paths, text);
  const keys = hasPredictions ? ['accuracy', ...says.keys] : says.keys;
  const named = keys.flatMap((key) => {
    const known = knownIn(key);
    if (known === null) return [];
    const found = metric(known.name, 'the program', file === null ? null : { file, key });
    return [{ found, worth: rank(found) + (WORTH[String(known.split)] ?? 0) }];
  });
  const lines = printedMetrics(says.printed);
  // What is printed last is the likeliest result.
  const printed = lines.toReversed().map(({ name, split, pattern, isPercent }) => {
    // Of two lines with one expression, the last need not be the result.
    const isOnly = lines.filter((one) => one.pattern === pattern).length === 1;
    const from = { stdout: pattern, ...(isOnly ? { take: 'last' } : {}) };
    const found = { ...metric(name, 'what it prints', from), isPercent };
    return { found, worth: rank(found) + (WORTH[String(split)] ?? 0) + 0.3 };
  });
  const choices =
    hasFiles && named.length > 0 ? [...named, ...printed] : printed.length > 0 ? printed : named;
  return choices.sort((a, b) => a.worth - b.worth).map(({ found }) => found);
}

/** `test.accuracy`, `val_acc` and `Macro F1` */
function knownIn(key: string): { readonly name: string; readonly split: Split | null } | null {
  const [outer, inner] = key.includes('.') ? key.split('.') : [null, key];
  const flat = parseFlatName(inner ?? '');
  const name = flat.name.replaceAll(/[ /]/g, '_');
  if (knownMetric(name) === null || !nameSchema.safeParse(name).success) return null;
  return { name, split: (outer === null ? null : splitOfWord(outer ?? '')) ?? flat.split };
}

/** A file that the config must name: neither `metrics.json` nor a log by epoch. */
function unusualFile(keys: readonly string[], paths: readonly string[], text: string): string | null {
  const names = paths
    .map((path) => posix.basename(path))
    .filter((name) => /\.(?:jsonl?|csv|tsv)$/.test(name) && !name.includes(UNKNOWN));
  if (names.includes('metrics.json')) return null;
  const isByEpoch = keys.some((key) => /^(?:epoch|step|iteration)$/i.test(key)) || /\bCSVLogger\b/.test(text);
  return names.find((name) => name.endsWith('.json')) ?? (isByEpoch ? null : (names[0] ?? null));
}

/** Reads what an earlier run left, as a run's folder is read. */
async function metricsLeft(folder: string, outputs: readonly string[]): Promise<FoundMetric[]> {
  const copy = await mkdtemp(join(tmpdir(), 'conclusive-init-'));
  try {
    const there: string[] = [];
    // Links are not followed.
    const filter = async (path: string) => {
      const stats = await lstat(path);
      if (!stats.isFile()) return stats.isDirectory();
      if (stats.size > MAX_OUTPUT_BYTES || there.length >= MAX_LEFT) return false;
      there.push(relative(folder, path));
      return true;
    };
    // Most often there was no earlier run.
    for (const output of outputs)
      await cp(join(folder, output), join(copy, output), { recursive: true, filter }).catch(() => {});
    if (there.length === 0) return [];
    const { values, notRead } = await inspectDirectory(copy, []);
    return values.length > 0
      ? metricsOf(values, there.join(', '))
      : notRead.flatMap(placed).sort((a, b) => rank(a) - rank(b));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function placed({ file, keys }: { readonly file: string; readonly keys: readonly string[] }): FoundMetric[] {
  return keys.flatMap((key) => {
    const parts = key.split('.');
    const known = knownIn(parts.slice(-2).join('.'));
    if (known === null || known.split === 'train' || parts.includes('train')) return [];
    return [metric(known.name, file, { file, key })];
  });
}
