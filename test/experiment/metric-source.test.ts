/** `metrics[].from`: the config's name for what the program logs, in every run and in every message. */
import { describe, expect, test } from 'vitest';
import { smallExperiment } from './small-experiment.ts';

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
      'reports no validation "score" for "quality" (from: eval_score); it reports test score; its "score" is of the test split: log it for validation, or write from: { name: score, split: test }',
    ],
    [
      '{ name: score, split: shifted }',
      'reports shifted "score" for "quality" (from: score) on the shifted split alone, which decides nothing',
    ],
  ])('and that is not logged as %s is named with its split', async (from, message) => {
    const run = await smallExperiment({ score: '0.8 + noise / 100', metrics: METRICS(from) }, 'seeds: 2\n');
    await expect(run()).rejects.toThrow(message);
    // On record now, and as unusable as before.
    await expect(run()).rejects.toThrow(message);
  });
});
