import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../../src/config/file/config-error.ts';
import { loadConfig, parseConfig } from '../../../src/config/file/load.ts';
import { UserError } from '../../../src/config/user-error.ts';

const MINIMAL = `trainer: { module: model.ts }
models: { variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
`;

function messageOf(text: string): string {
  try {
    parseConfig(text, 'conclusive.yml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the config was accepted');
}

describe('parseConfig', () => {
  it('fills in the defaults of a minimal config', () => {
    expect(parseConfig(MINIMAL, 'conclusive.yml')).toEqual({
      path: 'conclusive.yml',
      trainer: { module: 'model.ts', backend: 'auto' },
      params: {},
      models: { baseline: { params: {} }, variants: [{ name: 'head', ref: 'head', params: {} }] },
      metrics: [{ name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'percent' }],
      seeds: { kind: 'sequential', min: 6, max: 25 },
      alpha: 0.05,
      vary: ['init', 'order'],
      folds: null,
      data: 'bootstrap',
      evaluation: [],
      claims: [],
      checks: {
        ignore: [],
        overfitting: { gap: 0.1, 'after-best': 0.25, gl: 5 },
        'smaller-model': { parameters: 1.1 },
        slices: true,
        leakage: 0.01,
        reproducible: 'auto',
        'sensitivity-seeds': 3,
        'test-set-reuse': { tolerance: 0.05, reliability: 0.95, adaptive: true },
      },
      gate: { 'fail-on': ['regression', 'invalid'], 'warn-on': ['inconclusive', 'slices', 'invalid'] },
      limits: { parallel: 'auto', 'run-minutes': 60, retries: 1, 'failed-runs': 0.1 },
    });
  });

  it('takes the example of the design as it stands', () => {
    const config = parseConfig(
      `trainer:                         # exactly one of module, command
  module: model.ts
params: { learning_rate: 0.001 }
models:
  baseline: { ref: base }
  variants:
    - { name: head, ref: head }
    - { name: wider, ref: head, params: { units: 128 } }
metrics:
  - { name: macro_f1, role: primary, direction: maximize, margin: 0.005 }
  - { name: accuracy }
seeds: { min: 5, max: 20 }
alpha: 0.05
vary: [init, order, data]
evaluation: [data/test.csv, evaluate.ts]
checks: { sensitivity: { learning_rate: [0.5, 2] }, slices: true, overfitting: { gap: 0.1 } }
gate: { fail-on: [regression, invalid] }
limits: { parallel: auto, run-minutes: 60, retries: 1, failed-runs: 0.1 }
`,
      'conclusive.yml',
    );
    expect(config.seeds).toEqual({ kind: 'sequential', min: 5, max: 20 });
    expect(config.metrics.map(({ role }) => role)).toEqual(['primary', 'secondary']);
    expect(config.models.variants[1]?.params).toEqual({ units: 128 });
  });

  it('takes the name that the trainer logs, alone or with its split', () => {
    const { metrics } = parseConfig(
      MINIMAL.replace(
        /metrics:.*/,
        'metrics: [{ name: macro_f1, from: eval_f1 }, { name: accuracy, from: { name: acc, split: validation } }]',
      ),
      'conclusive.yml',
    );
    expect(metrics.map(({ from }) => from)).toEqual([
      { name: 'eval_f1', split: null },
      { name: 'acc', split: 'validation' },
    ]);
  });

  test.each([
    [
      'a source that is no name',
      MINIMAL.replace(/metrics:.*/, 'metrics: [{ name: macro_f1, from: 3 }]'),
      'conclusive.yml:3:35: metrics[0].from: must be the name that the trainer logs, or a mapping with name and split, found 3',
    ],
    [
      'a split that there is not',
      MINIMAL.replace(/metrics:.*/, 'metrics: [{ name: macro_f1, from: { name: f1, split: dev } }]'),
      'conclusive.yml:3:54: metrics[0].from.split: unknown value "dev"; allowed: train, validation, test, shifted',
    ],
    [
      'an unknown value with the nearest known one',
      `${MINIMAL}gate:\n  fail-on: [regresion]\n`,
      'conclusive.yml:5:13: gate.fail-on[0]: unknown value "regresion"; allowed: regression, inconclusive, equivalent, overfitting, slices, invalid, not-supported, never; did you mean "regression"?',
    ],
    [
      'an unknown key with the nearest known one',
      `${MINIMAL}gate:\n  fail_on: [regression]\n`,
      'conclusive.yml:5:3: gate: unknown key "fail_on"; allowed: fail-on, warn-on, metrics; did you mean "fail-on"?',
    ],
    [
      'a key at the wrong level with the level where it belongs',
      `${MINIMAL}fail-on: [regression]\n`,
      'conclusive.yml:4:1: unknown key "fail-on"; allowed: name, trainer, params, models, metrics, seeds, alpha, vary, folds, data, code, paths, evaluation, claim, checks, gate, limits; did you mean "gate.fail-on"?',
    ],
    [
      'a value of the wrong type',
      `${MINIMAL}alpha: five percent\n`,
      'conclusive.yml:4:8: alpha: must be a number, found "five percent"',
    ],
    [
      'a number beyond its bound',
      `${MINIMAL}limits: { parallel: 0 }\n`,
      'conclusive.yml:4:21: limits.parallel: must be at least 1, found 0',
    ],
    [
      'a key without a value, at the key',
      `${MINIMAL}evaluation:\n`,
      'conclusive.yml:4:1: evaluation: must be a list, found nothing',
    ],
    [
      'a word where one word or a number is allowed',
      `${MINIMAL}data: bootstap\n`,
      'conclusive.yml:4:7: data: must be "bootstrap" or a number between 0 and 1, found "bootstap"; did you mean "bootstrap"?',
    ],
    [
      'a fault inside the right branch of a choice',
      `${MINIMAL}seeds: { min: 5, max: many }\n`,
      'conclusive.yml:4:23: seeds.max: must be a number, found "many"',
    ],
    [
      'seeds whose minimum is above the maximum',
      `${MINIMAL}seeds: { min: 9, max: 5 }\n`,
      'conclusive.yml:4:23: seeds.max: must be at least min (9), found 5',
    ],
    [
      'a git ref that YAML reads as a number',
      'trainer: { module: m.ts }\nmodels: { variants: [{ name: a, ref: 1234567 }] }\nmetrics: [{ name: accuracy }]\n',
      'conclusive.yml:2:38: models.variants[0].ref: must be a string, found 1234567; put it in quotes',
    ],
    [
      'two variants of one name',
      'trainer: { module: m.ts }\nmodels: { variants: [{ name: a }, { name: a }] }\nmetrics: [{ name: accuracy }]\n',
      'conclusive.yml:2:43: models.variants[1].name: "a" stands here twice; the first is entry [0]',
    ],
    [
      'a variant that is called baseline',
      'trainer: { module: m.ts }\nmodels: { variants: [{ name: baseline }] }\nmetrics: [{ name: accuracy }]\n',
      'conclusive.yml:2:30: models.variants[0].name: "baseline" is the name of the other arm; choose another',
    ],
    [
      'a variant that no record could be of',
      'trainer: { module: m.ts }\nmodels: { variants: [{ name: prototype }] }\nmetrics: [{ name: accuracy }]\n',
      'conclusive.yml:2:30: models.variants[0].name: must not be a reserved name, found "prototype"',
    ],
    [
      'a metric that stands twice',
      `${MINIMAL.replace('accuracy }', 'accuracy }, { name: accuracy }')}`,
      'conclusive.yml:3:39: metrics[1].name: "accuracy" stands here twice; the first is entry [0]',
    ],
    [
      'an unknown metric without a direction',
      MINIMAL.replace('accuracy', 'acuracy'),
      'conclusive.yml:3:19: metrics[0].name: "acuracy" is not a metric that Conclusive knows, so say which way is better: direction: maximize or direction: minimize; did you mean "accuracy"?',
    ],
    [
      'a margin in points where shares are meant',
      MINIMAL.replace('accuracy }', 'accuracy, margin: 1 }'),
      "conclusive.yml:3:37: metrics[0].margin: is as large as accuracy can get, so everything would be equivalent: 1; it is in the metric's own unit: 0.005 is half a percentage point",
    ],
    [
      'a trainer that is both a module and a command',
      MINIMAL.replace('model.ts }', 'model.ts, command: python train.py }'),
      'conclusive.yml:1:10: trainer: needs exactly one of module and command',
    ],
    [
      'a module outside every work tree',
      MINIMAL.replace('model.ts', '/home/me/model.ts'),
      'conclusive.yml:1:20: trainer.module: must be relative to this file, written with "/", found "/home/me/model.ts"',
    ],
    [
      'a data rule that nothing uses',
      `${MINIMAL}data: 0.5\n`,
      'conclusive.yml:4:7: data: has no effect unless vary holds "data"; add it there or remove this key',
    ],
    [
      'a gate that never fails and fails',
      `${MINIMAL}gate: { fail-on: [never, invalid] }\n`,
      'conclusive.yml:4:19: gate.fail-on[0]: "never" contradicts the other entries; write it alone or remove it',
    ],
    [
      'a gate on a metric that is not tested against a level',
      MINIMAL.replace('accuracy }', 'accuracy }, { name: f1 }').concat(
        'gate: { metrics: { f1: { fail-on: [regression] } } }\n',
      ),
      'conclusive.yml:4:24: gate.metrics.f1: "f1" is secondary and decides nothing; give it role: primary',
    ],
    [
      'a gate on a metric that is misspelt',
      `${MINIMAL}gate: { metrics: { acuracy: {} } }\n`,
      'conclusive.yml:4:29: gate.metrics.acuracy: "acuracy" is not among the metrics; did you mean "accuracy"?',
    ],
    [
      'a reserved parameter name',
      `${MINIMAL}params: { constructor: 1 }\n`,
      'conclusive.yml:4:11: params: a name must not be a reserved name, found "constructor"',
    ],
    [
      'a prototype key',
      `${MINIMAL}params: { __proto__: { units: 1 } }\n`,
      'conclusive.yml:4:11: the key "__proto__" is reserved; choose another',
    ],
    [
      'a bare name of a metric',
      MINIMAL.replace('[{ name: accuracy }]', '[accuracy]'),
      'conclusive.yml:3:11: metrics[0]: must be a mapping (key: value), found "accuracy"; write { name: "accuracy" }',
    ],
    ['a list at the top', '- a\n', 'conclusive.yml:1:1: must be a mapping (key: value), found a list'],
    [
      'an empty file',
      '# nothing yet\n',
      'conclusive.yml: is empty; it needs at least trainer, models and metrics',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  test.each([
    [
      'a tab',
      'trainer:\n\tmodule: m.ts\n',
      'conclusive.yml:2:1: not valid YAML: a tab cannot indent; use spaces',
    ],
    [
      'a duplicate key',
      'alpha: 1\nalpha: 2\n',
      'conclusive.yml:2:1: the key "alpha" stands here twice; remove one',
    ],
    [
      'a colon too many',
      'a: b: c\n',
      'conclusive.yml:1:4: not valid YAML: Nested mappings are not allowed in compact mappings',
    ],
    [
      'an unknown tag',
      'alpha: !!exec 1\n',
      'conclusive.yml:1:8: not valid YAML: Unresolved tag: tag:yaml.org,2002:exec',
    ],
    [
      'two documents',
      `${MINIMAL}---\n${MINIMAL}`,
      'conclusive.yml:4:1: not valid YAML: one file holds one experiment; remove "---"',
    ],
    ['a mapping as a key', '? { a: 1 }\n: 2\n', 'conclusive.yml:1:3: a key must be plain text'],
    ['deep brackets', '['.repeat(5000), 'conclusive.yml:1:51: is nested more than 50 levels deep'],
    ['deep compact lists', '- '.repeat(5000), 'conclusive.yml:1:102: is nested more than 50 levels deep'],
    ['deep keys', '? '.repeat(5000), 'conclusive.yml:1:102: is nested more than 50 levels deep'],
  ])('says where the YAML is broken: %s', (_, text, message) => {
    expect(messageOf(text).split('\n')[0]).toBe(message);
  });

  it('refuses aliases that multiply instead of resolving them', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(10)}]\n`;
    const bomb = `a: &a [x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}`;
    expect(messageOf(bomb)).toMatch(
      /^conclusive\.yml: its aliases cannot be resolved: Excessive alias count/,
    );
  });

  it('accepts an alias used in earnest, and finds faults behind it', () => {
    const text = MINIMAL.replace('ref: head', 'ref: &ref head').replace(
      'variants',
      'baseline: { ref: base }, variants',
    );
    expect(parseConfig(`${text}name: *ref\n`, 'conclusive.yml').name).toBe('head');
    expect(messageOf(`${text}alpha: *ref\n`)).toBe(
      'conclusive.yml:4:8: alpha: must be a number, found "head"',
    );
  });

  it('lists all faults at once, in the order of the file', () => {
    const text = 'alpha: 2\ntrainer: {}\nmodels: { variants: [] }\nmetrics: [{ name: 3 }]\n';
    expect(messageOf(text).split('\n')).toEqual([
      'conclusive.yml:1:8: alpha: must be below 0.5, found 2',
      'conclusive.yml:2:10: trainer: needs exactly one of module and command',
      'conclusive.yml:3:21: models.variants: must have at least 1 entry, found 0',
      'conclusive.yml:4:19: metrics[0].name: must be a string, found 3; put it in quotes',
    ]);
  });

  it('shows at most twenty faults and counts the rest', () => {
    const keys = Array.from({ length: 33 }, (_, index) => `unknown-${index}: 1\n`).join('');
    const lines = messageOf(`${MINIMAL}${keys}`).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('conclusive.yml: and 13 more');
  });

  it('cuts long values in messages', () => {
    expect(messageOf(`${MINIMAL}alpha: ${'x'.repeat(5000)}\n`).length).toBeLessThan(200);
  });
});

describe('loadConfig', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conclusive-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a file, a byte order mark and Windows line ends included', async () => {
    const path = join(folder, 'windows.yml');
    await writeFile(path, `\uFEFF${MINIMAL.replaceAll('\n', '\r\n')}`);
    expect((await loadConfig(path)).metrics[0]?.name).toBe('accuracy');
  });

  it('is wrong input, not a fault of the program, when the file is missing', async () => {
    const path = join(folder, 'missing.yml');
    await expect(loadConfig(path)).rejects.toThrow(UserError);
    await expect(loadConfig(path)).rejects.toThrow(
      `${path}: no such file; write one with "conclusive init" or name another with --config`,
    );
  });

  it('refuses a folder', async () => {
    await expect(loadConfig(folder)).rejects.toThrow(
      `${folder}: is a folder; name the config in it, e.g. conclusive.yml`,
    );
  });

  it('refuses what is not UTF-8', async () => {
    const path = join(folder, 'utf16.yml');
    await writeFile(path, Buffer.from(MINIMAL, 'utf16le').fill(0xff, 0, 2));
    await expect(loadConfig(path)).rejects.toThrow(`${path}: is not UTF-8 text; save it as UTF-8`);
  });

  it('refuses a file that no one wrote by hand', async () => {
    const path = join(folder, 'huge.yml');
    await writeFile(path, '#'.repeat(256 * 1024 + 1));
    await expect(loadConfig(path)).rejects.toThrow(
      `${path}: has 262145 bytes; a config may have at most 262144`,
    );
  });
});
