/** Predictions of three tasks as one test over seeds and examples. */
import { expect, test } from 'vitest';
import { createTaskRows } from '../../../src/analysis/tasks/task-rows.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { type PredictedRun, predictedRecords, runsOf } from '../examples/predicted-records.ts';

const TASKS = [
  ['wine', 30],
  ['digits', 80],
  ['iris', 50],
] as const;
const SEEDS = [1, 2, 3, 4];

function world(runsIn: (task: string, examples: number) => readonly PredictedRun[]) {
  const readers = new Map<string, ReturnType<typeof predictedRecords>>();
  const records: RunRecord[] = [];
  for (const [task, examples] of TASKS) {
    const own = predictedRecords(runsIn(task, examples));
    readers.set(task, own);
    records.push(...own.records.map((record) => ({ ...record, task })));
  }
  const rows = createTaskRows({
    variants: ['head'],
    metrics: [{ name: 'accuracy' }],
    tasks: TASKS.map(([task]) => task),
    readersOf: (task) => {
      const reader = (readers.get(task) as ReturnType<typeof predictedRecords>).readerOf('test');
      return () => reader;
    },
  });
  return { records, rows };
}

const both = (_task: string, examples: number) => [
  ...runsOf('baseline', SEEDS, { examples }),
  ...runsOf('head', SEEDS, { examples, gain: 0.1 }),
];

test('the difference is the mean over the tasks, on the examples of all', async () => {
  const { records, rows } = world(both);
  const { sample, testExamples, reason } = (await rows.read(records))('head', 'accuracy');
  const meanOf = (model: string, task: string) => {
    const own = records.filter((record) => record.model === model && record.task === task);
    return own.reduce((sum, { metrics }) => sum + (metrics.test?.accuracy ?? 0), 0) / own.length;
  };
  const differences = TASKS.map(([task]) => meanOf('head', task) - meanOf('baseline', task));
  expect(reason).toBe(null);
  expect(testExamples).toBe(160);
  expect(sample?.estimate.difference).toBeCloseTo(differences.reduce((sum, one) => sum + one, 0) / 3, 12);
});

test('a seed counts once every task has it', async () => {
  const { records, rows } = world(both);
  const some = records.filter(({ task, seed }) => !(task === 'iris' && seed > 2));
  expect((await rows.read(some))('head', 'accuracy').sample?.estimate.seeds).toBe(2);
  expect((await rows.read(records))('head', 'accuracy').sample?.estimate.seeds).toBe(4);
});

test('one task without predictions narrows the verdict, and is the reason', async () => {
  const { records, rows } = world((task, examples) =>
    task === 'digits' ? both(task, examples).map((run) => ({ ...run, rows: null })) : both(task, examples),
  );
  const some = records.map((record) =>
    record.task === 'digits'
      ? { ...record, metrics: { test: { accuracy: 0.5 + record.seed / 100 } } }
      : record,
  );
  const { sample, reason } = (await rows.read(some))('head', 'accuracy');
  expect(sample).toBe(null);
  expect(reason).toMatch(/no predictions/);
});
