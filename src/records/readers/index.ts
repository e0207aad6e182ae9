/** What a run left in its run directory -> the content of its record. */
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MAX_LINE_CHARS, readHead, UnusableFileError } from '../bounded-file.ts';
import { readJson } from './files/json-file.ts';
import { listFiles } from './files/list-files.ts';
import type { RunFile, RunReader } from './files/run-file.ts';
import { isForeign, shorten, whyUnread } from './files/unread-files.ts';
import { Findings } from './findings.ts';
import { csvLog } from './formats/csv.ts';
import { dataEvidenceFile } from './formats/data-evidence.ts';
import { dvclive } from './formats/dvclive.ts';
import { evalsResult, kerasHistory } from './formats/evals-result.ts';
import { trainerResults, trainerState } from './formats/huggingface.ts';
import { jsonLinesLog, stepJsonLines } from './formats/json-log.ts';
import { metricsJson } from './formats/metrics-json.ts';
import { mlflow } from './formats/mlflow.ts';
import { classificationReport, cvResults } from './formats/scikit-learn.ts';
import { stepCsv } from './formats/step-csv.ts';
import { tensorboard } from './formats/tensorboard.ts';
import { wandbRun } from './formats/wandb.ts';
import { wandbSummary } from './formats/wandb-summary.ts';
import { requireDistinct } from './predictions/distinct-examples.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { predictionsFile, readPredictions } from './predictions/predictions.ts';
import { type RunContent, toContent } from './run-content.ts';
import { NonFinitePredictionError, UnreadableRunError } from './unreadable-run-error.ts';

/** A new format is a new file here: see CONTRIBUTING.md. The names of a tool's own files come before what could be anybody's. */
const READERS: readonly RunReader[] = [
  metricsJson,
  dataEvidenceFile,
  trainerState,
  trainerResults,
  wandbSummary,
  wandbRun,
  dvclive,
  mlflow,
  tensorboard,
  classificationReport,
  cvResults,
  evalsResult,
  kerasHistory,
  predictionsFile,
  jsonLinesLog,
  stepJsonLines,
  stepCsv,
  csvLog,
];

/** What every program can write: named first where nothing was found. */
const ANYBODYS: readonly RunReader[] = [metricsJson, csvLog, jsonLinesLog, predictionsFile];

/** All files together: what is within the bounds of each must not take hours as a heap. */
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;

export interface ReadOptions {
  /** Names of the config's metrics: they must be there, as finite numbers. */
  readonly declaredMetrics: readonly string[];
  /** Told what was left out or contradicts itself without making the run useless. */
  readonly warn?: (message: string) => void;
}

/**
 * Reads every file of a known format in the directory and its folders, those of folders first, else in the order of
 * the names. Files that speak of the same epoch add to it; where two state the same value, the later one counts.
 *
 * @throws UnreadableRunError when there is nothing, or something that cannot be taken as a result
 */
export async function readRunDirectory(
  directory: string,
  { declaredMetrics, warn = () => {} }: ReadOptions,
): Promise<RunContent> {
  const findings = new Findings(declaredMetrics, warn);
  const { files, others } = await listFiles(directory);
  const unread: Unread[] = [];
  let taken = 0;
  let total = 0;
  for (const name of files) {
    const path = join(directory, name);
    await withName(name, async () => {
      const { file, broken } = await openFile(name, path);
      const reader = READERS.find((candidate) => candidate.accepts(file));
      if (reader === undefined) {
        const message = broken === null ? whyUnread(file) : `${broken.message}; it was left out`;
        if (message !== null) unread.push({ name, message, isForeign: broken !== null && isForeign(broken) });
        return;
      }
      total += (await lstat(path)).size;
      if (total > MAX_TOTAL_BYTES)
        throw new UnreadableRunError('the logs of the run have more than 1 GB in all');
      await reader.read(file, findings);
      taken += 1;
    });
  }
  if (taken === 0) throw new UnreadableRunError(describeNothing([...files, ...others], unread));
  for (const message of shorten(unread.filter((file) => !file.isForeign))) warn(message);
  findings.stepLogs.finish(findings);
  const predictions = await readTable(findings);
  if (predictions !== null) requireDistinct(predictions, warn);
  return toContent(findings, predictions, declaredMetrics);
}

interface Unread {
  readonly name: string;
  readonly message: string;
  /** Said only where nothing else was found. */
  readonly isForeign: boolean;
}

/** JSON that cannot be read is no error yet: perhaps it is no log at all. */
async function openFile(
  name: string,
  path: string,
): Promise<{ readonly file: RunFile; readonly broken: Error | null }> {
  const file = { name, baseName: basename(name), path, head: await readHead(path, MAX_LINE_CHARS) };
  if (!/\.json$/i.test(name)) return { file: { ...file, json: undefined }, broken: null };
  try {
    return { file: { ...file, json: await readJson(path, name) }, broken: null };
  } catch (error) {
    const broken =
      error instanceof UnusableFileError ? new UnusableFileError(`${name}: ${error.message}`) : error;
    if (!(broken instanceof UnusableFileError || broken instanceof UnreadableRunError)) throw error;
    return { file: { ...file, json: undefined }, broken };
  }
}

/** Predictions that are NaN are a finding like a loss that is NaN. */
async function readTable(findings: Findings): Promise<PredictionTable | null> {
  const path = findings.predictionsFile;
  if (path === null) return null;
  try {
    return await withName(path, () => readPredictions(path));
  } catch (error) {
    if (!(error instanceof NonFinitePredictionError)) throw error;
    findings.diverge(error.message);
    findings.predictionsFile = null;
    return null;
  }
}

async function withName<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnusableFileError) {
      throw new UnreadableRunError(`${basename(path)}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function describeNothing(names: readonly string[], unread: readonly Unread[]): string {
  const formats = [...new Set([...ANYBODYS, ...READERS])].map(({ format }) => format).join('; ');
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 100)));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const found = names.length === 0 ? 'It is empty.' : `It holds ${shown.join(', ')}${more}.`;
  const reasons = shorten(unread).map((message) => ` ${message}.`);
  return (
    `nothing to read in the run directory. ${found}${reasons.join('')} Write e.g. {"accuracy": 0.9} to metrics.json ` +
    `in the folder that CONCLUSIVE_RUN_DIR names. Looked for: ${formats}`
  );
}
