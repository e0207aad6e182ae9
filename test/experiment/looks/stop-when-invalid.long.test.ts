/** What makes further runs useless is found out after the first ones: a seed that is ignored, a model that always fails. */
import { describe, expect, test } from 'vitest';
import { smallExperiment } from '../small-experiment.ts';

describe('a program that ignores its seed', () => {
  test('is found out after two runs of a model', async () => {
    const run = await smallExperiment(
      { score: '0.8', prediction: '1.5 + arm' },
      'seeds: { min: 6, max: 20 }\n',
    );
    const { result, exitCode } = await run({ parallel: 1 });
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toMatch(/2 seeds gave the same run, so the seed does not reach the training/);
    // Both arms under the first seed, then one under the second.
    expect(result.runs.trained).toBe(3);
    expect(result.checks.find(({ id, status }) => id === 'seed-effect' && status === 'fail')?.advice).toMatch(
      /^set the framework's seed from CONCLUSIVE_SEED/,
    );
    expect(exitCode).toBe(1);
    // What is on record tells as much: nothing more is trained.
    const again = await run({ parallel: 1 });
    expect(again.result.verdict).toBe('invalid');
    expect(again.result.runs).toMatchObject({ trained: 0, reused: 3 });
  });

  test('that keeps metrics only is given five runs, since accuracies often repeat', async () => {
    const run = await smallExperiment({ score: 'arm === 1 ? 0.8 : 0.7 + noise / 100' }, 'seeds: 8\n');
    const { result } = await run({ parallel: 1 });
    expect(result.verdict).toBe('invalid');
    expect(result.models.map(({ name, runs }) => [name, runs.ok])).toEqual([
      ['baseline', 5],
      ['head', 5],
    ]);
  });

  test('on purpose, as the config says, is trained to the end', async () => {
    const run = await smallExperiment(
      { score: '0.8 + noise / 1000', prediction: '1.5' },
      'seeds: 6\nchecks: { ignore: [{ check: seed-effect, reason: one prediction }] }\n',
    );
    const { result } = await run();
    expect(result.models.map(({ runs }) => runs.ok)).toEqual([6, 6]);
  });

  test('and whose differences have no spread is reported with its runs and means, and with the reason once', async () => {
    const run = await smallExperiment(
      { score: '0.8 + arm / 10' },
      'seeds: 6\nchecks: { ignore: [{ check: seed-effect, reason: deterministic }] }\n',
    );
    const { markdown } = await run();
    expect(markdown.match(/all 6 pairs differ by exactly/g)).toHaveLength(1);
    expect(markdown).toMatch(/^\| baseline \| 6 \| 0\.800/m);
    expect(markdown).toMatch(/^\| head \| 6 \| 0\.900.*\| not compared \|/m);
  });
});

describe('a parameter that nobody reads', () => {
  const program = { score: '0.8 + Math.sin(seed) / 100' };
  const seeds = 'seeds: { min: 6, max: 20 }\n';

  test('is found out at the first look: every pair is equal although the parameters differ', async () => {
    const run = await smallExperiment(program, seeds);
    const { result, markdown, exitCode } = await run();
    expect(result).toMatchObject({ verdict: 'invalid', runs: { trained: 12 } });
    expect(markdown.split('\n')[0]).toMatch(
      /Can't compare `head`: this change did nothing: all 6 pairs are identical/,
    );
    expect(exitCode).toBe(1);
  });

  test('on purpose, as a refactoring, is no evidence of equivalence either', async () => {
    const ignored = `seeds: 6\nchecks: { ignore: [{ check: change-effect, reason: a refactoring }] }\n`;
    const run = await smallExperiment(program, ignored);
    const { result, exitCode } = await run();
    expect(result).toMatchObject({ verdict: 'inconclusive', comparisons: [{ cause: 'identical' }] });
    expect(exitCode).toBe(0);
  });
});

test('a metric at its best value in both arms is inconclusive, and says so', async () => {
  const run = await smallExperiment(
    { score: '1', metrics: '[{ name: accuracy, from: { name: score, split: test }, margin: 0.05 }]' },
    'seeds: 6\n',
  );
  const { result, markdown } = await run();
  expect(result).toMatchObject({ verdict: 'inconclusive', comparisons: [{ cause: 'ceiling' }] });
  expect(markdown.split('\n')[0]).toContain('is 1 in every run of both models, the best possible value');
});

describe('a model whose runs fail', () => {
  const fails = (when: string) => `${when} ? (() => { throw new Error('no CUDA') })() : 0.8 + noise / 100`;

  test('more often than may fail of all planned runs: after three, nothing more is trained', async () => {
    const run = await smallExperiment({ score: fails('arm === 0') }, 'seeds: { min: 6, max: 25 }\n');
    const { result, exitCode, markdown } = await run({ parallel: 1 });
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toMatch(
      /baseline: 3 of 3 runs did not finish: seed 1 \(crashed\), .*Error: no CUDA/,
    );
    expect(result.runs.trained).toBe(5);
    expect(exitCode).toBe(3);
    expect(markdown).toContain('no CUDA');
  });

  test('does not keep the other variants', async () => {
    const run = await smallExperiment(
      {
        score: fails('arm === 2'),
        models:
          '{ baseline: {}, variants: [{ name: head, params: { arm: 1 } }, { name: broken, params: { arm: 2 } }] }',
      },
      'seeds: 6\n',
    );
    const { result } = await run({ parallel: 1 });
    expect(result.models.map(({ name, runs }) => [name, runs.ok])).toEqual([
      ['baseline', 6],
      ['head', 6],
      ['broken', 0],
    ]);
  });

  test('as often as the limit allows is trained to the end', async () => {
    const run = await smallExperiment(
      { score: fails('arm === 1 && seed < 4'), limits: '{ failed-runs: 0.5 }' },
      'seeds: 8\n',
    );
    const { result } = await run({ parallel: 1 });
    expect(result.models.map(({ runs }) => runs.ok)).toEqual([8, 5]);
    expect(result.verdict).not.toBe('invalid');
  });
});
