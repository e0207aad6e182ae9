import { expect, test } from 'vitest';
import { type PolicyChange, policyChanges } from '../../../src/config/file/policy-changes.ts';
import { parseConfig } from '../../support/parse-config.ts';

const MAIN = `trainer: { command: python train.py }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }, { name: macro_f1 }]
evaluation: [data/test.csv]
`;
const load = (text: string) => parseConfig(text, 'conclusive.yml');
const changes = (proposed: string, before = MAIN, governing = before) =>
  policyChanges({ governing: load(governing), before: load(before), proposed: load(proposed) });

test.each<[string, string, PolicyChange[]]>([
  ['a comment', `# A comment.\n${MAIN}`, []],
  ['a default that is written out', `${MAIN}alpha: 0.05\n`, []],
  [
    'a margin',
    MAIN.replace('0.005', '0.5'),
    [{ key: 'metrics.accuracy.margin', base: '0.005', proposed: '0.5' }],
  ],
  [
    'a gate against its default',
    `${MAIN}gate: { fail-on: [never] }\n`,
    [{ key: 'gate.fail-on', base: 'regression, invalid', proposed: 'never' }],
  ],
  [
    'a file that is no longer held',
    MAIN.replace('[data/test.csv]', '[]'),
    [{ key: 'evaluation', base: 'data/test.csv', proposed: '(none)' }],
  ],
  [
    'a metric that is gone',
    MAIN.replace(', { name: macro_f1 }', ''),
    ['role', 'direction', 'unit'].map((key) => ({
      key: `metrics.macro_f1.${key}`,
      base: { role: 'secondary', direction: 'maximize', unit: 'none' }[key] ?? null,
      proposed: null,
    })),
  ],
  [
    'a parameter that is new, at its length',
    `${MAIN}params: { "a.b": ${'x'.repeat(1000)} }\n`,
    [{ key: 'params.a.b', base: null, proposed: 'x'.repeat(200) }],
  ],
])('%s', (_title, proposed, expected) => {
  expect(changes(proposed)).toEqual(expected);
});

test('what the base has changed since the branch left it is no proposal of the branch', () => {
  const stricter = `${MAIN}alpha: 0.01\n`;
  expect(changes(MAIN.replace('0.005', '0.5'), MAIN, stricter)).toEqual([
    { key: 'metrics.accuracy.margin', base: '0.005', proposed: '0.5' },
  ]);
  expect(changes(`${MAIN}alpha: 0.2\n`, MAIN, stricter)).toEqual([
    { key: 'alpha', base: '0.01', proposed: '0.2' },
  ]);
  expect(changes(stricter, MAIN, stricter)).toEqual([]);
});

test('a proposal to judge on this test set alone is seen', () => {
  expect(changes(`${MAIN}verdict: { for: this-test-set }\n`)).toEqual([
    { key: 'verdict.for', base: null, proposed: 'this-test-set' },
  ]);
});

test('two long values are shown from where they begin to differ', () => {
  const files = Array.from({ length: 30 }, (_, index) => `data/part-${index}.csv`);
  const main = MAIN.replace('data/test.csv', files.join(', '));
  const [change] = changes(main.replace(', data/part-29.csv', ''), main);
  expect(change).toEqual({
    key: 'evaluation',
    base: '…sv, data/part-28.csv, data/part-29.csv',
    proposed: '…sv, data/part-28.csv',
  });
});

test('what decides comes before what is merely much: a table shows the first alone', () => {
  const params = Array.from({ length: 20 }, (_, index) => `p${index}: 1`).join(', ');
  const metrics = Array.from({ length: 5 }, (_, index) => `, { name: m${index}, direction: maximize }`).join(
    '',
  );
  const proposed = MAIN.replace('0.005', '0.5').replace(
    ', { name: macro_f1 }',
    `, { name: macro_f1 }${metrics}`,
  );
  const gate = 'gate: { fail-on: [never] }';
  const found = changes(`${proposed}params: { ${params} }\n${gate}\n`);
  expect(found.slice(0, 2).map(({ key }) => key)).toEqual(['gate.fail-on', 'metrics.accuracy.margin']);
});
