/** `conclusive compare`, spawned as it is shipped. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { CLI, conclusive, folderWith } from '../support/command.ts';

const TABLE = fileURLToPath(new URL('../../../fixtures/results/table1.csv', import.meta.url));

/** A folder with the table of the paper. */
async function paper(): Promise<string> {
  const folder = await temporaryFolder();
  await copyFile(TABLE, join(folder, 'table1.csv'));
  return folder;
}

/** The command line with a text as its standard input. */
async function conclusiveWith(input: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: await temporaryFolder() });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stdin.end(input);
  const code = await new Promise((settle) => child.once('close', settle));
  return { code, stdout };
}

const WORSE = `model,seed,accuracy\n${[0.71, 0.74, 0.72, 0.75, 0.73]
  .flatMap((value, seed) => [`main,${seed},${value}`, `pr,${seed},${value - 0.05 - seed / 1000}`])
  .join('\n')}\n`;

describe('the table of the paper, with the spread that it does not show', () => {
  test('is inconclusive for both variants, and exits with 0', async () => {
    const { code, stdout, stderr } = await conclusive(
      await paper(),
      ...['compare', 'table1.csv', '--baseline', 'baseline', '--metric', 'macro_f1'],
    );
    expect(stdout).toMatch(
      /^### ⚪ Too close to call: macro‑F1 of `B` \S+ \(\S+\s% CI \S+ to \S+\)\n\n<sub>20 seed pairs · holds for new seeds on this test set/,
    );
    expect(stdout).toMatch(/\| baseline \| 20 \| 0\.690\s±\s/);
    expect(stdout).toMatch(/\| A \| 20 \| 0\.700\s±\s.* inconclusive \|/);
    expect(stdout).toMatch(/\| B \| 20 \| 0\.700\s±\s.* inconclusive \|/);
    expect(stdout).toContain('conclusive compare table1.csv --baseline baseline --metric macro_f1');
    expect(stdout).toContain('Runs: 60 existing results; nothing was trained.');
    expect(stdout).not.toContain('checkout');
    expect(stderr).toContain('Too close to call');
    expect(code).toBe(0);
  });

  test('has the means of the paper, as JSON and in the files of -o', async () => {
    const folder = await paper();
    const { code, stdout } = await conclusive(
      folder,
      ...[
        'compare',
        'table1.csv',
        '--metric',
        'macro_f1',
        '--secondary',
        'accuracy',
        '--json',
        '-o',
        'report',
      ],
    );
    const result = readResult(stdout);
    const means = result.comparisons.map((c) =>
      c.difference === null ? null : [c.variant, c.metric, c.baseline.mean, c.candidate.mean],
    );
    expect(means).toEqual([
      ['A', 'macro_f1', expect.closeTo(0.69, 12), expect.closeTo(0.7, 12)],
      ['A', 'accuracy', expect.closeTo(83.2, 10), expect.closeTo(82.7, 10)],
      ['B', 'macro_f1', expect.closeTo(0.69, 12), expect.closeTo(0.7, 12)],
      ['B', 'accuracy', expect.closeTo(83.2, 10), expect.closeTo(82.9, 10)],
    ]);
    expect(result.comparisons.map(({ verdict }) => verdict)).toEqual(Array(4).fill('inconclusive'));
    expect(await readFile(join(folder, 'report/result.json'), 'utf8')).toBe(stdout);
    expect(await readFile(join(folder, 'report/report.md'), 'utf8')).toContain('Too close to call');
    expect(await readFile(join(folder, 'report/report.html'), 'utf8')).toContain('<!doctype html>');
    expect(code).toBe(0);
  });
});

describe('exit codes', () => {
  test('a regression fails the gate, unless the gate looks away', async () => {
    const folder = await folderWith({ 'r.csv': WORSE });
    const worse = await conclusive(folder, 'compare', 'r.csv', '--baseline', 'main');
    expect(worse).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('❌ `pr` lowers accuracy by '),
    });
    const never = await conclusive(folder, 'compare', 'r.csv', '--baseline', 'main', '--fail-on', 'never');
    expect(never.code).toBe(0);
  });

  const REFUSED: ReadonlyArray<readonly [name: string, args: readonly string[], message: string]> = [
    ['an unknown model', ['r.csv', '--baseline', 'mian'], 'did you mean "main"?'],
    ['an unknown metric', ['r.csv', '--baseline', 'main', '--metric', 'acuracy'], 'did you mean "accuracy"?'],
    ['no such file', ['none.csv', '--baseline', 'main'], 'none.csv: no such file'],
    ['a margin that is no number', ['r.csv', '--margin', 'small'], 'must be a number, got "small"'],
    ['a direction that is none', ['r.csv', '--direction', 'up'], 'must be maximize or minimize, got "up"'],
    ['no file', [], 'missing required argument'],
    ['a broken line', ['broken.csv', '--baseline', 'main'], 'broken.csv:3: accuracy is "0,8", not a number'],
  ];

  test.each(REFUSED)('%s is one message and exit code 2', async (_, args, message) => {
    const folder = await folderWith({
      'r.csv': WORSE,
      'broken.csv': 'model;seed;accuracy\nmain;1;0.7\nmain;2;0,8\npr;1;0.7\npr;2;0.7\n',
    });
    const { code, stdout, stderr } = await conclusive(folder, 'compare', ...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('names from a file cannot reach out of the report', async () => {
  const name = '<img src=x onerror=alert(1)> @octocat $(id)';
  const rows = WORSE.replaceAll('pr,', `"${name}",`);
  const folder = await folderWith({ 'r.csv': rows });
  const { stdout } = await conclusive(folder, 'compare', 'r.csv', '--baseline', 'main', '-o', '.');
  const outsideCode = stdout.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '');
  expect(outsideCode).not.toMatch(/<img|@octocat/);
  expect(await readFile(join(folder, 'report.html'), 'utf8')).not.toContain('<img');
});

test('run records in a folder are compared as tables are', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.conclusive/runs'), { recursive: true });
  const values = { baseline: [0.5, 0.6, 0.7], head: [0.52, 0.61, 0.73] };
  for (const [model, scores] of Object.entries(values)) {
    for (const [seed, accuracy] of scores.entries()) {
      const fingerprint = `${model === 'head' ? 'a' : 'b'}${seed}`.repeat(32);
      const record = {
        schema: 'conclusive.run/1',
        ...{ fingerprint, model, seed, params: { units: 8 }, commit: null, status: 'ok', failure: null },
        curves: [1, 2].map((epoch) => ({
          epoch,
          train: { loss: 1 / epoch },
          validation: { loss: 2 - seed / 9 },
        })),
        ...{
          metrics: { test: { accuracy } },
          slices: {},
          predictions: null,
          parameters: 42,
          environment: {},
        },
        cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null },
      };
      await writeFile(join(folder, '.conclusive/runs', `${fingerprint}.json`), JSON.stringify(record));
    }
  }
  const { code, stdout } = await conclusive(folder, 'compare', '.conclusive', '--json');
  const result = readResult(stdout);
  expect(code).toBe(0);
  expect(result.comparisons).toMatchObject([
    { variant: 'head', metric: 'accuracy', pairing: 'seed', candidate: { n: 3 } },
  ]);
  expect(result.models).toMatchObject([{ parameters: 42, params: { units: 8 } }, { name: 'head' }]);
  expect(result.curves).toHaveLength(2);
});

describe('predictions of two trained models, without any config', () => {
  const answers = (right: (question: number) => boolean) =>
    `id,label,prediction\n${Array.from({ length: 120 }, (_, id) => `${id},yes,${right(id) ? 'yes' : 'no'}`).join('\n')}\n`;
  const files = {
    'old.csv': answers((id) => id % 3 !== 0),
    'new.csv': answers((id) => id % 10 !== 0),
    'half.csv': 'id,label\n0,yes\n',
  };

  test('are compared on new examples, and the verdict is about these two', async () => {
    const { code, stdout, stderr } = await conclusive(
      await folderWith(files),
      'compare',
      'old.csv',
      'new.csv',
    );
    expect(stdout).toMatch(
      /^### ✅ `new` improves accuracy by .*\n\n<sub>\S+ test examples · holds for these two trained models only/,
    );
    expect(stderr).toContain('120 test examples');
    expect(code).toBe(0);
  });

  test('that lack a column are refused with the columns that are needed', async () => {
    const { code, stderr } = await conclusive(await folderWith(files), 'compare', 'old.csv', 'half.csv');
    expect(stderr).toContain('half.csv: has the columns "id", "label"');
    expect(stderr).toContain('every file needs id, label and prediction');
    expect(code).toBe(2);
  });
});

test('a table comes from standard input, and `-` stands in the command that repeats it', async () => {
  const { code, stdout } = await conclusiveWith(WORSE, 'compare', '-', '--baseline', 'main');
  expect(stdout).toMatch(/^### ❌ `pr` lowers accuracy by /);
  expect(stdout).toContain('conclusive compare - --baseline main');
  expect(code).toBe(1);
});
