import { expect, test } from 'vitest';
import { testExamples } from '../../../src/checks/comparison/test-examples.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const measuredOn = (examples: string | null) => ({
  predictions: { file: `${'0'.repeat(64)}.predictions.jsonl`, sha256: '1'.repeat(64), examples },
});
const check = (records: readonly RunRecord[]) => judgeOne(testExamples, { records });
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];

test('passes where all runs were measured on the examples of the baseline', () => {
  const records = ['baseline', 'v', 'w'].map((model) => record(model, 1, measuredOn(A)));
  expect(check(records)).toMatchObject({
    status: 'pass',
    value: 0,
    message: '3 runs were measured on the examples of the baseline',
  });
});

test('fails where a run was measured on others, and names it', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('v', 1, measuredOn(A)),
    record('v', 2, measuredOn(B)),
  ];
  expect(check(records)).toMatchObject({
    status: 'fail',
    value: 1,
    message: expect.stringContaining('the first being v under seed 2'),
  });
});

test.each(['test', 'validation'] as const)(
  'the advice names the %s split where that was measured',
  (split) => {
    const of = (model: string, examples: string) =>
      record(model, 1, { ...measuredOn(examples), metrics: { [split]: { accuracy: 0.9 } } });
    expect(check([of('baseline', A), of('v', B)]).advice).toContain(`every example of the ${split} set`);
  },
);

test('a run that keeps no predictions leaves the question open', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('v', 1, measuredOn(A)),
    record('v', 2, measuredOn(null)),
    record('w', 1),
  ];
  expect(check(records)).toMatchObject({
    status: 'not-checked',
    value: null,
    message: expect.stringContaining('2 of 4 runs saved no predictions, the first being v under seed 2'),
  });
  expect(check([...records, record('w', 2, measuredOn(B))]).status).toBe('fail');
});

test('runs that failed were not measured', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('v', 1, measuredOn(A)),
    record('v', 2, { ...measuredOn(B), status: 'diverged' }),
  ];
  expect(check(records).status).toBe('pass');
});

test.each([
  ['no predictions', [record('baseline', 1), record('v', 1)]],
  ['predictions of one arm only', [record('baseline', 1, measuredOn(A)), record('v', 1)]],
])('%s cannot be checked', (_, records) => {
  expect(check(records)).toMatchObject({ status: 'not-checked', value: null });
});

test('a test set that is drawn anew for every seed is fine, as long as it is the same for all models', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('baseline', 2, measuredOn(B)),
    record('v', 1, measuredOn(A)),
    record('v', 2, measuredOn(B)),
  ];
  expect(check(records).status).toBe('pass');
  expect(check([...records, record('w', 2, measuredOn(A))])).toMatchObject({
    status: 'fail',
    value: 1,
  });
});

test('without predictions, accuracies that move in other steps tell of other examples', () => {
  const arm = (model: string, of: number) =>
    [1, 2, 3, 4, 5, 6].map((seed) => record(model, seed, { metrics: { test: { accuracy: 1 - seed / of } } }));
  expect(check([...arm('baseline', 228), ...arm('head', 57)])).toMatchObject({
    status: 'warn',
    message:
      'tested on different examples: accuracy changes in steps of 1/57 in head, but 1/228 in the baseline',
  });
  expect(check([...arm('baseline', 228), ...arm('head', 228)]).status).toBe('not-checked');
});
