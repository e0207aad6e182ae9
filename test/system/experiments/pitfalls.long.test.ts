import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive, copyFixture, folderWith } from '../support/command.ts';

const statusOf = ({ checks }: ExperimentResult, id: string, model: string) =>
  checks.find((check) => check.id === id && check.model === model)?.status;

async function resultIn(directory: string): Promise<ExperimentResult> {
  return readResult(await readFile(join(directory, '.conclusive/result.json'), 'utf8'));
}

describe('three pitfalls on real definitions (fixtures/gloss/pitfalls.yml)', () => {
  let directory: string;
  let result: ExperimentResult;
  let report: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
    await copyFixture(directory, 'gloss', (text) => text);
    const path = join(directory, 'pitfalls.yml');
    await writeFile(path, stringify({ ...parse(await readFile(path, 'utf8')), seeds: 3 }));
    const { stdout } = await conclusive(directory, 'run', '--config', 'pitfalls.yml');
    report = stdout;
    result = await resultIn(directory);
    return () => rm(directory, { recursive: true });
  });

  test('further training that only overfits is seen in the curves of the variant, and the chart shows them', () => {
    for (const id of ['overfitting/gap', 'overfitting/against-baseline', 'overfitting/best-epoch']) {
      expect(statusOf(result, id, 'overtrained'), id).toBe('warn');
    }
    const curve = result.curves.find(({ model }) => model === 'overtrained');
    const [lowest, last] = [Math.min(...(curve?.validation ?? [])), curve?.validation.at(-1) ?? 0];
    expect(last).toBeGreaterThan(1.2 * lowest);
    expect(curve?.train.at(-1)).toBeLessThan(0.1 * (curve?.train[0] ?? 0));
    expect(report).toContain('Bar: lowest validation loss, epoch 2.');
  });

  test('of one model, one finding on overfitting is shown', () => {
    const ofIt = result.findings?.filter(
      ({ check, models }) => check.startsWith('overfitting/') && models.includes('overtrained'),
    );
    expect(ofIt).toHaveLength(1);
    expect(report.split('<details>')[0]?.match(/^- ⚠️ `overtrained`: .*loss/gm)).toHaveLength(1);
  });

  test('a variant that wins on validation only is called so below the first line', () => {
    expect(statusOf(result, 'overfitting/validation-only', 'peek')).toBe('warn');
    expect(result.comparisons.find(({ variant }) => variant === 'peek')?.verdict).not.toBe('improvement');
    expect(report.split('\n')[2]).toContain('⚠️ `peek` is better on validation only');
  });

  test('a larger model whose gain three seeds leave open is not called needless', () => {
    const found = result.checks.find(({ id, model }) => id === 'smaller-model' && model === 'larger');
    expect(found).toMatchObject({ status: 'pass', value: expect.closeTo(2.28, 2) });
    expect(found?.message).toMatch(/a gain is neither shown nor ruled out$/);
  });

  test('the baseline, trained as long as it should be, alarms nothing; nor does what is not wrong with a variant', () => {
    const alarms = result.checks.filter(({ status }) => status === 'warn' || status === 'fail');
    const named = alarms.map(({ id, model }) => `${id} ${model}`);
    expect(named.sort()).toEqual([
      // Half of what it is validated on it has trained on: validation says far more than test.
      'metrics/test-gap peek',
      'overfitting/against-baseline overtrained',
      'overfitting/best-epoch overtrained',
      'overfitting/gap overtrained',
      'overfitting/validation-only peek',
    ]);
  });

  test('what the config ignores, with a reason, stays in the fold and nowhere else', async () => {
    const path = join(directory, 'pitfalls.yml');
    const config = parse(await readFile(path, 'utf8'));
    const ignore = [
      { check: 'overfitting/validation-only', reason: 'the validation split is a copy' },
      { check: 'metrics/test-gap', model: 'peek', reason: 'known of this split' },
    ];
    await writeFile(path, stringify({ ...config, checks: { ignore } }));
    const { stdout, stderr } = await conclusive(directory, 'run', '--config', 'pitfalls.yml');
    expect(stderr).toContain('nothing is left to train');
    expect(stdout.split('\n')[0]).not.toContain('on validation only');
    const [head = '', ...folds] = stdout.split('<details>');
    expect(head).not.toContain('test gap');
    expect(folds.join()).toContain('ignored: known of this split');
    expect(statusOf(await resultIn(directory), 'metrics/test-gap', 'peek')).toBe('ignored');
  });
});

test('two changes that make training a matter of luck, on real digits (fixtures/instability)', async () => {
  const directory = await temporaryFolder();
  for (const name of ['digits', 'instability']) {
    const from = fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url));
    const filter = (path: string) => !path.includes('.conclusive');
    await cp(from, join(directory, name), { recursive: true, filter });
  }
  const { code, stderr } = await conclusive(directory, 'run', '--config', 'instability/conclusive.yml');
  expect(code, stderr).toBe(1);
  const result = await resultIn(join(directory, 'instability'));
  const table = Object.fromEntries(
    ['spread', 'bimodality', 'single-seed'].map((name) => [
      name,
      ['baseline', 'bottleneck', 'unscaled'].map((model) => statusOf(result, `instability/${name}`, model)),
    ]),
  );
  // Of the unscaled one a single run finishes: nothing can be said of its scores.
  expect(table).toEqual({
    spread: [undefined, 'warn', 'not-checked'],
    bimodality: ['pass', 'warn', 'not-checked'],
    'single-seed': [undefined, 'pass', 'not-checked'],
  });
  expect(statusOf(result, 'failed-runs', 'bottleneck')).not.toBe('fail');
  expect(statusOf(result, 'failed-runs', 'unscaled')).toBe('fail');
  expect(result.verdict).toBe('invalid');
  const found = result.checks.find(
    ({ id, model }) => id === 'instability/bimodality' && model === 'bottleneck',
  );
  expect(found?.message).toMatch(/falls into two groups: [4-6] runs at .* and [4-6] runs at /);
});

test('an improvement on validation whose loss has turned and whose score falls is taken back, and the first line says so', async () => {
  // From epoch 3 on the variant only loses; there is no test split that could tell what its lead is worth.
  const script = `
    import { writeFileSync } from 'node:fs';
    const { CONCLUSIVE_SEED: seed, CONCLUSIVE_RUN_DIR: folder, CONCLUSIVE_PARAMS: params } = process.env;
    const { boost = 0 } = JSON.parse(params);
    const luck = 0.01 * Math.sin(7 * seed + 10 * boost * seed);
    const epochs = [1, 2, 3, 4, 5, 6].map((epoch) => JSON.stringify({
      epoch,
      train_loss: (1 - 2 * boost) / epoch + luck,
      val_loss: 1.2 - 0.1 * epoch + luck + 3 * boost * Math.max(0, epoch - 3),
      val_accuracy: 0.7 + luck + (boost > 0 ? 0.3 - 0.02 * epoch : 0.01 * epoch),
    }));
    writeFileSync(folder + '/log.jsonl', epochs.join('\\n'));`;
  const config = (checks: string) => `
trainer: { command: '"${process.execPath.replaceAll('\\', '/')}" train.mjs' }
models: { variants: [{ name: head, params: { boost: 0.2 } }] }
metrics: [{ name: accuracy }]
seeds: 5
${checks}`;
  const directory = await folderWith({ 'train.mjs': script, 'conclusive.yml': config('') });
  const { stdout, stderr } = await conclusive(directory, 'run');
  expect(stdout, stderr).toMatch(
    /^### ⚪ Not confirmed: accuracy \S+\spoints \(.*\)\n\n<sub>.* · `head`: better on validation only and overfits more than the baseline/,
  );
  expect((await resultIn(directory)).comparisons[0]).toMatchObject({
    verdict: 'inconclusive',
    downgradedBy: 'overfitting/against-baseline',
  });
  const ignore =
    'checks: { ignore: [{ check: overfitting/against-baseline, reason: the losses are not the same }] }';
  await writeFile(join(directory, 'conclusive.yml'), config(ignore));
  expect((await conclusive(directory, 'run')).stdout).toMatch(/^### ✅ /);
});
