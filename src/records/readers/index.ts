/** What a run left in its run directory -> the content of its record. */
import { opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MAX_LINE_CHARS, readHead, UnusableFileError } from '../bounded-file.ts';
import { csvLog } from './csv.ts';
import { dataEvidenceFile } from './data-evidence.ts';
import { Findings } from './findings.ts';
import { jsonLinesLog } from './json-lines.ts';
import { metricsJson } from './metrics-json.ts';
import type { PredictionTable } from './prediction-table.ts';
import { predictionsFile, readPredictions } from './predictions.ts';
import { type RunContent, toContent } from './run-content.ts';
import type { RunReader } from './run-file.ts';
import { NonFinitePredictionError, UnreadableRunError } from './unreadable-run-error.ts';

/** A new format is a new file here: see CONTRIBUTING.md. */
const READERS: readonly RunReader[] = [metricsJson, dataEvidenceFile, jsonLinesLog, csvLog, predictionsFile];

const READABLE = /\.(json|jsonl|ndjson|csv)$/i;
const MAX_ENTRIES = 10_000;
const MAX_READABLE_FILES = 200;

export interface ReadOptions {
  /** Names of the config's metrics: they must be there, as finite numbers. */
  readonly declaredMetrics: readonly string[];
  /** Told what was left out or contradicts itself without making the run useless. */
  readonly warn?: (message: string) => void;
}

/**
 * Reads every file of a known format directly in the directory, in the order of the names. Files that speak of the
 * same epoch add to it; where two state the same value, the later one counts.
 *
 * @throws UnreadableRunError when there is nothing, or something that cannot be taken as a result
 */
export async function readRunDirectory(
  directory: string,
  { declaredMetrics, warn = () => {} }: ReadOptions,
): Promise<RunContent> {
  const findings = new Findings(declaredMetrics, warn);
  const { files, others } = await listFiles(directory);
  let taken = 0;
  for (const name of files) {
    taken += await withName(name, async () => {
      const path = join(directory, name);
      const file = { name, path, head: await readHead(path, MAX_LINE_CHARS) };
      const reader = READERS.find((candidate) => candidate.accepts(file));
      await reader?.read(file, findings);
      return reader === undefined ? 0 : 1;
    });
  }
  if (taken === 0) throw new UnreadableRunError(describeNothing([...files, ...others]));
  const predictions = await readTable(findings);
  return toContent(findings, predictions, declaredMetrics);
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

/** Regular files only: a link may lead anywhere. */
async function listFiles(directory: string): Promise<{ files: string[]; others: string[] }> {
  const files: string[] = [];
  const others: string[] = [];
  for await (const entry of await opendir(directory)) {
    (entry.isFile() && READABLE.test(entry.name) ? files : others).push(entry.name);
    if (files.length > MAX_READABLE_FILES || files.length + others.length > MAX_ENTRIES) {
      throw new UnreadableRunError(
        `more than ${MAX_READABLE_FILES} logs or ${MAX_ENTRIES} files in the run directory; write only logs there`,
      );
    }
  }
  return { files: files.sort(), others: others.sort() };
}

function describeNothing(names: readonly string[]): string {
  const formats = READERS.map(({ format }) => format).join('; ');
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 100)));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const found = names.length === 0 ? 'It is empty.' : `It holds ${shown.join(', ')}${more}.`;
  return (
    `nothing to read in the run directory. Looked for: ${formats}. ${found} ` +
    'Write e.g. {"accuracy": 0.9} to metrics.json in the folder that CONCLUSIVE_RUN_DIR names'
  );
}
