/** `*.jsonl` with one prediction a line. */
import { readLineBatches } from '../../bounded-file.ts';
import { parseObject } from '../files/json-lines.ts';
import { MAX_PREDICTIONS_BYTES } from '../files/run-file.ts';
import { hasOwnKeys, ownKeys } from './prediction-columns.ts';
import type { PredictionRow, PredictionSink } from './table-builder.ts';

export async function addJsonPredictions(path: string, builder: PredictionSink): Promise<void> {
  for await (const lines of readLineBatches(path, MAX_PREDICTIONS_BYTES))
    for (const { number: line, text } of lines) {
      if (text === '') continue;
      const row = parseObject(text, { file: builder.file, line }, '{"label": 3, "prediction": 3}');
      const id = exactId(row.id, text);
      const own = underOwnNames(row);
      builder.add(id === row.id ? own : { ...own, id }, line);
    }
}

function underOwnNames(row: Readonly<Record<string, unknown>>): PredictionRow {
  if (hasOwnKeys(row)) return row;
  const keys = Object.keys(row);
  const own = ownKeys(keys);
  return Object.fromEntries(own.map((key, index) => [key, row[keys[index] ?? '']]));
}

/** The digits of a number beyond the precision of doubles are the id. */
function exactId(id: unknown, text: string): unknown {
  if (typeof id !== 'number' || !Number.isInteger(id) || Number.isSafeInteger(id)) return id;
  for (const [, digits] of text.matchAll(/"id"\s*:\s*(-?\d+)/g)) if (Number(digits) === id) return digits;
  return id;
}
