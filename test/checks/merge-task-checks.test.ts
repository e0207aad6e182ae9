import { expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { mergeTaskChecks } from '../../src/checks/merge-task-checks.ts';

function check(status: Check['status'], message: string, value: number | null = null): Check {
  return {
    id: 'overfitting/gap',
    model: 'head',
    status,
    value,
    threshold: 0.1,
    interval: null,
    message,
    advice: null,
  };
}

function merged(...found: readonly Check[]): Check | undefined {
  return mergeTaskChecks(new Map(found.map((one, at) => [`t${at + 1}`, [one]])))[0];
}

test('a finding on some tasks is told once, with the worst of them and the tasks named', () => {
  const found = merged(
    check('pass', 'fine'),
    check('warn', 'a gap of 0.2', 0.2),
    check('warn', 'a gap of 0.4', 0.4),
  );
  expect(found).toMatchObject({
    status: 'warn',
    message: 'On 2 of 3 tasks (t2, t3), for example t3: a gap of 0.4',
  });
  const alike = merged(check('pass', 'fine'), check('warn', 'no gain', 0.2), check('warn', 'no gain', 0.4));
  expect(alike?.message).toBe('On 2 of 3 tasks (t2, t3): no gain');
});

test('what holds in the same words on all tasks names none', () => {
  expect(merged(check('fail', 'another test set'), check('fail', 'another test set'))?.message).toBe(
    'another test set',
  );
});

test('a warning on fewer than one task in twenty is an advice, and a failure stays one', () => {
  const passed = Array.from({ length: 40 }, () => check('pass', 'fine'));
  expect(merged(check('warn', 'a gap', 0.2), ...passed)?.status).toBe('advice');
  expect(merged(check('fail', 'broken', 0.2), ...passed)?.status).toBe('fail');
});

test.each([
  [1, 2, 'warn'],
  [1, 5, 'warn'],
  [1, 6, 'advice'],
  [1, 10, 'advice'],
  [2, 10, 'warn'],
  [2, 37, 'advice'],
  [3, 37, 'warn'],
  [14, 300, 'advice'],
  [15, 300, 'warn'],
] as const)('a warning on %i of %i tasks is %s', (alarms, tasks, status) => {
  const found = Array.from({ length: tasks }, (_, at) =>
    at < alarms ? check('warn', 'a gap', 0.2) : check('pass', 'fine'),
  );
  expect(merged(...found)?.status).toBe(status);
});

test('passes in other numbers are told by the one that is nearest to the threshold', () => {
  const found = merged(check('pass', 'a gap of 0', 0), check('pass', 'a gap of 0.09', 0.09));
  expect(found?.message).toBe('On all 2 tasks, for example t2: a gap of 0.09');
});

test('a check that could not be made on a task for any model has no row beside those of the models', () => {
  const none = { ...check('not-checked', 'too few runs'), model: null };
  const found = mergeTaskChecks(
    new Map([
      ['t1', [none]],
      ['t2', [check('warn', 'a gap', 0.2), { ...check('pass', 'fine'), model: 'base' }]],
    ]),
  );
  expect(found.map(({ model, status }) => [model, status])).toEqual([
    ['head', 'warn'],
    ['base', 'pass'],
  ]);
});

test('a warning on the only task with the runs of a check is no rare one', () => {
  const idle = Array.from({ length: 40 }, () => check('not-checked', 'no such runs'));
  expect(merged(check('warn', 'not the same run twice', 0.2), ...idle)).toMatchObject({
    status: 'warn',
    message: 'On t1, the only task checked: not the same run twice',
  });
});
