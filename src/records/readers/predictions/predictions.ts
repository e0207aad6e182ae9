import { basename, dirname, join } from 'node:path';
import { namesIn } from '../../../files/open-file.ts';
import { MAX_LINE_CHARS, readHead } from '../../bounded-file.ts';
import { isCsv, readHeader } from '../files/csv-header.ts';
import { isJsonLines, someObject } from '../files/json-lines.ts';
import type { RunReader } from '../run-reader.ts';
import { addCsvPredictions } from './csv-predictions.ts';
import { addJsonPredictions } from './json-predictions.ts';
import { isSamples, readSamples } from './lm-evaluation-samples.ts';
import { areParts, splitOfFile } from './parts-by-split.ts';
import { isPrediction, ownColumns, ownKeys, PROBABILITY_PREFIX } from './prediction-columns.ts';
import type { PredictionTable } from './prediction-table.ts';
import { TableBuilder } from './table-builder.ts';

export const predictionsFile: RunReader = {
  format: '*.jsonl or *.csv with label and prediction, samples_*.jsonl',
  documented: [
    'any | `*.jsonl` or `*.csv` with `label` and `prediction`, or with probabilities | | computed from the predictions |',
    'lm-evaluation-harness | `samples_*.jsonl` of `--log_samples` | | the mean of each metric that is graded question by question: `acc`, `arc_easy/acc`; several samples of a question are one cluster |',
  ],
  accepts: ({ name, head }) => isSamples(name, head) || isTable(name, head),
  read: async ({ path, name }, run) => run.keepPredictions(path, name),
};

function isTable(name: string, head: string): boolean {
  if (isJsonLines(name)) return someObject(head, (object) => isPrediction(ownKeys(Object.keys(object))));
  return isCsv(name) && isPrediction(ownColumns(readHeader(head).names).map(columnKind));
}

function columnKind(column: string): string {
  return column.startsWith(PROBABILITY_PREFIX) ? 'probabilities' : column;
}

/** @throws UnreadableRunError, NonFinitePredictionError where the predictions are NaN, UnusableFileError */
export async function readPredictions(path: string): Promise<PredictionTable> {
  if (isJsonLines(path) && isSamples(path, await readHead(path, MAX_LINE_CHARS))) return readSamples(path);
  const builder = new TableBuilder(basename(path));
  for (const part of await partsOf(path)) {
    builder.begin(basename(part), splitOfFile(part).split);
    if (isCsv(part)) await addCsvPredictions(part, builder);
    else await addJsonPredictions(part, builder);
  }
  return builder.build();
}

/** The file and the files of other splits next to it. */
async function partsOf(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const parts = [path];
  for (const name of namesIn(folder)) {
    const other = join(folder, name);
    if (parts.some((part) => part === other || !areParts(part, other))) continue;
    if (isTable(name, await readHead(other, MAX_LINE_CHARS))) parts.push(other);
  }
  return parts;
}
