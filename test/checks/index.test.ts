import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { ignoreChecks } from '../../src/checks/ignore.ts';
import { runChecks } from '../../src/checks/index.ts';
import { CHECK_IDS } from '../../src/config/check-ids.ts';
import { parseConfig } from '../../src/config/file/load.ts';
import { record } from './records.ts';

const CHECKS = new URL('../../src/checks/', import.meta.url);
const CONFIG = `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }, { name: other, params: { x: 2 } }] }
metrics: [{ name: accuracy }]`;

const check = (status: Check['status'], model: string | null = 'head'): Check => ({
  id: 'overfitting/gap',
  model,
  status,
  value: 1,
  threshold: 0,
  interval: null,
  message: 'wide',
  advice: 'stop',
});

test('the config knows every check by its name, and no other', async () => {
  const names = new Set<string>();
  for (const file of await readdir(CHECKS, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = await readFile(new URL(file, CHECKS), 'utf8');
    for (const [, id = ''] of text.matchAll(/\b(?:id: |[A-Z_]*ID = )'([a-z/-]+)'/g)) names.add(id);
  }
  expect([...CHECK_IDS].sort()).toEqual([...names].sort());
});

test('every check has a section in docs/checks.md', async () => {
  const page = await readFile(new URL('../../docs/checks.md', import.meta.url), 'utf8');
  const titles = [...page.matchAll(/^## (.+):/gm)].flatMap(([, title = '']) => title.split(' and '));
  expect(CHECK_IDS.filter((id) => !titles.includes(id))).toEqual([]);
});

describe('checks.ignore', () => {
  const ignored = (...entries: readonly string[]) =>
    parseConfig(`${CONFIG}\nchecks: { ignore: [${entries.join(', ')}] }`, 'c.yml').checks.ignore;

  test('takes the alarm out of a check and keeps what it found, with the reason', () => {
    const list = ignored('{ check: overfitting/gap, reason: small data }');
    expect(ignoreChecks([check('warn'), check('fail')], list)).toEqual([
      { ...check('warn'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
      { ...check('fail'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
    ]);
  });

  test('leaves alone what passes, what could not be checked, and other models', () => {
    const list = ignored('{ check: overfitting/gap, model: baseline, reason: small data }');
    const checks = [check('warn'), check('pass', 'baseline'), check('not-checked', 'baseline')];
    expect(ignoreChecks(checks, list)).toEqual(checks);
    expect(ignoreChecks([check('warn', 'baseline')], list)[0]?.status).toBe('ignored');
  });

  test('an unknown name is refused with the nearest one, and a reason is a must', () => {
    expect(() => ignored('{ check: overfiting/gap, reason: x }')).toThrow('did you mean "overfitting/gap"?');
    expect(() => ignored('{ check: overfitting/gap }')).toThrow('reason: is missing');
  });
});

test('where a check cannot be made for any model, one row says so for all', () => {
  const { limits, checks, alpha, metrics } = parseConfig(CONFIG, 'c.yml');
  const models = [{ name: 'baseline' }, { name: 'head' }, { name: 'other' }];
  const records = models.flatMap(({ name }) => [1, 2].map((seed) => record(name, seed)));
  const found = runChecks({
    config: { limits, checks, alpha },
    metrics,
    models,
    records,
    comparisons: [],
    evaluation: [],
    code: null,
  });
  const rows = (id: string) => found.filter((one) => one.id === id);
  expect(rows('overfitting/gap')).toMatchObject([{ status: 'not-checked', model: null }]);
  expect(rows('overfitting/against-baseline')).toMatchObject([{ status: 'not-checked', model: null }]);
  expect(rows('failed-runs').map(({ model }) => model)).toEqual(['baseline', 'head', 'other']);
});

test('losses as large as a double can be are not checked, and do not stop the rest', () => {
  const { limits, checks, alpha, metrics } = parseConfig(CONFIG, 'c.yml');
  const models = [{ name: 'baseline' }, { name: 'head' }];
  const losses = [1e308, -1e308, 1.7e308];
  const records = models.flatMap(({ name }) =>
    [1, 2, 3].map((seed) =>
      record(name, seed, {
        curves: losses.map((loss, epoch) => ({
          epoch,
          train: { loss: -loss },
          validation: { loss: loss / seed },
        })),
      }),
    ),
  );
  const found = runChecks({
    config: { limits, checks, alpha },
    metrics,
    models,
    records,
    comparisons: [],
    evaluation: [],
    code: null,
  });
  expect(found.find(({ id }) => id === 'overfitting/gap')).toMatchObject({
    status: 'not-checked',
    message: 'the numbers are too large to compute with',
  });
});

test('a shifted metric as large as a double can be is not checked either', () => {
  const { limits, checks, alpha, metrics } = parseConfig(CONFIG, 'c.yml');
  const models = [{ name: 'baseline' }, { name: 'head' }];
  const records = models.flatMap(({ name }) =>
    [1, 2, 3].map((seed) =>
      record(name, seed, {
        metrics: {
          test: { accuracy: 0.8 + seed / 1000 },
          shifted: { accuracy: name === 'head' ? 1.7e308 / seed : 0.7 + seed / 500 },
        },
      }),
    ),
  );
  const found = runChecks({
    config: { limits, checks, alpha },
    metrics,
    models,
    records,
    comparisons: [],
    evaluation: [],
    code: null,
  });
  expect(found.find(({ id }) => id === 'domain/drop')).toMatchObject({
    status: 'not-checked',
    message: 'the numbers are too large to compute with',
  });
});

test('the budget of the test set speaks of primary metrics alone', () => {
  const { limits, checks, alpha, metrics } = parseConfig(
    CONFIG.replace(
      '{ name: accuracy }',
      '{ name: rmse, role: primary, direction: minimize }, { name: accuracy }',
    ),
    'c.yml',
  );
  const found = runChecks({
    config: { limits, checks, alpha },
    metrics,
    models: [{ name: 'baseline' }, { name: 'head' }],
    records: [],
    comparisons: [],
    evaluation: [],
    code: null,
    testSetUse: { testSet: { digest: 'x', examples: 2000, disagreement: 0.2 }, earlier: 3, added: 1 },
  });
  expect(found.find(({ id }) => id === 'test-set-reuse')?.status).toBe('not-checked');
});
