import { expect, test } from 'vitest';
import { repeatCommand } from '../../src/compare-results/repeat-command.ts';

const CALL = {
  files: ['a.csv'],
  variants: [],
  metrics: ['f1'],
  secondary: [],
  directions: [],
  margins: [],
  alpha: undefined,
  design: undefined,
  failedRuns: undefined,
  failOn: [],
};

test('says what was asked for and nothing else', () => {
  expect(repeatCommand(CALL, { baseline: 'main' })).toBe(
    'conclusive compare a.csv --baseline main --metric f1',
  );
  const more = {
    ...CALL,
    variants: ['x', 'y'],
    directions: [{ metric: null, value: 'maximize' as const }],
    margins: [{ metric: 'f1', value: 0.01 }],
    alpha: 0.01,
    design: '6..25',
    failedRuns: 0.2,
    failOn: ['never'],
  };
  expect(repeatCommand(more, { baseline: 'main' }).replaceAll('\\', '')).toBe(
    'conclusive compare a.csv --baseline main --variant x --variant y --metric f1 --direction maximize ' +
      '--margin f1=0.01 --alpha 0.01 --design 6..25 --failed-runs 0.2 --fail-on never',
  );
});

test('quotes names that a shell would run', () => {
  const line = repeatCommand({ ...CALL, variants: ['$(touch /tmp/x)', '`id`', "it's"] }, { baseline: 'a b' });
  expect(line).toContain("--baseline 'a b'");
  expect(line).toContain("--variant '$(touch /tmp/x)'");
  expect(line).not.toMatch(/(^|\s)`id`/);
});
