import { expect, test } from 'vitest';
import { checkTestExamples } from '../../src/checks/test-examples.ts';
import { record } from './records.ts';

const measuredOn = (examples: string | null) => ({
  predictions: { file: `${'0'.repeat(64)}.predictions.jsonl`, sha256: '1'.repeat(64), examples },
});
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];

test('passes where all runs were measured on the same examples', () => {
  const records = [record('baseline', 1, measuredOn(A)), record('v', 1, measuredOn(A)), record('v', 2)];
  expect(checkTestExamples(records)).toMatchObject({
    status: 'pass',
    value: 0,
    message: '2 runs were measured on the same examples',
  });
});

test('fails where a run was measured on others, and names it', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('v', 1, measuredOn(A)),
    record('v', 2, measuredOn(B)),
  ];
  expect(checkTestExamples(records)).toMatchObject({
    status: 'fail',
    value: 1,
    message: expect.stringContaining('the first being v under seed 2'),
  });
});

test('runs that failed were not measured', () => {
  const records = [
    record('baseline', 1, measuredOn(A)),
    record('v', 1, measuredOn(A)),
    record('v', 2, { ...measuredOn(B), status: 'diverged' }),
  ];
  expect(checkTestExamples(records).status).toBe('pass');
});

test.each([
  ['no predictions', [record('baseline', 1), record('v', 1)]],
  ['predictions of one arm only', [record('baseline', 1, measuredOn(A)), record('v', 1)]],
])('%s cannot be checked', (_, records) => {
  expect(checkTestExamples(records)).toMatchObject({ status: 'not-checked', value: null });
});
