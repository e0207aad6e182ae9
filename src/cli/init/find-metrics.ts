/** What a program reports: from files that an earlier run left, else from its text. */
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { knownMetric } from '../../config/known-metrics.ts';
import { nameSchema } from '../../config/names.ts';
import { inspectDirectory } from '../../records/inspect-directory.ts';
import type { Program } from './find-program.ts';

export interface FoundMetric {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  /** Whether the name alone tells the direction. */
  readonly isKnown: boolean;
  /** An expression for what is printed; null where a file has it. */
  readonly printed: string | null;
  /** File and key, where no reader would look by itself. */
  readonly place: { readonly file: string; readonly key: string } | null;
  /** For the reader. */
  readonly source: string;
}

export interface FoundMetrics {
  /** The likeliest to decide first. */
  readonly metrics: readonly FoundMetric[];
  /** Files that the program writes where it is started. */
  readonly outputs: readonly string[];
}

const LOWER =
  /error|loss|cost|perplexity|ppl|mse|mae|rmse|distance|regret|latency|time|seconds|cer|wer|fid|nll|bits|_err$|^err$|deviation/i;
const NO_METRIC =
  /^(?:id|idx|index|label|labels|prediction|predictions|probabilities|epoch|epochs|step|steps|params|parameters|seed|name|model|split|config|args|version|date|time|status|data|train|test|val|validation|type|size|batch|lr|loss_fn|optimizer|weights?|n|count|file|path|indent)$/i;
const SPLIT = /^(?:test|val|valid|validation|eval|dev|train|final|best)[_/ -]/i;
const WRITES =
  /\b(?:dump|dumps|write\w*|save\w*|log\w*|print|echo|printf|report\w*|record|track|results?|metrics?|scores?|JSON\.stringify)\b/i;
/** Metrics are computed from predictions by example. */
const HAS_PREDICTIONS = [/probabilit/, /label/];
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const NUMBER = '(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)';

export async function findMetrics(
  folder: string,
  { text, outputs: declared }: Pick<Program, 'text' | 'outputs'>,
  isGivenFolder: boolean,
): Promise<FoundMetrics> {
  const written = [...new Set([...declared, ...writtenFiles(text)])];
  const outputs = isGivenFolder ? [...declared] : written;
  const left = await metricsLeft(folder, written);
  const inText = metricsInText(text);
  const metrics = left.length > 0 ? left : inText;
  const isSaved = isGivenFolder || outputs.length > 0;
  if (!isSaved) return { outputs, metrics: metrics.map((metric) => withPattern(metric, text)) };
  const file = left.length > 0 || HAS_PREDICTIONS.every((word) => word.test(text)) ? null : unusualFile(text);
  return {
    outputs,
    metrics: metrics.map((metric) =>
      file === null ? metric : { ...metric, place: { file, key: metric.name } },
    ),
  };
}

/** @param values of a run, by metric and split */
export function metricsOf(
  values: ReadonlyArray<{ readonly metric: string; readonly split: string }>,
  source: string,
): FoundMetric[] {
  const deciding = values.filter(({ metric, split }) => split !== 'train' && !NO_METRIC.test(metric));
  const names = [...new Set((deciding.length > 0 ? deciding : values).map(({ metric }) => metric))];
  return rank(names.map((name) => metric(name, source)));
}

/** Numbers of a file that are a metric by their name, or at least might be one. */
function placed({ file, keys }: { readonly file: string; readonly keys: readonly string[] }): FoundMetric[] {
  return keys.flatMap((key) => {
    const path = key.split('.');
    const name = (path.at(-1) ?? '').replace(SPLIT, '');
    const isNone = NO_METRIC.test(name) || path.includes('train') || !nameSchema.safeParse(name).success;
    return isNone ? [] : [{ ...metric(name, file), place: { file, key } }];
  });
}

function metric(name: string, source: string): FoundMetric {
  const known = knownMetric(name);
  const direction = known?.direction ?? (LOWER.test(name) ? 'minimize' : 'maximize');
  return { name, direction, isKnown: known !== null, printed: null, place: null, source };
}

/** A score before a loss, and a known name before others. */
function rank(metrics: readonly FoundMetric[]): FoundMetric[] {
  const place = ({ isKnown, direction, name }: FoundMetric) =>
    (isKnown ? 0 : 2) + (direction === 'maximize' ? 0 : 1) + (/loss/.test(name) ? 1 : 0);
  return [...metrics].sort((a, b) => place(a) - place(b));
}

/** Names of files that a program opens to write, in the folder that it is started in. */
function writtenFiles(text: string): string[] {
  const file = String.raw`["']?((?:[\w-]+\/)*[\w-]+\.(?:json|jsonl|csv|tsv))["']?`;
  const found = [
    ...text.matchAll(new RegExp(String.raw`open\(\s*${file}\s*,\s*(?:mode\s*=\s*)?["'][wax]`, 'g')),
    ...text.matchAll(
      new RegExp(String.raw`(?:to_csv|to_json|writeFile(?:Sync)?|fs\.write\w*|savetxt)\(\s*${file}`, 'g'),
    ),
    ...text.matchAll(new RegExp(String.raw`Path\(\s*${file}\s*\)\.(?:write_text|open\(["'][wa])`, 'g')),
    ...text.matchAll(new RegExp(String.raw`(?:^|\s)>>?\s*${file}`, 'gm')),
    ...text.matchAll(new RegExp(String.raw`\b\w+\s*=\s*(?:Path\()?\s*${file}`, 'g')),
  ].map(([, path = '']) => path);
  const isRead = (path: string) =>
    new RegExp(
      String.raw`(?:read_csv|read_json|load|loadtxt|genfromtxt|open)\(\s*["']${path.replaceAll('.', '\\.')}["']\s*[,)](?!\s*["'][wax])`,
    ).test(text);
  return found.filter((path) => !isRead(path));
}

const WRITING = /open\(.*["'][wax]|write_text|\bdump\(|to_csv|to_json|writeFile|>\s*["']?[$\w]/;

/** A file of results that readers take only where they are told to: one that is neither `metrics.json` nor a log by epoch. */
function unusualFile(text: string): string | null {
  const names = text
    .split('\n')
    .filter((line) => WRITING.test(line))
    .flatMap((line) => [...line.matchAll(/([\w-]+\.(?:json|csv|tsv))\b/g)].map(([, name = '']) => name));
  if (names.length === 0 || names.includes('metrics.json')) return null;
  return names.find((name) => name.endsWith('.json')) ?? (/epoch/.test(text) ? null : (names[0] ?? null));
}

/** What lies there from an earlier run, read as a run's folder would be. */
async function metricsLeft(folder: string, outputs: readonly string[]): Promise<FoundMetric[]> {
  const copy = await mkdtemp(join(tmpdir(), 'conclusive-init-'));
  try {
    const there: string[] = [];
    for (const file of outputs) {
      const size = await stat(join(folder, file)).then(
        (stats) => (stats.isFile() ? stats.size : null),
        () => null,
      );
      if (size === null || size > MAX_OUTPUT_BYTES) continue;
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await copyFile(join(folder, file), join(copy, file));
      there.push(file);
    }
    if (there.length === 0) return [];
    const { values, notRead } = await inspectDirectory(copy, []);
    return values.length > 0 ? metricsOf(values, there.join(', ')) : rank(notRead.flatMap(placed));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function metricsInText(text: string): FoundMetric[] {
  const names = new Set<string>();
  if (HAS_PREDICTIONS.every((word) => word.test(text))) names.add('accuracy');
  const headers = [...text.matchAll(/["'`\s]([A-Za-z_]\w*(?:,[ \t]*[A-Za-z_]\w*)+)(?:\\n)?["'`]/g)];
  const columns = headers
    .flatMap(([, header = '']) => header.split(/,[ \t]*/))
    .map((column) => `"${column}":`);
  for (const line of [...text.split('\n'), ...columns]) {
    const keys = [
      ...line.matchAll(/\\?["'`]([A-Za-z_][\w/@ -]{0,40}?)\\?["'`]\s*:/g),
      ...line.matchAll(/[{}_"'`](?:_)?([a-z]\w{1,30})["'`]\s*[,\])]/g),
    ];
    const printed = WRITES.test(line)
      ? [...line.matchAll(/["'`\s,]([A-Za-z_]\w{1,30})\s*[:=]\s*["'`]?\s*[{$%,\\]/g)]
      : [];
    for (const [, key = ''] of [...keys, ...printed]) {
      const name = key.trim().replace(SPLIT, '').replace(/^_+/, '').replaceAll(' ', '_');
      const isScore = knownMetric(name) !== null || /(?:score|accuracy|error|_acc|_f1)$/i.test(name);
      if (isScore && !NO_METRIC.test(name) && nameSchema.safeParse(name).success) names.add(name);
    }
  }
  return rank([...names].map((name) => metric(name, 'its text')));
}

/** The words before the number, as the program prints them. */
function withPattern(found: FoundMetric, text: string): FoundMetric {
  const { name } = found;
  const pattern = new RegExp(
    String.raw`["'\`\s,>]((?:\w+[_ ])?${name.replaceAll(/[^\w]/g, '.')})(\s*[:=]\s*|["'],\s*|\s+)(?=["'{$%\`\\a-z])`,
    'im',
  );
  const [, label = name, sign = ': '] = pattern.exec(text) ?? [];
  const separator = /["'],/.test(sign) ? ' ' : sign.replace(/\s+$/, ' ');
  const between = separator.trim() === '' ? '[: =]+' : `${separator.trim() === ':' ? ':' : '='} *`;
  return { ...found, printed: `${label} *${between}${NUMBER}` };
}
