import { describe, expect, it } from 'vitest';
import { createGradedReader } from '../../../src/analysis/examples/graded-reader.ts';
import { crossedRows, type PredictedRun, predictedRecords } from './predicted-records.ts';

/** Eight questions of two tasks, `samples` answers each. */
function runs(samples: number, more: (question: number) => object = () => ({})): PredictedRun[] {
  return ['baseline', 'head'].flatMap((model, arm) =>
    [1, 2, 3].map((seed) => ({
      model,
      seed,
      rows: [...Array(8 * samples).keys()].map((row) => {
        const question = Math.floor(row / samples);
        const right = Number((row * 7 + seed + 2 * arm) % 5 < 2 + arm);
        return {
          id: `q${question}`,
          scores: { [question < 4 ? 'a/acc' : 'b/acc']: right, ...more(question) },
        };
      }),
    })),
  );
}

async function compare(predicted: readonly PredictedRun[], metric: Parameters<typeof createGradedReader>[1]) {
  const { records, rows } = crossedRows(predicted, [metric]);
  // A record has the names of the config.
  const named = records.map((record) => ({
    ...record,
    predictions: {
      file: `${record.fingerprint}.predictions.jsonl`,
      sha256: record.fingerprint,
      examples: null,
    },
    metrics: { test: { ...record.metrics.test, [metric.name]: record.metrics.test?.['a/acc'] ?? 0 } },
  }));
  return (await rows.read(named))('head', metric.name);
}

describe('a graded metric', () => {
  it('is compared on the examples of its task alone', async () => {
    const { sample, testExamples, reason } = await compare(runs(1), { name: 'a/acc' });
    expect({ testExamples, reason, clusters: sample?.clusters }).toEqual({
      testExamples: 4,
      reason: null,
      clusters: null,
    });
  });

  it('is found under the name that `from` gives', async () => {
    const from = { name: 'a/acc', split: null };
    expect((await compare(runs(1), { name: 'accuracy', from })).reason).toBeNull();
  });

  it('counts several samples of a question as one cluster', async () => {
    const { sample, testExamples } = await compare(runs(3), { name: 'a/acc' });
    expect({ testExamples, clusters: sample?.clusters }).toEqual({ testExamples: 12, clusters: 4 });
  });

  it('that the answers are not graded by is compared without examples, with a reason', async () => {
    const { sample, reason } = await compare(runs(1), { name: 'bleu' });
    expect(sample).toBeNull();
    expect(reason).toBe('the answers are graded by a/acc, b/acc, but not by bleu');
  });
});

it('predictions with labels pass as they are', async () => {
  const rows = [{ id: 'x', label: 1, prediction: 0 }];
  const { records, readerOf } = predictedRecords([{ model: 'baseline', seed: 1, rows }]);
  const reader = createGradedReader(readerOf('test'), { name: 'accuracy' });
  const [record] = records;
  if (record === undefined) throw new Error('no record');
  expect(await reader.read(record)).toMatchObject({ predictions: Float64Array.of(0) });
  expect([...reader.labels()]).toEqual([1]);
});
