import { expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { listedGroups } from '../../../src/report/content/checks.ts';
import { check } from '../../support/samples.ts';

function findings(id: string, values: ReadonlyArray<Partial<Check>>): string[] {
  const checks = values.map((more, i) =>
    check({ id, model: `m${i}`, status: 'warn', message: `m${i}`, ...more }),
  );
  return listedGroups(checks).map(({ worst }) => worst.message);
}

test.each<[string, string, ReadonlyArray<Partial<Check>>, string[]]>([
  ['the largest value', 'overfitting/gap', [{ value: 0.2 }, { value: 0.9 }, { value: 0.4 }], ['m1']],
  [
    'the most severe, where a lower value is worse',
    'slices/named',
    [-0.02, -0.3, -0.05].map((value) => ({ value, severity: -value })),
    ['m1'],
  ],
  ['the one without a value', 'reproducible', [{ value: 0.1 }, { value: null }, { value: 0.2 }], ['m1']],
  ['each of only two', 'overfitting/gap', [{ value: 1 }, { value: 1 }], ['m0', 'm1']],
])('of a check that fired on several models the report shows %s', (_, id, values, expected) => {
  expect(findings(id, values)).toEqual(expected);
});
