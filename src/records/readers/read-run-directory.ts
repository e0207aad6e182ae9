/** What a run left in its run directory -> the content of its record. */
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MAX_LINE_CHARS, readHead, UnusableFileError } from '../bounded-file.ts';
import { MAX_MESSAGE_CHARS, MAX_WARNINGS } from '../record.ts';
import { readJson } from './files/json-file.ts';
import { listFiles } from './files/list-files.ts';
import type { RunFile } from './files/run-file.ts';
import { Findings } from './findings.ts';
import { requireDistinct } from './predictions/distinct-examples.ts';
import type { PredictionTable } from './predictions/prediction-table.ts';
import { readPredictions } from './predictions/predictions.ts';
import { describeFormats, READERS } from './registry.ts';
import { type RunContent, toContent } from './run-content.ts';
import { StepLogs } from './steps/step-logs.ts';
import { describeNothing, describeUnread, shorten, type UnreadFile } from './unread-files.ts';
import { NonFinitePredictionError, UnreadableRunError } from './unreadable-run-error.ts';

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
  { declaredMetrics, warn: tell = () => {} }: ReadOptions,
): Promise<RunContent> {
  const warnings: string[] = [];
  const warn = (message: string) => {
    tell(message);
    if (warnings.length < MAX_WARNINGS) warnings.push(message.slice(0, MAX_MESSAGE_CHARS));
  };
  const findings = new Findings(declaredMetrics, warn);
  const steps = new StepLogs(findings);
  const { files, others } = await listFiles(directory);
  const all = new Set(files);
  const unread: UnreadFile[] = [];
  let taken = 0;
  let total = 0;
  for (const name of files) {
    await withName(name, async () => {
      const file = await openFile(name, join(directory, name), all);
      const reader = READERS.find((candidate) => candidate.accepts(file));
      if (reader === undefined) {
        const why = describeUnread(file);
        if (why !== null) unread.push(why);
        return;
      }
      total += (await lstat(file.path)).size;
      if (total > MAX_TOTAL_BYTES)
        throw new UnreadableRunError('the logs of the run have more than 1 GB in all');
      await reader.read(file, findings, steps);
      taken += 1;
    });
  }
  if (taken === 0) {
    throw new UnreadableRunError(describeNothing([...files, ...others], unread, describeFormats()));
  }
  for (const message of shorten(unread.filter((file) => !file.isForeign))) warn(message);
  steps.finish();
  const predictions = await readTable(findings);
  if (predictions !== null) requireDistinct(predictions, warn);
  const content = toContent(findings, predictions, declaredMetrics);
  return warnings.length === 0 ? content : { ...content, warnings };
}

async function openFile(name: string, path: string, all: ReadonlySet<string>): Promise<RunFile> {
  const file = { name, baseName: basename(name), path, head: await readHead(path, MAX_LINE_CHARS), all };
  if (!/\.json$/i.test(name)) return { ...file, json: undefined, jsonError: null };
  try {
    return { ...file, json: await readJson(path, name), jsonError: null };
  } catch (error) {
    if (!(error instanceof UnusableFileError || error instanceof UnreadableRunError)) throw error;
    return { ...file, json: undefined, jsonError: error };
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
