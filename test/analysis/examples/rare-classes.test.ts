import { expect, test } from 'vitest';
import { swapIfRare } from '../../../src/analysis/examples/rare-classes.ts';
import { answers, type PredictedRun, predictedRecords } from './predicted-records.ts';

/** Forty examples, of which the first few are of class 1. */
function runs(few: number): PredictedRun[] {
  return ['baseline', 'head'].map((model) => ({
    model,
    seed: 1,
    rows: answers(model, 1, { more: (example) => ({ label: Number(example < few) }) }),
  }));
}

async function swapOf(few: number, metric: string) {
  const { records, readerOf } = predictedRecords(runs(few));
  const [before, after] = records;
  if (before === undefined || after === undefined) throw new Error('no records');
  const reader = readerOf('test');
  return swapIfRare({ metric: { name: metric }, pairs: [[before, after]], reader, clusters: null });
}

test.each(['macro_f1', 'balanced_accuracy', 'mcc', 'auroc'])(
  '%s is looked at again where a class has few examples',
  async (metric) => {
    expect(await swapOf(4, metric)).toMatchObject({ fewest: 4, smallestAttainable: 0.001 });
    expect(await swapOf(20, metric)).toBeNull();
  },
);

test.each(['accuracy', 'log_loss', 'latency_ms'])(
  '%s is not: each example counts by itself',
  async (metric) => {
    expect(await swapOf(4, metric)).toBeNull();
  },
);
