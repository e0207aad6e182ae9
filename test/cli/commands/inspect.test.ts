import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { describeInspected, inspectCommand } from '../../../src/cli/commands/inspect.ts';
import type { Inspected } from '../../../src/records/inspect-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const FOUND: Inspected = {
  directory: 'run',
  problem: null,
  status: 'ok',
  failure: null,
  values: [
    { metric: 'accuracy', split: 'test', value: 0.9, file: 'log.csv', key: 'test_acc', at: 'last', of: 20 },
    { metric: 'f1', split: 'test', value: 0.8, file: 'predictions.csv', key: 'f1', at: 'computed' },
  ],
  curves: [{ metric: 'loss', split: 'train', epochs: 20 }],
  files: [
    { file: 'log.csv', format: '*.csv with an epoch column' },
    { file: 'x.json', format: null },
  ],
  notRead: [{ file: 'x.json', keys: ['a.b'] }],
  warnings: ['log.csv:3: \u001b[31mred'],
  hint: null,
};

test('a table of values with where each is from, then what was read and what was not', () => {
  expect(
    describeInspected(FOUND),
  ).toBe(`| Metric   | Split | Value | From                                       |
| -------- | ----- | ----- | ------------------------------------------ |
| accuracy | test  | 0.9   | log.csv test_acc, last of 20               |
| f1       | test  | 0.8   | predictions.csv, computed from predictions |

Curves:
- train loss: 20 epochs

Read:
- log.csv, as *.csv with an epoch column

Not read:
- x.json: a.b

Warnings:
- log.csv:3: \ufffd[31mred
`);
});

test('a folder without a result begins with the reason', () => {
  const text = describeInspected({ ...FOUND, problem: 'nothing to read in the run directory', values: [] });
  expect(text).toMatch(/^nothing to read in the run directory\n\nCurves:/);
});

test('an output folder, or its runs, is answered with one of its records', async () => {
  const folder = await temporaryFolder();
  const record = join(folder, 'runs', `${'ab'.repeat(32)}.json`);
  await mkdir(dirname(record));
  await writeFile(record, '{}');
  for (const directory of [folder, dirname(record)])
    await expect(inspectCommand().parseAsync([directory], { from: 'user' })).rejects.toThrow(
      `${directory} has the records of many runs; name one of them, such as ${record}`,
    );
});
