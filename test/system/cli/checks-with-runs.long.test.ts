/** Checks that train runs of their own, from the config to the report. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { copyFixture, folderWith, judged } from '../support/command.ts';

/** A score with an effect of each source and a little of their own; `rate` shifts both arms alike. */
const SCRIPT = `
  import { writeFileSync } from 'node:fs';
  const env = process.env;
  const { rate, boost = 0 } = JSON.parse(env.CONCLUSIVE_PARAMS);
  const [init, order, data] = ['INIT', 'ORDER', 'DATA'].map((name) => Number(env['CONCLUSIVE_SEED_' + name]));
  const wave = (...labels) => Math.sin(labels.reduce((sum, label) => 7.3 * sum + label, 0.7));
  const chance = wave(init, 1) + wave(order, 2) + wave(data, 3) + wave(init, order, data, boost * 100, rate * 10);
  let accuracy = 0.8 + boost + 0.1 * rate + 0.002 * chance;
  // BODY
  writeFileSync(env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy, chosen: env.CONCLUSIVE_DATA === 'bootstrap' ? 1 : 0 }));`;

const config = (checks: string) => `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs' }
params: { rate: 0.1 }
models:
  variants: [{ name: head, params: { boost: 0.1 } }]
metrics: [{ name: accuracy, role: primary }, { name: chosen, direction: maximize }]
seeds: 4
vary: [init, order, data]
checks: { ${checks} }
`;

const ALL = 'sensitivity: { rate: [0.5, 2] }, variance: { seeds: 3 }';

const experiment = (body: string, checks = ALL) =>
  folderWith({ 'conclusive.yml': config(checks), 'train.mjs': SCRIPT.replace('// BODY', body) });

async function resultOf(directory: string, ...args: string[]): Promise<ExperimentResult> {
  const { stdout, stderr } = await judged(directory, 'run', '--json', ...args);
  expect(stdout, stderr).not.toBe('');
  return readResult(stdout);
}

const statusesOf = ({ checks }: ExperimentResult) =>
  checks
    .filter(({ id }) => ['sensitivity', 'tuning-budget', 'variance-sources'].includes(id))
    .map(({ id, model, status }) => [id, model, status]);

const recordsIn = async (...folders: string[]) =>
  (await readdir(join(...folders))).filter((name) => name.endsWith('.json'));

describe('an improvement that holds', () => {
  let directory: string;
  let result: ExperimentResult;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    await writeFile(join(directory, 'conclusive.yml'), config(ALL));
    await writeFile(join(directory, 'train.mjs'), SCRIPT);
    result = await resultOf(directory);
    return () => rm(directory, { recursive: true });
  });

  test('loses nothing to other settings, and no source dominates', () => {
    expect(result.verdict).toBe('improvement');
    expect(statusesOf(result)).toEqual([
      ['sensitivity', 'head', 'pass'],
      ['tuning-budget', 'head', 'pass'],
      ['variance-sources', 'baseline', 'pass'],
      ['variance-sources', 'head', 'pass'],
    ]);
  });

  test('has its runs counted, but kept apart from the comparison, in the records as in the numbers', async () => {
    // Two settings × three seeds and nine cells but for the first, of which the comparison has the runs; two models.
    const own = 2 * (2 * 3 + 8);
    expect(result.runs).toMatchObject({ trained: 8 + own, reused: 0, forChecks: own });
    expect(result.comparisons[0]).toMatchObject({ baseline: { n: 4 }, candidate: { n: 4 } });
    expect(await recordsIn(directory, '.conclusive/runs')).toHaveLength(8);
    expect(await recordsIn(directory, '.conclusive/checks/runs')).toHaveLength(own);
    const report = await readFile(join(directory, '.conclusive/report.md'), 'utf8');
    expect(report).toContain(`${own} of them were only for checks`);
    expect((await judged(directory, 'compare', '.conclusive', '--metric', 'accuracy')).code).toBe(0);
  });

  test('trains nothing the second time, and says the same', async () => {
    const again = await resultOf(directory);
    expect(again.runs).toMatchObject({ trained: 0, reused: result.runs.trained });
    expect(again.checks).toEqual(result.checks);
  });

  test('tells the command how the training data is drawn', () => {
    for (const { value } of result.models[0]?.values.chosen ?? []) expect(value).toBe(1);
  });
});

test('a broken comparison has no more money spent on it', async () => {
  // Fewer than five runs of one value may be chance.
  const result = await resultOf(await experiment('accuracy = 0.8;'), '--seeds', '5');
  expect(result.verdict).toBe('invalid');
  expect(result.checks.filter(({ id }) => id === 'seed-effect').map(({ status }) => status)).toContain(
    'fail',
  );
  expect(result.runs.trained).toBeLessThanOrEqual(10);
  expect(statusesOf(result).map(([, , status]) => status)).toEqual([
    'not-checked',
    'not-checked',
    'not-checked',
  ]);
});

test('a source that the spread comes from is told', async () => {
  const body = 'accuracy = 0.8 + boost + 0.02 * wave(data, 3) + 0.0001 * chance;';
  const result = await resultOf(await experiment(body, 'variance: { seeds: 3 }'));
  const found = result.checks.find(({ id, model }) => id === 'variance-sources' && model === 'baseline');
  expect(found?.status, found?.message).toBe('warn');
  expect(found?.message).toMatch(/ between runs, most of it from the training data$/);
  expect(found?.evidence).toMatch(/^of its variance: .*training data \d+ % \[/);
});

test('what was not decided cannot be lost, so no other settings are trained for it', async () => {
  const body = 'if (boost > 0) accuracy -= 0.1 + 0.2 * Math.sin(init);';
  const result = await resultOf(await experiment(body, 'sensitivity: { rate: [0.5, 2] }'));
  expect(result.verdict).toBe('inconclusive');
  expect(result.runs).toMatchObject({ trained: 8, forChecks: 0 });
  expect(statusesOf(result)).toEqual([
    ['sensitivity', 'head', 'not-checked'],
    ['tuning-budget', 'head', 'not-checked'],
  ]);
});

test('runs of a check that cannot be used leave the verdict alone', async () => {
  const body =
    "if (rate > 0.1) { writeFileSync(env.CONCLUSIVE_RUN_DIR + '/metrics.json', '{}'); process.exit(0); }";
  const result = await resultOf(await experiment(body, 'sensitivity: { rate: [2] }'));
  expect(result.verdict).toBe('improvement');
  expect(statusesOf(result)).toEqual([
    ['sensitivity', null, 'not-checked'],
    ['tuning-budget', null, 'not-checked'],
  ]);
});

async function digits(): Promise<string> {
  const directory = await temporaryFolder();
  await copyFixture(directory, 'digits', (text) => text);
  return directory;
}

test('a gain that holds at twice the learning rate alarms neither check, on real digits (fixtures/digits/robust.yml)', async () => {
  const directory = await digits();
  const result = await resultOf(directory, '--config', 'robust.yml');
  expect(result.verdict).toBe('improvement');
  expect(statusesOf(result)).toEqual([
    ['sensitivity', 'longer', 'pass'],
    ['tuning-budget', 'longer', 'pass'],
  ]);
  expect(result.runs).toMatchObject({ trained: 12, forChecks: 6 });
  const drop = result.checks.find(({ id }) => id === 'domain/drop');
  // It loses more than the baseline where the domain shifts, from a higher start: three pairs show neither that nor what is left.
  expect(drop).toMatchObject({ status: 'pass', advice: null });
  expect(drop?.message).toMatch(
    /; difference 0\.024 \[−.*\]; its lead is 0\.070 \[0\..*\] on the test split and 0\.047 \[−.*\] on the shifted one$/,
  );
});

test('a gain that is a matter of tuning turns around and is gone, on real digits (fixtures/digits/fragile.yml)', async () => {
  const directory = await digits();
  const result = await resultOf(directory, '--config', 'fragile.yml');
  expect(result.verdict).toBe('improvement');
  const report = await readFile(join(directory, '.conclusive/report.md'), 'utf8');
  expect(report.split('\n')[2]).toMatch(
    /⚠️ `tuned` is no better once both models are tuned equally · ⚠️ `tuned` is better only at these hyperparameters/,
  );
  expect(report).toMatch(/^- ⚠️ `tuned`: the improvement changes sign at `learning_rate` × 16 → /m);
  expect(report).toMatch(
    /^- ⚠️ `tuned`: the improvement is gone once both arms are tuned equally → give the baseline the same search as the variant/m,
  );
  expect(statusesOf(result)).toEqual([
    ['sensitivity', 'tuned', 'warn'],
    ['tuning-budget', 'tuned', 'warn'],
  ]);
  // Its gap is wider than the baseline's, which was trained too little; its loss falls to the end.
  const wider = result.checks.find(({ id }) => id === 'overfitting/against-baseline');
  expect(wider?.status, wider?.message).toBe('pass');
  expect(wider?.message).toMatch(/; its validation loss is not shown to rise after its lowest$/);
  expect(result.checks.find(({ id }) => id === 'domain/drop')).toMatchObject({
    status: 'pass',
    // A larger drop is not shown; the lead on the shifted split is.
    message: expect.stringMatching(/ and 0\.067 \[0\..*\] on the shifted one$/),
  });
  // The baseline at sixteen times its rate is the variant as configured: its three runs are the same.
  expect(result.runs).toMatchObject({ trained: 9, forChecks: 3 });
});
