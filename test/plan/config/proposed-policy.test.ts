import { expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { proposedPolicy } from '../../../src/plan/config/proposed-policy.ts';
import { parseConfig } from '../../support/parse-config.ts';

const MAIN = `trainer: { command: python train.py }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
`;
const governing = parseConfig(MAIN, 'conclusive.yml');
const of = (after: string | null, before: string | null = MAIN) =>
  proposedPolicy({
    schema: CONFIG_SCHEMA,
    path: 'conclusive.yml',
    governing,
    before,
    after,
  });

test('a config that the branch leaves alone is no matter', () => {
  expect(of(MAIN)).toEqual({ notice: null, changes: [] });
});

test('a changed config is told of, with what it changes', () => {
  expect(of(`${MAIN}alpha: 0.2\n`)).toEqual({
    notice:
      "this branch changes conclusive.yml; the base's config applies here, and the change takes effect once merged",
    changes: [{ key: 'alpha', base: '0.05', proposed: '0.2' }],
  });
});

test.each([
  ['is gone', null, /^this branch removes conclusive\.yml; the base's config applies/],
  ['cannot be read', 'a: [', /makes conclusive\.yml invalid: conclusive\.yml:\d+:\d+: not valid YAML/],
  ['is wrong', `${MAIN}alpha: 7\n`, /makes conclusive\.yml invalid: conclusive\.yml:4:8: alpha/],
  ['is without end', `${MAIN}# ${'x'.repeat(300_000)}`, /invalid: conclusive\.yml: is too long/],
  ['is nested without end', '['.repeat(100_000), /makes conclusive\.yml invalid: conclusive\.yml/],
])('a config that %s is told of', (_title, after, notice) => {
  const found = of(after);
  expect(found.changes).toEqual([]);
  expect(found.notice).toMatch(notice);
  expect(found.notice).not.toContain('\n');
});

test('where the base had none that can be used, its present one is what the branch is held against', () => {
  for (const before of [null, 'a: ['])
    expect(of(`${MAIN}alpha: 0.2\n`, before).changes).toEqual([
      { key: 'alpha', base: '0.05', proposed: '0.2' },
    ]);
});
