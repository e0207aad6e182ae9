/** Each mistake with data is seen on its fixture, and none of them on a clean experiment. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../../src/checks/registry.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { copyFixture, folderWith, judged } from '../support/command.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** `id model` -> status of every check. */
function statuses({ checks }: ExperimentResult): Record<string, string> {
  return Object.fromEntries(
    checks.map(({ id, model, status }) => [model === null ? id : `${id} ${model}`, status]),
  );
}

/** Ids of checks that speak of what few experiments have: a reference, chosen seeds, data files, a table, an evaluation, runs that the config asks for. */
const SOMETIMES = new Set([
  'copied-runs',
  'reference',
  'seed-choice',
  'leakage/ids',
  'leakage/label',
  'leakage/groups',
  'reproducible',
  'same-cases',
  'sensitivity',
  'tuning-budget',
  'variance-sources',
]);

/** Of those that did not pass, after all have spoken. */
function notPassed(result: ExperimentResult): Record<string, string> {
  const spoken = new Set(result.checks.map(({ id }) => id));
  expect(CHECKS.map(({ id }) => id).filter((id) => !spoken.has(id) && !SOMETIMES.has(id))).toEqual([]);
  return Object.fromEntries(Object.entries(statuses(result)).filter(([, status]) => status !== 'pass'));
}

/** Fewer than six runs of a model cannot be seen to fall into two groups. */
const FEW_RUNS = { 'instability/bimodality': 'not-checked' };

/** One epoch has no best one, and these fixtures declare no evaluation files. */
const ONE_EPOCH = (variant: string) => ({
  'evaluation-files': 'not-checked',
  'overfitting/gap baseline': 'not-checked',
  [`overfitting/against-baseline ${variant}`]: 'not-checked',
  'overfitting/best-epoch baseline': 'not-checked',
  'undertrained baseline': 'not-checked',
  [`undertrained ${variant}`]: 'not-checked',
  [`seed-trend ${variant}`]: 'not-checked',
});

async function run(directory: string, config: string): Promise<ExperimentResult> {
  const { stdout, stderr } = await judged(directory, 'run', '--config', config, '--json');
  expect(stdout, stderr).not.toBe('');
  return readResult(stdout);
}

describe('mistakes with data', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    for (const name of ['digits', 'data-pitfalls']) {
      await cp(join(FIXTURES, name), join(directory, name), {
        recursive: true,
        filter: (path) => !path.includes('.conclusive'),
      });
    }
    return () => rm(directory, { recursive: true });
  });

  test('a slice that gets worse while the mean improves is seen, named or not, and so is a lead that is lost elsewhere', async () => {
    const result = await run(directory, 'data-pitfalls/slice.yml');
    expect(result.verdict).toBe('improvement');
    expect(result.gate).toMatchObject({
      conclusion: 'neutral',
      reason: expect.stringContaining('a slice gets worse'),
    });
    expect(notPassed(result)).toEqual({
      ...ONE_EPOCH('cleaned'),
      'metrics/own-curve baseline': 'not-checked',
      'training-effort cleaned': 'warn',
      'slices/named cleaned': 'fail',
      'slices/found cleaned': 'warn',
      'domain/drop cleaned': 'warn',
    });
    const found = result.checks.find(({ id }) => id === 'slices/found');
    expect(found?.message).toContain('class 9 by ');
    expect(found?.evidence).toContain('class 9 (135 examples)');
    expect(result.checks.find(({ id }) => id === 'domain/drop')).toMatchObject({
      advice: expect.stringMatching(/^find what it loses on the shifted split/),
      evidence: expect.stringMatching(
        /^its lead is 0\.0\d+ \[0\..*\] on the test split and −0\.1\d+ \[−0\..*, −0\..*\] on the shifted one$/,
      ),
    });
  });

  test('a test set that leaks makes the verdict invalid, and one from elsewhere is warned of', async () => {
    const result = await run(directory, 'data-pitfalls/leak.yml');
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toMatch(/^300 of 1500 test examples have a copy in the training data/);
    // A module's data is known after the first look: what else would train, for checks.sensitivity, does not.
    expect(result.runs.trained).toBe(4);
    expect(notPassed(result)).toEqual({
      ...FEW_RUNS,
      ...ONE_EPOCH('longer'),
      'metrics/own-curve': 'not-checked',
      'leakage/exact': 'fail',
      // What is no copy in the test split comes from elsewhere.
      'metrics/test-gap baseline': 'warn',
      'metrics/test-gap longer': 'warn',
      'domain/inputs': 'warn',
      // Two runs of a model are too few for these.
      'test-selection': 'not-checked',
      'instability/collapse': 'not-checked',
      'instability/spread longer': 'not-checked',
      'slices/found longer': 'not-checked',
      sensitivity: 'not-checked',
      'tuning-budget': 'not-checked',
    });
  });
});

test('nothing alarms on clean digits (fixtures/digits), with two epochs, six seeds and without the slow variant', async () => {
  const directory = await temporaryFolder();
  await copyFixture(directory, 'digits', (text) =>
    text
      .replace('epochs: 15', 'epochs: 2')
      // Five pairs have no p below 1/32, however few groups are looked at.
      .replace('seeds: 5', 'seeds: 6')
      .replace(/.*name: conv.*\n/, ''),
  );
  expect(notPassed(await run(directory, 'conclusive.yml'))).toEqual({
    undertrained: 'not-checked',
    'seed-trend dropout': 'not-checked',
    'metrics/own-curve': 'not-checked',
  });
});

describe('commands', () => {
  const script = (accuracy: string) => `
    import { writeFileSync } from 'node:fs';
    const seed = Number(process.argv[2]);
    writeFileSync(process.argv[3] + '/metrics.json', JSON.stringify({ accuracy: ${accuracy} }));`;
  const config = (more = '') => `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs {seed} {run_dir}' }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]
seeds: 3
${more}`;
  const seeded = script('0.8 + 0.01 * Math.sin(seed * 7 + process.env.CONCLUSIVE_PARAMS.length)');

  test('a seed that gives the same twice passes, one that does not is warned of', async () => {
    const clean = await run(
      await folderWith({ 'train.mjs': seeded, 'conclusive.yml': config() }),
      'conclusive.yml',
    );
    expect(statuses(clean)).toMatchObject({
      'reproducible baseline': 'pass',
      'reproducible head': 'pass',
      'leakage/exact': 'not-checked',
      'domain/inputs': 'not-checked',
    });
    const chance = await folderWith({
      'train.mjs': script('0.8 + 0.01 * Math.random()'),
      'conclusive.yml': config(),
    });
    const first = await run(chance, 'conclusive.yml');
    expect(statuses(first)).toMatchObject({ 'reproducible baseline': 'warn', 'reproducible head': 'warn' });
    // Where nothing is trained, what was repeated is on record as well.
    const again = await run(chance, 'conclusive.yml');
    expect(again.checks).toEqual(first.checks);
  });

  test('are repeated only where the config lets them', async () => {
    const directory = await folderWith({
      'train.mjs': script('0.8 + 0.01 * Math.random()'),
      'conclusive.yml': config('checks: { reproducible: false }'),
    });
    expect(statuses(await run(directory, 'conclusive.yml'))).not.toHaveProperty('reproducible baseline');
  });

  test('name features of their examples, and slices are looked for among them', async () => {
    const body = `
    const missed = process.env.CONCLUSIVE_PARAMS.length > 2;
    const rows = Array.from({ length: 200 }, (_, id) => {
      const [label, length] = [id % 2, (id * 7) % 50];
      const isRight = missed && length >= 40 ? false : (id * 31 + seed * 17) % 10 > 1;
      return JSON.stringify({ id, label, prediction: isRight ? label : 1 - label, features: { length, run: seed } });
    });
    writeFileSync(process.argv[3] + '/predictions.jsonl', rows.join('\\n'));`;
    const directory = await folderWith({
      'train.mjs': `${seeded}${body}`,
      'conclusive.yml': config().replace('seeds: 3', 'seeds: 6'),
    });
    const { checks } = await run(directory, 'conclusive.yml');
    const found = checks.find(({ id }) => id === 'slices/found');
    expect(found).toMatchObject({ status: 'warn' });
    expect(found?.message).toContain('length 40 to 49 by ');
    expect(found?.evidence).toContain('length 40 to 49 (40 examples)');
    expect(`${found?.message} ${found?.evidence}`).not.toContain('run =');
  });

  test('that leave out the examples they are bad at have measured something else', async () => {
    const body = `
    const rows = Array.from({ length: 100 }, (_, id) =>
      JSON.stringify({ id, label: id % 2, prediction: (id * 31 + seed * 17) % 10 > 1 ? id % 2 : 1 - (id % 2) }));
    const kept = process.env.CONCLUSIVE_PARAMS.length > 2 ? rows.slice(10) : rows;
    writeFileSync(process.argv[3] + '/predictions.jsonl', kept.join('\\n'));`;
    const directory = await folderWith({ 'train.mjs': `${seeded}${body}`, 'conclusive.yml': config() });
    const result = await run(directory, 'conclusive.yml');
    expect(statuses(result)['test-examples']).toBe('fail');
    expect(result).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringMatching(/, the first being head under seed 1: it lacks the example "0"/),
    });
  });

  test('are warned of test lines that were edited a little, and no more than warned', async () => {
    const line = (row: number, last: string) =>
      `${Array.from({ length: 19 }, (_, word) => `w${(row * 37 + word * 101) % 997}`).join(' ')} ${last}`;
    const lines = (from: number, count: number, last: string) =>
      Array.from({ length: count }, (_, row) => line(from + row, last)).join('\n');
    const directory = await folderWith({
      'train.mjs': seeded,
      'train.txt': lines(0, 200, 'one'),
      'test.txt': lines(190, 60, 'two'),
      'conclusive.yml': config(
        'checks: { files: { train: train.txt, test: test.txt }, reproducible: false }',
      ),
    });
    const result = await run(directory, 'conclusive.yml');
    expect(statuses(result)).toMatchObject({ 'leakage/exact': 'pass', 'leakage/near': 'warn' });
    expect(result.verdict).not.toBe('invalid');
  });

  test('have their data compared line by line before anything is trained, whatever their runs say of it', async () => {
    const rows = (from: number, count: number) =>
      Array.from(
        { length: count },
        (_, row) => `${from + row},${(from + row) ** 2 % 977},${(from + row) % 31}`,
      );
    const unseen =
      '{ "train": { "examples": 300, "twins": 0 }, "test": { "examples": 60, "twins": 0 }, "leaked": 0, "ids": [] }';
    const forged = `{ "exact": ${unseen}, "near": ${unseen}, "domains": { "test": null, "shifted": null } }`;
    const files = {
      'train.mjs': `${seeded}\nwriteFileSync(process.argv[3] + '/data-evidence.json', '${forged}');`,
      'train.csv': ['id,x,y', ...rows(0, 300)].join('\n'),
      'test.csv': ['id,x,y', ...rows(290, 60)].join('\n'),
      'conclusive.yml': config(
        'checks: { files: { train: train.csv, test: test.csv }, reproducible: false }',
      ),
    };
    const directory = await folderWith(files);
    const leaked = await run(directory, 'conclusive.yml');
    expect(leaked.verdict).toBe('invalid');
    expect(leaked.reason).toBe(
      '10 of 60 test examples (test.csv) have a copy in the training data (train.csv). Their score measures memory',
    );
    expect(leaked.checks.find(({ id }) => id === 'leakage/exact')?.evidence).toMatch(
      /300 examples examined.*"line 2", "line 3", "line 4", "line 5", "line 6" and others/,
    );
    expect(leaked.runs.trained).toBe(0);
    await writeFile(join(directory, 'test.csv'), ['id,x,y', ...rows(1000, 60)].join('\n'));
    expect(statuses(await run(directory, 'conclusive.yml'))).toMatchObject({
      'leakage/exact': 'pass',
      'leakage/near': 'pass',
    });
    // A file that setup makes is read after the first look, and the second is not paid for.
    await rm(join(directory, 'test.csv'));
    const setUp = "import { copyFileSync } from 'node:fs';\ncopyFileSync('train.csv', 'test.csv');";
    await writeFile(join(directory, 'setup.mjs'), setUp);
    await writeFile(
      join(directory, 'conclusive.yml'),
      files['conclusive.yml']
        .replace('seeds: 3', 'seeds: { min: 6, max: 12 }')
        .replace("{run_dir}'", "{run_dir}', setup: 'node setup.mjs'"),
    );
    const late = await run(directory, 'conclusive.yml');
    expect(late.reason).toMatch(/^300 of 300 test examples \(test\.csv\) have a copy/);
    expect(late.runs.trained).toBe(12);
  });
});
