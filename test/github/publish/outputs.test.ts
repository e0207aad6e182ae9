import { describe, expect, test } from 'vitest';
import type { ImpossibleComparison } from '../../../src/analysis/compare/comparison.ts';
import { renderOutputs, renderWaveOutputs } from '../../../src/github/publish/outputs.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const baseline = draws('baseline', 10, 0.69, 0.01);
const result = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: baseline },
  variants: {
    same: { macro_f1: moved(baseline, 'same', 0, 0.02) },
    better: { macro_f1: moved(baseline, 'better', 0.05, 0.002) },
  },
});
const files = { result: '/out/result.json', report: '/out/report.md', htmlReport: '/out/report.html' };
const render = (changes: object, commentUrl: string | null = null) =>
  renderOutputs({ ...result, ...changes }, { ...files, commentUrl });

describe('outputs', () => {
  test('give the numbers of the first primary comparison that reached the verdict, as full doubles', () => {
    expect(result.verdict).toBe('improvement');
    const decisive = result.comparisons.find(({ variant }) => variant === 'better');
    if (decisive === undefined || decisive.difference === null)
      throw new Error('the sample has no such comparison');
    expect(render({}, 'https://github.com/a/b/pull/1#issuecomment-2')).toEqual({
      verdict: 'improvement',
      conclusive: 'true',
      gate: 'passed',
      conclusion: 'success',
      variant: 'better',
      metric: 'macro_f1',
      difference: String(decisive.difference),
      'interval-low': String(decisive.interval.low),
      'interval-high': String(decisive.interval.high),
      'p-value': String(decisive.pValueAdjusted),
      result: '/out/result.json',
      report: '/out/report.md',
      'html-report': '/out/report.html',
      'comment-url': 'https://github.com/a/b/pull/1#issuecomment-2',
    });
  });

  test('of an experiment that is invalid as a whole belong to its first primary comparison', () => {
    const outputs = render({
      verdict: 'invalid',
      conclusive: false,
      gate: { passed: false, conclusion: 'failure', reason: 'x', failed: [] },
    });
    expect(outputs).toMatchObject({
      verdict: 'invalid',
      conclusive: 'false',
      gate: 'failed',
      variant: 'same',
    });
  });

  test('of a comparison that could not be made have no numbers', () => {
    const impossible: ImpossibleComparison = {
      variant: 'same',
      metric: 'macro_f1',
      role: 'primary',
      pairing: 'seed',
      verdict: 'invalid',
      reason: 'one pair',
      cause: null,
      difference: null,
    };
    expect(render({ verdict: 'invalid', comparisons: [impossible] })).toMatchObject({
      variant: 'same',
      difference: '',
      'interval-low': '',
      'interval-high': '',
      'p-value': '',
    });
    expect(render({ verdict: 'invalid', comparisons: [] })).toMatchObject({ variant: '', metric: '' });
  });
});

test('of a plan are a matrix of the jobs that have something to train', () => {
  const runs = [1, 9, 3].map((seed) => ({ model: 'head', seed }));
  const outputs = renderWaveOutputs({ schema: 'conclusive.wave/1', wave: 2, pairs: 14, runs }, 8);
  expect(outputs).toMatchObject({ done: 'false', wave: '2' });
  expect(JSON.parse(outputs.matrix)).toEqual({
    include: [
      { shard: '1/8', wave: '2' },
      { shard: '3/8', wave: '2' },
    ],
  });
  expect(renderWaveOutputs(null, 8)).toEqual({ done: 'true', wave: '', matrix: '{"include":[]}' });
});
