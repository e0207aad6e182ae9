/** From the config to the report. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Progress } from '../src/experiment.ts';
import { progressLine } from '../src/report/progress-line.ts';
import type { ExperimentResult } from '../src/verdict/result.ts';
import { smallExperiment } from './experiment/small-experiment.ts';
import { Repository } from './support/repository.ts';

const CONFIG = 'vary: folds\nfolds: { k: 5, repeats: 2 }\n';
const PROGRAM = {
  score: '0.8 + fold / 100 + repeat / 1000 + arm * 0.04 + noise / 100',
  prediction: '1 + Math.abs(noise)',
  example: '10 * repeat + fold',
};

describe('a cross-validation', () => {
  const lines: string[] = [];
  let result: ExperimentResult;
  let markdown: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conclusive-folds-'));
    const run = await smallExperiment(PROGRAM, CONFIG, folder);
    const onProgress = (progress: Progress) => lines.push(progressLine(progress) ?? '');
    ({ result, markdown } = await run({ parallel: 1, onProgress }));
    return () => rm(folder, { recursive: true });
  });

  test('is decided by the corrected resampled t test, which the result and the report name', () => {
    expect(result.design).toMatchObject({ kind: 'fixed', maximumPairs: 10, folds: { k: 5, repeats: 2 } });
    const [comparison] = result.comparisons;
    if (comparison?.difference === null || comparison === undefined) throw new Error('not measured');
    expect(comparison).toMatchObject({
      pairing: 'fold',
      interval: { method: 'nadeau-bengio' },
      baseline: { n: 10 },
      degreesOfFreedom: 9,
      signFlip: null,
      studentised: null,
      wilcoxon: null,
      power: { pairsForMargin: null },
    });
    const values = (model: number) => result.models[model]?.values.score?.map(({ value }) => value) ?? [];
    const differences = values(1).map((value, index) => value - (values(0)[index] ?? 0));
    const mean = differences.reduce((sum, value) => sum + value) / 10;
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9;
    expect(comparison.standardError).toBeCloseTo(Math.sqrt(variance * (1 / 10 + 1 / 4)), 14);
    expect(markdown).toContain('10 folds');
    expect(markdown).toContain('corrected resampled t test (Nadeau–Bengio)');
    expect(markdown.split('<details>')[0]).not.toContain('seed');
    expect(markdown).toContain('| Fold |');
  });

  test('whose program ignores the fold is refused after the second', async () => {
    const run = await smallExperiment({ ...PROGRAM, example: 'repeat' }, CONFIG);
    await expect(run({ parallel: 1 })).rejects.toThrow(
      /^vary: folds: head was tested on the same examples in folds 0 and 1 of repeat 0, .* Read CONCLUSIVE_FOLD/,
    );
  });

  test('whose folds share test examples is refused, since they are not parts of one split', async () => {
    const example = '[fold, (fold + 1) % 5].map((part) => `e` + part)';
    const run = await smallExperiment({ ...PROGRAM, example }, CONFIG);
    await expect(run({ parallel: 1 })).rejects.toThrow(
      /^vary: folds: baseline was tested on example "e1" in folds 0 and 1 of repeat 0, .* Seed the split with CONCLUSIVE_REPEAT/,
    );
  });

  test('may test folds of another repeat on the same examples, and tells nothing by their positions', async () => {
    const config = 'vary: folds\nfolds: { k: 3, repeats: 2 }\n';
    const parts = '(fold + repeat) % 3';
    const again = await smallExperiment({ ...PROGRAM, example: `'e' + ${parts}` }, config);
    expect((await again()).result.verdict).not.toBe('invalid');
    const byPosition = { ...PROGRAM, example: '[0, 1]', label: '10 * repeat + fold' };
    expect((await (await smallExperiment(byPosition, config))()).result.verdict).not.toBe('invalid');
  });

  test('speaks of runs and folds, and of no seeds', () => {
    expect(lines[0]).toContain('baseline, head: 20 runs (10 folds each)');
    expect(lines.filter((line) => line.includes('] head, fold 4 of repeat 1: '))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('seed');
    expect(result.splits).toEqual({ score: 'test' });
    expect(result.checks.find(({ id }) => id === 'slices/found')?.message).toBe(
      'every fold has test examples of its own',
    );
    expect(result.checks.find(({ id }) => id === 'seed-effect')?.message).toBe('10 runs, all different');
    expect(markdown).toContain('<summary>Every fold</summary>');
    expect(markdown).not.toContain('has not predicted');
  });

  test('takes no number of seeds from the call', async () => {
    const run = await smallExperiment(PROGRAM, CONFIG);
    await expect(run({ seeds: 5 })).rejects.toThrow('--seeds: with vary: folds');
  });
});

const METRICS = (from: string) =>
  `[{ name: score, direction: maximize, margin: 0.05 }, { name: quality, direction: maximize, from: ${from} }]`;

describe('a metric that the program logs by another name', () => {
  test('is found in the repeated run as well', async () => {
    const run = await smallExperiment(
      { score: '0.8 + arm / 10 + noise / 100', metrics: METRICS('score') },
      'seeds: 2\n',
    );
    const warnings: string[] = [];
    const { result } = await run({
      onProgress: (event) => event.kind === 'warning' && warnings.push(event.message),
    });
    expect(warnings.filter((warning) => warning.includes('repeated'))).toEqual([]);
    const found = result.checks.filter(({ id }) => id === 'reproducible');
    expect(found.map(({ model, status }) => [model, status])).toEqual([
      ['baseline', 'pass'],
      ['head', 'pass'],
    ]);
  });

  test.each([
    [
      'eval_score',
      'reports no validation "score" for "quality" (from: eval_score); it reports test score; its "score" is for the test split: log it for validation, or write from: { name: score, split: test }',
    ],
    [
      '{ name: score, split: shifted }',
      'reports shifted "score" for "quality" (from: score) on the shifted split only, which does not affect the verdict',
    ],
  ])('and that is not logged as %s is named with its split', async (from, message) => {
    const run = await smallExperiment({ score: '0.8 + noise / 100', metrics: METRICS(from) }, 'seeds: 2\n');
    await expect(run()).rejects.toThrow(message);
    // On record now, and as unusable as before.
    await expect(run()).rejects.toThrow(message);
  });
});

test('which code models have that differ in parameters alone is said of a commit, of uncommitted changes, and not at all outside git', async () => {
  const run = await smallExperiment({ score: '0.8 + arm / 10 + noise / 100' }, 'seeds: 2\n');
  const outside = await run();
  expect(outside.result.provenance).toMatchObject({ head: null, uncommitted: false });
  expect(outside.markdown).not.toContain('commit');

  const directory = dirname(outside.outputDirectory);
  const repository = Repository.at(directory);
  await repository.git('init', '--quiet');
  const commit = await repository.commit({});
  const clean = await run();
  expect(clean.result.provenance).toMatchObject({ uncommitted: false });
  expect(clean.markdown.split('<details>')[0]).toContain(`commit \`${commit.slice(0, 7)}\``);

  await appendFile(join(directory, 'train.mjs'), '\n');
  const changed = await run();
  expect(changed.result.provenance).toMatchObject({ head: null, uncommitted: true });
  expect(changed.markdown.split('<details>')[0]).toContain('uncommitted changes of this checkout');
});
