/** Files that are made to keep a reader busy, for every format there is, read by the shipped process: each ends with values or a reason. */
import { fork } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { READERS } from '../../../src/records/readers/registry.ts';
import type { ReadAnswer } from '../../../src/train/reading/messages.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const DIST = process.env.CONCLUSIVE_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));
const MB = 1024 * 1024;

/** For each reader of the registry, in its order: a file that it takes, and how it begins. */
const FILES: ReadonlyArray<readonly [name: string, start?: string]> = [
  ['metrics.json', '{"accuracy": 0.5}'],
  ['data-evidence.json'],
  ['trainer_state.json', '{"log_history": ['],
  ['all_results.json', '{"eval_loss": '],
  ['files/wandb-summary.json', '{"loss": '],
  ['run-1.wandb', ':W&B'],
  ['0123456789abcdef0123456789abcdef/metrics/acc', '1 0.5 1\n'],
  ['results.csv', 'epoch,train/box_loss,metrics/mAP50(B)\n'],
  ['cv_results.csv', 'mean_test_score,rank_test_score,params\n'],
  ['results.json', '{"results": {"a": {"acc,none": '],
  ['junit.xml', '<testsuites><testcase name="a"><property '],
  ['events.out.tfevents.1'],
  ['classification_report.json', '{"accuracy": 0.5, "macro avg": {'],
  ['cv.json', '{"test_score": ['],
  ['evals_result.json', '{"validation_0": {"logloss": ['],
  ['history.json', '{"loss": ['],
  ['predictions.jsonl', '{"label": 0, "prediction": 0}\n'],
  ['log.jsonl', '{"epoch": 1, "loss": 0.5}\n'],
  ['steps.jsonl', '{"step": 1, "loss": 0.5}\n'],
  ['steps.csv', 'step,loss\n'],
  ['log.csv', 'epoch,loss\n'],
];

type Make = (path: string, start: string) => void;
const filled =
  (text: string, bytes: number): Make =>
  (path, start) =>
    writeFileSync(path, start + text.repeat(Math.ceil(bytes / text.length)));
const SHAPES: Readonly<Record<string, Make>> = {
  'zeros that take no room': (path, start) => {
    writeFileSync(path, start);
    truncateSync(path, 100 * MB);
  },
  'one line': filled('a', 2 * MB),
  'a line of cells': filled('1,', MB - 1000),
  'many short lines': filled('a,b\n', MB),
  'many broken objects': filled('{"a\n', 4 * MB),
  'lists in lists': filled('[', 500_000),
  'objects in objects': filled('{"a":', MB - 1000),
  'quotes without end': filled('"', 300_000),
  'a string without end after a NaN': (path, start) =>
    writeFileSync(path, `${start}{"a": NaN, "${'\\\\"'.repeat(400_000)}`),
  'spaces without end': filled(' ', MB - 1000),
  'many files': (path, start) => {
    const name = path.slice(dirname(path).length + 1);
    for (let index = 0; index < 300; index += 1) {
      mkdirSync(join(dirname(path), String(index)));
      writeFileSync(join(dirname(path), String(index), name), start + 'a,b\n'.repeat(2_000));
    }
  },
};

test('every format has a file here', () => {
  expect(FILES).toHaveLength(new Set(READERS.map(({ format }) => format)).size);
});

const reader = fork(join(DIST, 'reader.js'), { env: {}, execArgv: [], serialization: 'advanced' });
afterAll(() => reader.kill());

function read(directory: string, file: string): Promise<ReadAnswer> {
  const metrics = [
    { name: 'accuracy' },
    { name: 'loss', from: { name: 'own', split: null, file, key: 'a.b' } },
  ];
  const options = { declaredMetrics: ['accuracy', 'own'], metrics };
  return new Promise((resolve) => {
    reader.once('message', (answer) => resolve(answer as ReadAnswer));
    reader.send({ directory, options });
  });
}

describe.each(Object.entries(SHAPES))('%s', (_, make) => {
  test.each(FILES.map(([name, start = '']) => [name, start] as const))('in %s', async (name, start) => {
    const directory = await temporaryFolder();
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    make(path, start);
    const { result } = await read(directory, name);
    if ('run' in result) expect(['ok', 'crashed', 'diverged']).toContain(result.run.status);
    else expect(result).toMatchObject({ isUnreadable: true, message: expect.stringMatching(/\w/) });
    rmSync(directory, { recursive: true });
  });
});

test('files that take no room count by their size, before they are read', async () => {
  const directory = await temporaryFolder();
  for (let index = 0; index < 30; index += 1) {
    const path = join(directory, `${index}.csv`);
    // Every row but the first is broken, so that each file is left out in turn and all are read again.
    writeFileSync(path, 'epoch,loss\n');
    truncateSync(path, 100 * MB);
  }
  const { result } = await read(directory, '0.csv');
  expect(result).toMatchObject({ message: expect.stringContaining('exceed 1 GB in total') });
});
