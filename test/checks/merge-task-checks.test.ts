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
