import { expect, test } from 'vitest';
import { type DesignChange, describeChanges } from '../../src/verdict/design-change.ts';

const change = (more: Partial<DesignChange>): DesignChange => ({
  ...{ variant: 'head', setting: 'margin', subject: 'accuracy', from: 0.01, to: 0.2, withholds: true },
  ...more,
});
const points = {
  isOnly: true,
  bare: (_: string, value: number) => String(100 * value),
  exact: (_: string, value: number) => `${100 * value} points`,
};

test('a change is told once for all variants, in the unit of its metric', () => {
  expect(describeChanges([change({}), change({ variant: 'wide' })], points)).toBe(
    'margin changed from 1 to 20 points after these runs were first tested',
  );
  expect(describeChanges([change({ from: 'none' })], points)).toContain('from none to 20 points');
  expect(describeChanges([])).toBe('');
});

test('three changes are told, and how many more there are', () => {
  const settings = ['alpha', 'seeds', 'vary', 'direction', 'scope'] as const;
  const told = describeChanges(settings.map((setting) => change({ setting, subject: null })));
  expect(told).toBe(
    'α changed from 0.01 to 0.2, seeds changed from 0.01 to 0.2, vary changed from 0.01 to 0.2 and 2 more after these runs were first tested',
  );
});
