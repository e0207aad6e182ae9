import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { InputFeatures } from './data/features.ts';
import { shortestFloat32, shortestFloat32s } from './data/float32.ts';
import type { SplitPredictions } from './fit/predict.ts';

const CHUNK_CHARS = 1 << 20;

export function writePredictions(
  runDirectory: string,
  splits: ReadonlyMap<string, SplitPredictions>,
  slices: ReadonlyMap<string, readonly number[]>,
  features: InputFeatures = new Map(),
): void {
  const names = sliceNames(slices);
  const file = openSync(join(runDirectory, 'predictions.jsonl'), 'w');
  try {
    let chunk = '';
    for (const [split, predictions] of splits) {
      for (let i = 0; i < predictions.labels.length; i++) {
        const known =
          split === 'test'
            ? { slices: names.get(i), features: featuresOf(features, i), show: predictions.show?.[i] }
            : {};
        chunk += `${JSON.stringify(toLine(split, predictions, i, known))}\n`;
        if (chunk.length > CHUNK_CHARS) {
          writeSync(file, chunk);
          chunk = '';
        }
      }
    }
    writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
}

function toLine(
  split: string,
  from: SplitPredictions,
  i: number,
  known: Readonly<Record<string, unknown>>,
): unknown {
  const probabilities = from.probabilities?.[i];
  return {
    split,
    id: from.ids?.[i] ?? String(i),
    label: shortestFloat32(from.labels[i] ?? 0),
    prediction: shortestFloat32(from.predictions[i] ?? 0),
    ...(probabilities === undefined ? {} : { probabilities: shortestFloat32s(probabilities) }),
    ...known,
  };
}

function featuresOf(features: InputFeatures, i: number): Readonly<Record<string, number>> | undefined {
  const known = [...features].flatMap(([name, values]) => {
    const value = values[i] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [[name, value] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Names the slices of each test example in alphabetical order, as the store does. */
function sliceNames(slices: ReadonlyMap<string, readonly number[]>): ReadonlyMap<number, string[]> {
  const names = new Map<number, string[]>();
  for (const [name, indices] of [...slices].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const index of new Set(indices)) names.set(index, [...(names.get(index) ?? []), name]);
  }
  return names;
}

export interface RunSummary {
  readonly status: 'ok' | 'diverged';
  readonly failure: string | null;
  readonly parameters: number | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Metrics of the module's `evaluate`. */
  readonly test: Readonly<Record<string, number>>;
  readonly cost: Readonly<Record<string, number>>;
}

export function writeSummary(runDirectory: string, summary: RunSummary): void {
  writeFileSync(join(runDirectory, 'metrics.json'), `${JSON.stringify(summary, null, 2)}\n`);
}
