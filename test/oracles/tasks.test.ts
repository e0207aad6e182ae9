/** The test of new tasks against the mixed models of statsmodels and lme4, on seven tables: bench/oracles/tasks.py and tasks.R. */
import { expect, test } from 'vitest';
import { randomTasksDifference } from '../../bench/tasks/random-tasks.ts';
import { mean } from '../../src/stats/describe.ts';
import { tTest } from '../../src/stats/tests/t-test.ts';
import python from '../stats/oracles/tasks.json' with { type: 'json' };
import r from '../stats/oracles/tasks-r.json' with { type: 'json' };
import { differences, expectClose } from '../stats/support.ts';

const expectAll = (actual: readonly number[], expected: readonly number[], relative: number) => {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) expectClose(value, expected[index] as number, relative);
};

test.each(python.tables.map((table) => [table.name, table] as const))(
  '%s: the mixed model by REML, of statsmodels and of lme4 with lmerTest',
  (name, { scores: [baseline = [], candidate = []], mixed }) => {
    const found = randomTasksDifference(
      baseline.map((row, task) => mean(differences(candidate[task] ?? [], row))),
    );
    const { difference, standardError, degreesOfFreedom } = found;
    expectAll([difference, standardError], mixed, 1e-6);
    const fromR = r.mixed.find((one) => one.name === name)?.mixed ?? [];
    expectAll([difference, standardError, degreesOfFreedom, tTest(found).pValue], fromR, 1e-6);
  },
);

test('at least six tables have a mixed model', () => {
  expect(r.mixed.length).toBeGreaterThanOrEqual(6);
});
