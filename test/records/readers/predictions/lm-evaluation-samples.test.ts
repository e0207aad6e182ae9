import { describe, expect, it } from 'vitest';
import { canonicalPredictions } from '../../../../src/records/store/prediction-lines.ts';
import { read, readLog } from '../run-directory.ts';
import { lines, readTable } from './prediction-file.ts';

const sample = (doc: number, filter: string, more: object) => ({
  doc_id: doc,
  doc: { target: 3 },
  target: '3',
  resps: [['3']],
  filtered_resps: ['3'],
  filter,
  ...more,
});

async function tableOf(folder: string) {
  const { predictions } = await readLog(`after-source/${folder}`);
  const columns = predictions?.splits.get('test');
  if (columns === undefined) throw new Error('no test split');
  return columns;
}

describe('samples of two tasks', () => {
  it('are the examples of each task, and nothing of both', async () => {
    const { metrics, origins, warnings } = await readLog('after-source/lm-eval-samples', ['arc_easy/acc']);
    expect(metrics.test).toEqual({
      'arc_easy/acc': 0.75,
      'arc_easy/acc_norm': 0.5,
      'gsm8k/exact_match,strict-match': 0.25,
      'gsm8k/exact_match,flexible-extract': 0.5,
    });
    expect(origins?.test?.['arc_easy/acc']).toMatchObject({ at: 'computed' });
    expect(warnings).toEqual([]);
  });

  it('have the ids of their task, and no score where another task has one', async () => {
    const { ids, scores } = await tableOf('lm-eval-samples/model');
    expect(ids.slice(6, 10)).toEqual(['arc_easy/6', 'arc_easy/7', 'gsm8k/0', 'gsm8k/1']);
    expect([...(scores.get('arc_easy/acc') ?? [])].slice(6, 9)).toEqual([1, 1, Number.NaN]);
    expect([...(scores.get('gsm8k/exact_match,strict-match') ?? [])].slice(7, 10)).toEqual([
      Number.NaN,
      1,
      0,
    ]);
  });
});

describe('several samples of a question', () => {
  it('are rows of one id', async () => {
    const { ids, scores } = await tableOf('lm-eval-repeats');
    expect(ids.slice(0, 5)).toEqual(['0', '0', '0', '0', '1']);
    expect([...(scores.get('exact_match') ?? [])].slice(0, 5)).toEqual([1, 0, 0, 1, 0]);
    const { metrics, warnings } = await readLog('after-source/lm-eval-repeats');
    expect(warnings).toEqual([]);
    expect(metrics.test).toEqual({
      exact_match: 1 / 3,
      'aime/exact_match': 1 / 3,
    });
  });

  it('may also be lines of their own', async () => {
    const text = lines(
      sample(0, 'none', { exact_match: 1 }),
      sample(0, 'none', { exact_match: 0 }),
      sample(1, 'none', { exact_match: true }),
    );
    const { splits } = await readTable(text, 'samples_aime.jsonl');
    expect(splits.get('test')?.ids).toEqual(['0', '0', '1']);
    expect([...(splits.get('test')?.scores.get('exact_match') ?? [])]).toEqual([1, 0, 1]);
  });
});

it('what its aggregation needs and is no grade of an answer is left out', async () => {
  const row = sample(0, 'none', {
    metrics: ['acc', 'f1', 'word_perplexity'],
    acc: 1,
    f1: [1, 0],
    word_perplexity: [-3, 9],
  });
  const { metrics } = await read({ 'samples_mrpc.jsonl': lines(row) });
  expect(metrics.test).toEqual({ acc: 1, 'mrpc/acc': 1 });
});

it('of a task that appears twice the later file counts', async () => {
  const { metrics } = await read({
    'samples_arc_2026-01-01T00-00-00.1.jsonl': lines(sample(0, 'none', { acc: 1 })),
    'samples_arc_2026-01-02T00-00-00.1.jsonl': lines(sample(0, 'none', { acc: 0 })),
  });
  expect(metrics.test?.acc).toBe(0);
});

it('a result that is no mean of its samples stands, with a word', async () => {
  const { metrics, warnings } = await read({
    'results_1.json': { results: { t: { 'pass@1,none': 0.9 } }, versions: { t: 1 } },
    'samples_t.jsonl': lines(sample(0, 'none', { 'pass@1': 0 }), sample(1, 'none', { 'pass@1': 1 })),
  });
  expect(metrics.test?.['pass@1']).toBe(0.9);
  expect(warnings).toContainEqual(
    'the run reports test pass@1 0.9, but the mean of its samples is 0.5; the reported value is used, without its examples',
  );
});

it('are kept as one form of lines, and read again as they were', async () => {
  const text = lines(sample(0, 'none', { acc: 1, acc_norm: 0 }), sample(1, 'none', { acc: 0, acc_norm: 1 }));
  const table = await readTable(text, 'samples_arc.jsonl');
  const kept = [...canonicalPredictions(table)].join('');
  expect(kept.split('\n')[0]).toBe(
    '{"split":"test","id":"0","scores":{"acc":1,"acc_norm":0,"arc/acc":1,"arc/acc_norm":0}}',
  );
  const again = await readTable(kept);
  expect(again.splits.get('test')?.scores.get('acc')).toEqual(table.splits.get('test')?.scores.get('acc'));
});
