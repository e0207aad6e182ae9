import { expect, test } from 'vitest';
import { linesOfConfig } from '../../../src/config/file/lines.ts';

test('the lines of a config are those of the names of its metrics and of its checks', () => {
  const text =
    'name: x\nmetrics:\n  - role: primary\n    name: accuracy\n  - { name: f1 }\nchecks:\n  slices: true\n';
  expect(linesOfConfig(text)).toEqual({
    metrics: new Map([
      ['accuracy', 4],
      ['f1', 5],
    ]),
    checks: 6,
  });
});

test.each(['', 'metrics: 5', 'metrics: [1, { name: 2 }]', '{ not: [yaml', '- a list'])(
  'a text that is no config, as %j, has none',
  (text) => {
    expect(linesOfConfig(text)).toEqual({ metrics: new Map(), checks: 1 });
  },
);
