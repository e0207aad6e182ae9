import { join } from 'node:path';
import { isNamed } from '../../config/metric-source.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { knownByName } from '../../stats/metrics/names.ts';
import type { RunCases } from '../evaluations/run-cases.ts';
import { MAX_MESSAGE_CHARS, MAX_WARNINGS, type Split } from '../record.ts';
import { listFiles } from './files/list-files.ts';
import { printedNames, readPrinted } from './named/printed.ts';
import { addPrintedCurves } from './named/printed-curves.ts';
import { type NamedSource, readNamed } from './named/read-named.ts';
import { type SourcedMetric, sourceOf } from './named/source-of.ts';
import { suggestSource } from './named/suggest-source.ts';
import { requireDistinct } from './predictions/distinct-examples.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { predictionsFile, readPredictions } from './predictions/predictions.ts';
import { type ReadFiles, readFiles } from './read-files.ts';
import { describeFormats } from './registry.ts';
import { type RunContent, toContent } from './run-content.ts';
import { RunValues } from './run-values.ts';
import { foldStepLogs } from './steps/step-logs.ts';
import { describeNothing, shorten, type UnreadFile } from './unread-files.ts';
import { NonFinitePredictionError } from './unreadable-run-error.ts';

export interface ReadOptions {
  /** Metrics of the config and their names in logs: they must be present and finite. */
  readonly declaredMetrics: readonly string[];
  /** The metrics with their sources; default: the declared names. */
  readonly metrics?: readonly SourcedMetric[];
  readonly printed?: string;
  /** One repeat of an evaluation, whose log has cases. */
  readonly isEvaluation?: boolean;
  readonly printedCurves?: PrintedCurves | undefined;
  /** Skips unreadable files even if a metric is missing then. */
  readonly leaveOut?: boolean;
  /** Called for every file; `format` is null if no reader took it. */
  readonly onFile?: (file: string, format: string | null) => void;
  /** Called for dropped or contradictory content that leaves the run usable. */
  readonly warn?: (message: string) => void;
}

export interface ReadRun extends RunContent {
  /** Why metrics are missing and what would read them; null if none is missing. */
  readonly hint: string | null;
  /** Given for evaluations. */
  readonly cases?: RunCases;
  /** A log of cases that was cut off could look the same. */
  readonly mayBeCut?: boolean;
}

/**
 * Reads all files of known formats. Files in folders come first, in natural order; of equal values the later counts.
 * An unreadable file is skipped with a warning if the config needs nothing from it.
 *
 * @throws UnreadableRunError without a usable result
 */
export async function readRunDirectory(directory: string, options: ReadOptions): Promise<ReadRun> {
  const { declaredMetrics, printed = '', printedCurves, leaveOut = false, warn = () => {}, onFile } = options;
  const metrics = options.metrics ?? declaredMetrics.map((name) => ({ name }));
  const { files, others } = await listFiles(directory);
  const pathOf = (name: string) => join(directory, name);
  const run = new RunValues(declaredMetrics);
  const isStrict = metrics.length === 0 && !leaveOut;
  const { formats, unread, unreadable } = await readFiles(files, { pathOf, run, isStrict });
  foldStepLogs(run);
  run.dropRivals();
  if (printedCurves !== undefined) addPrintedCurves(printedCurves, printed, run);
  const problems = await readNamed(namedAmong(metrics), { files, pathOf, printed }, run);
  const predictions = await readTable(run, { formats, unreadable });
  if (predictions !== null) requireDistinct(predictions, run.warn);
  const readable = files.filter((name) => !unreadable.has(name));
  let content = toContent(run, predictions, declaredMetrics);
  let missing = missingOf(metrics, content);
  const isAny = metrics.length === 0 && Object.keys(content.metrics).length === 0;
  if (missing.length > 0 || isAny) {
    for (const name of isAny ? printedNames(printed) : wantedOf(missing)) {
      const { found, problem } = readPrinted(name, printed);
      if (problem !== null) problems.set(name, problem);
      for (const { split, key, value } of found)
        run.add({ split, name, at: 'final', key, file: 'stdout', line: null }, value);
    }
    content = toContent(run, predictions, declaredMetrics);
    missing = missingOf(metrics, content);
  }
  const isEmpty = Object.keys(content.metrics).length === 0 && content.curves.length === 0;
  const isUntaken = readable.every((name) => formats.get(name) === null);
  const isNothing = isUntaken && isEmpty && content.status === 'ok';
  const [firstUnreadable] = unreadable.values();
  if (isNothing && firstUnreadable !== undefined) throw firstUnreadable;
  const hint =
    missing.length === 0 ? null : await hintOn(missing, problems, { files: readable, pathOf, printed });
  if (isNothing) throw describeNothing([...files, ...others], unread, { formats: describeFormats(), hint });
  if (firstUnreadable !== undefined && !leaveOut && hint !== null) throw firstUnreadable;
  const isNamedFile = ({ name }: UnreadFile) =>
    namedAmong(metrics).some(({ from }) => `/${name}`.endsWith(`/${from.file}`));
  const warnings = [
    ...run.warnings,
    ...shorten(unread.filter((file) => !file.isForeign && !isNamedFile(file))),
    ...[...unreadable.values()].map(
      ({ message }) => `${message}; the file was ignored, because the config needs nothing from it`,
    ),
  ];
  for (const message of warnings) warn(message);
  for (const [file, format] of formats) onFile?.(file, unreadable.has(file) ? null : format);
  const kept = warnings.slice(0, MAX_WARNINGS).map((message) => message.slice(0, MAX_MESSAGE_CHARS));
  return kept.length === 0 ? { ...content, hint } : { ...content, hint, warnings: kept };
}

function namedAmong(metrics: readonly SourcedMetric[]): NamedSource[] {
  return metrics.flatMap(({ name, direction, from }) =>
    from !== undefined && isNamed(from)
      ? [{ metric: name, direction: direction ?? knownByName(name)?.direction ?? 'maximize', from }]
      : [],
  );
}

/** Metrics without a value on a deciding split. A failed run need not have them. */
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

function wantedOf(missing: readonly SourcedMetric[]): readonly string[] {
  return missing.filter(({ from }) => from === undefined).map(({ name }) => name);
}

async function hintOn(
  missing: readonly SourcedMetric[],
  problems: ReadonlyMap<string, string>,
  left: Parameters<typeof suggestSource>[1],
): Promise<string> {
  const told = missing.flatMap(({ name }) => problems.get(name) ?? []);
  const others = wantedOf(missing).filter((name) => !problems.has(name));
  const suggestion = others.length === 0 ? null : await suggestSource(others, left);
  return [...told, ...(suggestion === null ? [] : [suggestion])].join('; ');
}

/** NaN in predictions is a finding, like a loss that is NaN. */
async function readTable(
  run: RunValues,
  { formats, unreadable }: Pick<ReadFiles, 'formats' | 'unreadable'>,
): Promise<PredictionTable | null> {
  if (run.predictions === null) return null;
  const { path, name } = run.predictions;
  try {
    const table = await unreadable.attempt(name, () => readPredictions(path));
    if (table !== null) return table;
    run.predictions = null;
    // Its other parts are of no use either.
    for (const [file, format] of formats) if (format === predictionsFile.format) formats.set(file, null);
  } catch (error) {
    if (!(error instanceof NonFinitePredictionError)) throw error;
    run.diverge(error.message);
  }
  return null;
}
