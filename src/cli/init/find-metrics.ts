/** What a program reports: from files that an earlier run left, else from its text. */
import { cp, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { knownMetric } from '../../config/known-metrics.ts';
import { nameSchema } from '../../config/names.ts';
import { inspectDirectory } from '../../records/inspect-directory.ts';
import { parseFlatName, splitOfWord } from '../../records/readers/flat-names.ts';
import type { Split } from '../../records/record.ts';
import { type PrintedValue, printedValues } from './printed-values.ts';
import type { Settings } from './program.ts';
import { outputOf, unnamedFile, writtenPaths } from './written-paths.ts';

export interface FoundMetric {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  /** Whether the name alone tells the direction. */
  readonly isKnown: boolean;
  /** An expression for what is printed; null where a file has it. */
  readonly printed: string | null;
  /** Whether it is a percentage, and its margin one in points. */
  readonly isPercent: boolean;
  /** File and key, where no reader would look by itself. */
  readonly place: { readonly file: string; readonly key: string } | null;
  /** For the reader. */
  readonly source: string;
}

/** The source of a metric that nothing tells. */
export const GUESS = 'a guess';

export interface FoundMetrics {
  /** The likeliest to decide first. */
  readonly metrics: readonly FoundMetric[];
  /** Files and folders that the program writes where it is started. */
  readonly outputs: readonly string[];
  /** A file of results whose name every run decides, where no other has them. */
  readonly unnamed: string | null;
  /** Whether a file has its curves, or may have. */
  readonly hasLog: boolean;
}

interface ProgramText {
  readonly text: string;
  /** Files that a stage of DVC says it leaves. */
  readonly outputs: readonly string[];
  readonly settings: Settings | null;
  /** Options that are told where its output goes. */
  readonly told: readonly string[];
  /** Names of files that it is told to write to the run's folder. */
  readonly givenFiles: readonly string[];
  /** Whether it is told where its output goes. */
  readonly isGivenFolder: boolean;
  /** Whether git knows a file, or any in a folder. */
  isTracked(path: string): boolean;
}

const LOWER =
  /error|loss|cost|perplexity|ppl|mse|mae|rmse|distance|regret|latency|time|seconds|cer|wer|fid|nll|bits|_err$|^err$|deviation/i;
const NO_METRIC =
  /^(?:id|idx|index|label|labels|prediction|predictions|probabilities|epoch|epochs|step|steps|params|parameters|seed|name|model|split|config|args|version|date|time|status|data|train|test|val|validation|type|size|batch|lr|loss_fn|optimizer|weights?|n|count|file|path|indent|min|max)$/i;
const WRITES =
  /\b(?:dump|dumps|write\w*|save\w*|log\w*|print|echo|printf|report\w*|record|track|results?|metrics?|scores?|JSON\.stringify)\b/i;
/** What is dumped is a result, whatever it is called. */
const SAVES = /json\.dumps?\(\s*\{|JSON\.stringify\(\s*\{|log_metrics?\(/;
/** Keys without quotes, as JavaScript and `dict(…)` have them. */
const DUMPS = /JSON\.stringify\(|\bdict\(/;
/** What is only printed is found by its own rule. */
const PRINTS = /\b(?:print|log(?:ger|ging)?\.\w+|console\.\w+)\(|\becho\b[^>]*$/;
/** Metrics are computed from predictions by example. */
const HAS_PREDICTIONS = [/probabilit/, /label/];
/** In the head of a table, or a key of a line. */
const EPOCH_COLUMN = /["'`,]\s*(?:epoch|step|iter(?:ation)?)\s*["'`,:=]|\bCSVLogger\b/i;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const MAX_LEFT = 50;

export async function findMetrics(folder: string, program: ProgramText): Promise<FoundMetrics> {
  const { text, told, settings, givenFiles, isGivenFolder, isTracked } = program;
  const paths = writtenPaths(text, { told, settings: settings?.values });
  // A folder with files of the repository would be taken away with them.
  const own = paths.flatMap((path) => outputOf(path) ?? []).filter((path) => !isTracked(`${path}/`));
  const written = [...new Set([...program.outputs, ...own])];
  const left = await metricsLeft(folder, written);
  const metrics =
    left.length > 0 ? left : fromText(text, [...paths, ...givenFiles], isGivenFolder || written.length > 0);
  return {
    outputs: written.filter((path) => !written.some((other) => path.startsWith(`${other}/`))),
    unnamed: metrics[0]?.printed != null || left.length > 0 ? null : unnamedFile([...paths, ...givenFiles]),
    hasLog: paths.some((path) => /\.(?:csv|tsv|jsonl)$|\/\*$/.test(path)),
    metrics,
  };
}

/** @param values of a run, by metric and split */
export function metricsOf(
  values: ReadonlyArray<{ readonly metric: string; readonly split: string }>,
  source: string,
): FoundMetric[] {
  const deciding = values.filter(({ metric, split }) => split !== 'train' && !NO_METRIC.test(metric));
  const names = [...new Set((deciding.length > 0 ? deciding : values).map(({ metric }) => metric))];
  return names.map((name) => metric(name, source)).sort((a, b) => rank(a) - rank(b));
}

/** Numbers of a file that are a metric by their name, or at least might be one. */
function placed({ file, keys }: { readonly file: string; readonly keys: readonly string[] }): FoundMetric[] {
  return keys.flatMap((key) => {
    const path = key.split('.');
    const { name, split } = parseFlatName(path.at(-1) ?? '');
    const isNone = NO_METRIC.test(name) || split === 'train' || path.includes('train');
    return isNone || !nameSchema.safeParse(name).success
      ? []
      : [{ ...metric(name, file), place: { file, key } }];
  });
}

function metric(name: string, source: string): FoundMetric {
  const known = knownMetric(name);
  const direction = known?.direction ?? (LOWER.test(name) ? 'minimize' : 'maximize');
  return {
    ...{ name, direction, source },
    isKnown: known !== null,
    printed: null,
    isPercent: false,
    place: null,
  };
}

/** A score before a loss, and a known name before others. */
function rank({ isKnown, direction, name }: FoundMetric): number {
  return (isKnown ? 0 : 2) + (direction === 'maximize' ? 0 : 1) + (/loss/.test(name) ? 1 : 0);
}

/** What counts most is measured on the test set; what training reports of itself decides nothing. */
const WORTH: Readonly<Record<string, number>> = { test: 0, null: 0.25, validation: 0.5, train: 8 };

/** Names in files where there are any, and what is printed of a better split, or alone. */
function fromText(text: string, paths: readonly string[], hasFiles: boolean): FoundMetric[] {
  const byExample = HAS_PREDICTIONS.every((word) => word.test(text));
  const file = byExample ? null : unusualFile(text, paths);
  const named = namesInText(text).map(({ name, split, key }) => ({
    worth: rank(metric(name, '')) + (WORTH[String(split)] ?? 0),
    found: { ...metric(name, 'its text'), place: file === null ? null : { file, key } },
  }));
  const printed = printedValues(text).map((value) => ({
    // A line that stands at the end says more than one of a loop.
    worth: rank(metric(value.name, '')) + (WORTH[String(value.split)] ?? 0) + (value.isProgress ? 0.45 : 0.3),
    found: printedMetric(value),
  }));
  const choices =
    hasFiles && named.length > 0 ? [...named, ...printed] : printed.length > 0 ? printed : named;
  return choices.sort((a, b) => a.worth - b.worth).map(({ found }) => found);
}

function printedMetric({ name, pattern, isPercent }: PrintedValue): FoundMetric {
  return { ...metric(name, 'what it prints'), printed: pattern, isPercent };
}

/** A file of results that readers take only where they are told to: one that is neither `metrics.json` nor a log by epoch. */
function unusualFile(text: string, paths: readonly string[]): string | null {
  const names = paths
    .flatMap((path) => /(?:^|\/)([^/*]+)$/.exec(path)?.[1] ?? [])
    .filter((name) => /\.(?:jsonl?|csv|tsv)$/.test(name));
  if (names.length === 0 || names.includes('metrics.json')) return null;
  return (
    names.find((name) => name.endsWith('.json')) ?? (EPOCH_COLUMN.test(text) ? null : (names[0] ?? null))
  );
}

/** What lies there from an earlier run, read as a run's folder would be. */
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
    // What is not there, or cannot be read, tells nothing.
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

interface NamedInText {
  readonly name: string;
  readonly split: Split | null;
  readonly key: string;
}

function namesInText(text: string): NamedInText[] {
  const found = new Map<string, NamedInText>();
  const add = (key: string, mayBeAny: boolean, outer: string | null = null) => {
    const flat = parseFlatName(key.replace(/^_+/, ''));
    const name = flat.name.replaceAll(/[ /]/g, '_');
    const split = outer === null ? flat.split : splitOfWord(outer);
    const isScore =
      knownMetric(name) !== null || /(?:score|accuracy|error|_acc|_f1)$/i.test(name) || mayBeAny;
    const isName = isScore && !NO_METRIC.test(name) && nameSchema.safeParse(name).success;
    const own = `${name} ${split}`;
    if (isName && !found.has(own))
      found.set(own, { name, split, key: outer === null ? key : `${outer}.${key}` });
  };
  if (HAS_PREDICTIONS.every((word) => word.test(text))) add('accuracy', true);
  // {"test": {"accuracy": …}}
  const flat = text.replaceAll(/["'](\w+)["']\s*:\s*\{([^{}]*)\}/g, (whole, outer: string, inner: string) => {
    if (splitOfWord(outer) === null) return whole;
    for (const [, key = ''] of inner.matchAll(/["'](\w+)["']\s*:/g)) add(key, true, outer);
    return '';
  });
  const headers = [...flat.matchAll(/["'`\s]([A-Za-z_]\w*(?:,[ \t]*[A-Za-z_]\w*)+)(?:\\n)?["'`]/g)];
  for (const [, header = ''] of headers) for (const column of header.split(/,[ \t]*/)) add(column, false);
  for (const line of flat.split('\n'))
    for (const { key, isQuoted } of keysIn(line))
      add(key, isQuoted && SAVES.test(line) && /^[a-z]\w*$/i.test(key));
  return [...found.values()];
}

function keysIn(line: string): Array<{ readonly key: string; readonly isQuoted: boolean }> {
  const quoted = [
    ...line.matchAll(/\\?["'`]([A-Za-z_][\w/@ -]{0,40}?)\\?["'`]\s*:/g),
    ...line.matchAll(/[{}_"'`](?:_)?([a-z]\w{1,30})["'`]\s*[,\])]/g),
    // A row of a table: "accuracy,$x"
    ...line.matchAll(/["'`]([A-Za-z_]\w{1,40}),\s*[{$%]/g),
  ];
  const bare = [
    ...(WRITES.test(line) && !PRINTS.test(line)
      ? line.matchAll(/["'`\s,]([A-Za-z_]\w{1,30})\s*[:=]\s*["'`]?\s*[{$%,\\]/g)
      : []),
    ...(DUMPS.test(line) ? line.matchAll(/[{(,]\s*([A-Za-z_]\w{1,30})\s*(?=[:=,}](?!=))/g) : []),
  ];
  return [
    ...quoted.map(([, key = '']) => ({ key: key.trim(), isQuoted: true })),
    ...bare.map(([, key = '']) => ({ key, isQuoted: false })),
  ];
}
