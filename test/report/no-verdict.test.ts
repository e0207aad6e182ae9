import { expect, test } from 'vitest';
import { noVerdictTitle, renderNoVerdict } from '../../src/report/no-verdict.ts';

const NO_VERDICT = {
  head: 'b'.repeat(40),
  message: 'it broke',
  runUrl: 'https://github.com/o/r/actions/runs/1',
};

test.each([
  [
    'failed',
    '⛔ No verdict',
    /were not compared\. A verdict that stood here before was not about this run\./,
  ],
  ['cancelled', '⏹️ Cancelled', /were not compared to the end\./],
  ['untouched', '⚪ Not measured', /was about an earlier state of this pull request\./],
] as const)('an experiment that was %s says so, and where more is', (kind, title, meaning) => {
  const text = renderNoVerdict({ ...NO_VERDICT, kind });
  expect(noVerdictTitle({ kind })).toBe(title);
  expect(text).toMatch(meaning);
  expect(text.startsWith(`### ${title} for \`bbbbbbb\`: it broke\n`)).toBe(true);
  expect(text.endsWith('More is in [the run](https://github.com/o/r/actions/runs/1).')).toBe(true);
});

test('what others wrote is escaped, and without a run the log has more', () => {
  const text = renderNoVerdict({ head: null, kind: 'failed', message: '@octocat <b>', runUrl: null });
  expect(text).toMatch(/^### ⛔ No verdict: `@octocat` `<b>`\n/);
  expect(text).toContain('More is in the log of the step.');
});
