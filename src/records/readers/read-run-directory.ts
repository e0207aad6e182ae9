/** What a run left in its run directory -> the content of its record. */
import { join } from 'node:path';
import { isNamed } from '../../config/metric-source.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { UnusableFileError } from '../../files/open-file.ts';
import { knownByName, meansTheSame } from '../../stats/metrics/names.ts';
import { readText } from '../bounded-file.ts';
import { MAX_MESSAGE_CHARS, MAX_WARNINGS, type Split } from '../record.ts';
import { listFiles } from './files/list-files.ts';
import { addFinalMetric } from './final-metrics.ts';
import { Findings } from './findings.ts';
import { splitFlatName } from './flat-names.ts';
import { lastLineValues } from './named/printed.ts';
import { addPrintedCurves } from './named/printed-curves.ts';
import { type NamedSource, readNamed } from './named/read-named.ts';
import { type SourcedMetric, sourceOf } from './named/source-of.ts';
import { suggestSource } from './named/suggest-source.ts';
import { toNumber } from './numbers.ts';
import { requireDistinct } from './predictions/distinct-examples.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { readPredictions } from './predictions/predictions.ts';
import { ReadBudget, type Reading, readFiles, UnreadableFileError, withName } from './read-files.ts';
import { describeFormats } from './registry.ts';
import { type RunContent, toContent } from './run-content.ts';
import { StepLogs } from './steps/step-logs.ts';
import { describeNothing, shorten, type UnreadFile } from './unread-files.ts';
import { NonFinitePredictionError, type UnreadableRunError } from './unreadable-run-error.ts';

export interface ReadOptions {
  /** Names of the config's metrics, and what logs call them: they must be there, as finite numbers. */
  readonly declaredMetrics: readonly string[];
  /** The metrics themselves, where they are to be looked for in places that the config names. Without: the declared ones. */
  readonly metrics?: readonly SourcedMetric[];
  /** What the program printed. */
  readonly printed?: string;
  /** How curves are read from that. */
  readonly printedCurves?: PrintedCurves | undefined;
  /** Leaves out every file that cannot be read, whatever is asked for. */
  readonly leaveOut?: boolean;
  /** Told of every file; `format` is null for one that no reader takes. */
  readonly onFile?: (file: string, format: string | null) => void;
  /** Told what was left out or contradicts itself without making the run useless. */
  readonly warn?: (message: string) => void;
}

export interface ReadRun extends RunContent {
  /** Why metrics of the config are not there, and what would read them; null where all are. */
  readonly hint: string | null;
}

/** More than this, and the run left something else altogether. */
const MAX_LEFT_OUT = 20;

/**
 * Reads every file of a known format in the directory and its folders, those of folders first, else in the order of
 * the names. Files that speak of the same epoch add to it; where two state the same value, the later one counts. A file that cannot
 * be read is left out with a warning where all that the config asks for stands elsewhere.
 *
 * @throws UnreadableRunError when there is nothing, or something that cannot be taken as a result
 */
export async function readRunDirectory(directory: string, options: ReadOptions): Promise<ReadRun> {
  const { declaredMetrics, warn = () => {} } = options;
  const metrics = options.metrics ?? declaredMetrics.map((name) => ({ name }));
  const listing = await listFiles(directory);
  const unreadable = new Map<string, UnreadableRunError>();
  const budget = new ReadBudget();
  for (;;) {
    try {
      const formats = new Map(listing.files.map((file) => [file, null as string | null]));
      const { content, warnings } = await readOnce(directory, listing, unreadable, {
        ...options,
        metrics,
        formats,
        budget,
      });
      const [first] = unreadable.values();
      if (first !== undefined && options.leaveOut !== true && content.hint !== null) throw first;
      for (const { message } of unreadable.values())
        warnings.push(`${message}; the file was ignored, because the config needs nothing from it`);
      for (const message of warnings) warn(message);
      for (const [file, format] of formats) options.onFile?.(file, format);
      const kept = warnings.slice(0, MAX_WARNINGS).map((message) => message.slice(0, MAX_MESSAGE_CHARS));
      return kept.length === 0 ? content : { ...content, warnings: kept };
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      const isNeeded = metrics.length === 0 && options.leaveOut !== true;
      if (isNeeded || unreadable.size === MAX_LEFT_OUT) throw error.reason;
      // What it had said up to there is not to count: all is read anew, without it.
      unreadable.set(error.file, error.reason);
    }
  }
}

type Listing = Awaited<ReturnType<typeof listFiles>>;

async function readOnce(
  directory: string,
  { files, others }: Listing,
  leftOut: ReadonlyMap<string, UnreadableRunError>,
  options: ReadOptions & Required<Pick<ReadOptions, 'metrics'>> & Pick<Reading, 'formats' | 'budget'>,
): Promise<{ readonly content: ReadRun; readonly warnings: string[] }> {
  const { declaredMetrics, metrics, printed = '', printedCurves, formats, budget } = options;
  const warnings: string[] = [];
  const findings = new Findings(declaredMetrics, (message) => warnings.push(message));
  const steps = new StepLogs(findings);
  const unread: UnreadFile[] = [];
  const pathOf = (name: string) => join(directory, name);
  const readable = files.filter((name) => !leftOut.has(name));
  const taken = await readFiles(readable, { pathOf, findings, steps, unread, formats, budget });
  steps.finish();
  for (const [bag, names] of findings.rivals) for (const name of names) bag.delete(name);
  if (printedCurves !== undefined) addPrintedCurves(printedCurves, printed, findings);
  const problems = await readNamed(namedAmong(metrics), { files, pathOf, printed }, findings);
  const predictions = await readTable(findings);
  if (predictions !== null) requireDistinct(predictions, findings.warn);
  let content = toContent(findings, predictions, declaredMetrics);
  let missing = missingOf(metrics, content);
  const isAny = metrics.length === 0 && Object.keys(content.metrics).length === 0;
  const texts = readable.filter((name) => formats.get(name) === null && TEXT.test(name));
  for (const source of [null, ...texts]) {
    if (missing.length === 0 && !isAny) break;
    const text = source === null ? printed : await readShort(pathOf(source));
    if (!addLastLines(text, source ?? 'stdout', { missing, isAny }, findings)) continue;
    content = toContent(findings, predictions, declaredMetrics);
    missing = missingOf(metrics, content);
    if (isAny) break;
  }
  const isEmpty = Object.keys(content.metrics).length === 0 && content.curves.length === 0;
  const nothing = taken === 0 && isEmpty && content.status === 'ok';
  const [firstLeftOut] = leftOut.values();
  if (nothing && firstLeftOut !== undefined) throw firstLeftOut;
  const hint =
    missing.length === 0 ? null : await hintOn(missing, problems, { files: readable, pathOf, printed });
  if (nothing) throw describeNothing([...files, ...others], unread, { formats: describeFormats(), hint });
  const isNamedFile = ({ name }: UnreadFile) =>
    namedAmong(metrics).some(({ from }) => `/${name}`.endsWith(`/${from.file}`));
  warnings.push(...shorten(unread.filter((file) => !file.isForeign && !isNamedFile(file))));
  return { content: { ...content, hint }, warnings };
}

function namedAmong(metrics: readonly SourcedMetric[]): NamedSource[] {
  return metrics.flatMap(({ name, direction, from }) =>
    from !== undefined && isNamed(from)
      ? [{ metric: name, direction: direction ?? knownByName(name)?.direction ?? 'maximize', from }]
      : [],
  );
}

/** Metrics that the run has on no split that decides. One that failed need not have them. */
function missingOf(
  metrics: readonly SourcedMetric[],
  { status, metrics: values }: RunContent,
): SourcedMetric[] {
  if (status !== 'ok') return [];
  return metrics.filter((metric) => {
    const { name } = sourceOf(metric);
    return !DECIDING.some((split) => Object.hasOwn(values[split] ?? {}, name));
  });
}

const DECIDING: readonly Split[] = ['test', 'validation', 'train'];

/** Lines as a program prints them, in a file. */
const TEXT = /\.(log|txt)$/i;
const MAX_TEXT_BYTES = 2 * 1024 * 1024;

/** Empty where it is too long for a result, or no text. */
async function readShort(path: string): Promise<string> {
  try {
    return await readText(path, MAX_TEXT_BYTES);
  } catch (error) {
    if (!(error instanceof UnusableFileError)) throw error;
    return '';
  }
}

/**
 * A program that prints its result at the end, or leaves it as text.
 *
 * @returns whether it has one of the metrics
 */
function addLastLines(
  text: string,
  source: string,
  { missing, isAny }: { readonly missing: readonly SourcedMetric[]; readonly isAny: boolean },
  findings: Findings,
): boolean {
  const wanted = missing.filter(({ from }) => from === undefined).map(({ name }) => name);
  let isFound = false;
  for (const [key, value] of lastLineValues(text)) {
    const { name } = splitFlatName(key, 'test', findings.declared);
    const isWanted = isAny ? knownByName(name) !== null : wanted.some((one) => meansTheSame(one, name));
    if (!isWanted || toNumber(value) === undefined) continue;
    addFinalMetric(key, value, source, findings, 'test');
    isFound = true;
  }
  return isFound;
}

async function hintOn(
  missing: readonly SourcedMetric[],
  problems: ReadonlyMap<string, string>,
  left: Parameters<typeof suggestSource>[1],
): Promise<string> {
  const told = missing.flatMap(({ name }) => problems.get(name) ?? []);
  const others = missing.filter(({ from }) => from === undefined).map(({ name }) => name);
  const suggestion = others.length === 0 ? null : await suggestSource(others, left);
  return [...told, ...(suggestion === null ? [] : [suggestion])].join('; ');
}

/** Predictions that are NaN are a finding like a loss that is NaN. */
async function readTable(findings: Findings): Promise<PredictionTable | null> {
  const path = findings.predictionsFile;
  const name = findings.predictionsName ?? '';
  if (path === null) return null;
  try {
    return await withName(name, () => readPredictions(path));
  } catch (error) {
    if (!(error instanceof NonFinitePredictionError)) throw error;
    findings.diverge(error.message);
    findings.predictionsFile = null;
    return null;
  }
}
