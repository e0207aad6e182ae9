import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../../src/checks/config-schema.ts';
import { loadConfig } from '../../../src/config/file/load.ts';
import { UserError } from '../../../src/config/user-error.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { MINIMAL, messageOf } from '../refused-config.ts';

describe('parseConfig', () => {
  test('fills in the defaults of a minimal config', () => {
    expect(parseConfig(MINIMAL, 'conclusive.yml')).toEqual({
      path: 'conclusive.yml',
      trainer: { module: 'model.ts', backend: 'auto' },
      params: {},
      models: { baseline: { params: {} }, variants: [{ name: 'head', ref: 'head', params: {} }] },
      metrics: [{ name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'percent' }],
      seeds: { kind: 'sequential', min: 6, max: 25 },
      verdict: {},
      alpha: 0.05,
      caseMetrics: [],
      vary: ['init', 'order'],
      folds: null,
      data: 'bootstrap',
      evaluation: [],
      claims: [],
      mayBeEqual: [],
      isVaryStated: false,
      checks: {
        ignore: [],
        overfitting: { gap: 0.1, 'after-best': 0.25, gl: 5 },
        'smaller-model': { parameters: 1.25 },
        slices: true,
        leakage: 0.01,
        reproducible: 'auto',
        'sensitivity-seeds': 3,
        'training-effort': { epochs: 1.5, time: 2 },
        undertrained: { fall: 0.05 },
      },
      gate: {
        'fail-on': ['regression', 'invalid'],
        'warn-on': ['inconclusive', 'slices', 'reference', 'invalid'],
      },
      limits: { parallel: 'auto', 'run-minutes': 60, retries: 1, 'failed-runs': 0.1 },
      executor: { kind: 'local' },
    });
  });

  test('takes a config with every part', () => {
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

  test('takes the name that the trainer logs, alone or with its split', () => {
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

  test('refuses an empty file', () => {
    expect(messageOf('# nothing yet\n')).toBe(
      'conclusive.yml: is empty; it needs at least trainer or evaluate, models and metrics',
    );
  });
});

describe('loadConfig', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conclusive-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('reads a file, a byte order mark and Windows line ends included', async () => {
    const path = join(folder, 'windows.yml');
    await writeFile(path, `\uFEFF${MINIMAL.replaceAll('\n', '\r\n')}`);
    expect((await loadConfig(path, CONFIG_SCHEMA)).metrics[0]?.name).toBe('accuracy');
  });

  test.each(['conclusive.yaml', 'ml sub/conclusive.yml'])('names %s, which is there', async (near) => {
    const place = join(folder, near.replaceAll('/', '-'));
    await mkdir(dirname(join(place, near)), { recursive: true });
    await writeFile(join(place, near), MINIMAL);
    await expect(loadConfig(join(place, 'conclusive.yml'), CONFIG_SCHEMA)).rejects.toThrow(
      `no such file; there is ${join(place, near)}: name it with --config`,
    );
  });

  test('is wrong input, not a fault of the program, when the file is missing', async () => {
    const path = join(folder, 'missing.yml');
    await expect(loadConfig(path, CONFIG_SCHEMA)).rejects.toThrow(UserError);
    await expect(loadConfig(path, CONFIG_SCHEMA)).rejects.toThrow(
      `${path}: no such file; write one with "conclusive init" or name another with --config`,
    );
  });

  test('refuses a folder', async () => {
    await expect(loadConfig(folder, CONFIG_SCHEMA)).rejects.toThrow(
      `${folder}: is a folder; name the config file in it, e.g. conclusive.yml`,
    );
  });

  test('refuses what is not UTF-8', async () => {
    const path = join(folder, 'utf16.yml');
    await writeFile(path, Buffer.from(MINIMAL, 'utf16le').fill(0xff, 0, 2));
    await expect(loadConfig(path, CONFIG_SCHEMA)).rejects.toThrow(
      `${path}: is not UTF-8 text; save it as UTF-8`,
    );
  });

  test('refuses a file that no one wrote by hand', async () => {
    const path = join(folder, 'huge.yml');
    await writeFile(path, '#'.repeat(256 * 1024 + 1));
    await expect(loadConfig(path, CONFIG_SCHEMA)).rejects.toThrow(
      `${path}: is larger than 256 kB; a config is a text file of at most 256 kB`,
    );
  });
});
