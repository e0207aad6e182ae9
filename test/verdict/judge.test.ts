import { describe, expect, test } from 'vitest';
import { judge } from '../../src/verdict/judge.ts';
import { record } from '../checks/records.ts';
import { better, DIVERGED, invalidByFailures, severalPrimary } from '../support/samples.ts';

describe('the judged result', () => {
  test('is conclusive unless it is open or broken', () => {
    expect([better.verdict, better.conclusive]).toEqual(['improvement', true]);
    expect([invalidByFailures.verdict, invalidByFailures.conclusive]).toEqual(['invalid', false]);
  });

  test('counts every run of a model by how it ended, and says why those that failed did', () => {
    const [, head] = invalidByFailures.models;
    expect(head?.runs).toEqual({ ok: 5, diverged: 1, crashed: 2, timeout: 0, killed: 0 });
    expect(invalidByFailures.runs.failures).toMatchObject([
      { model: 'head', seed: 6, status: 'diverged', message: DIVERGED },
      { model: 'head', seed: 7, status: 'crashed' },
      { model: 'head', seed: 8, status: 'crashed' },
    ]);
  });

  test('says which split every metric is from, and has the mean curve of every model that left one', () => {
    expect(better.splits).toEqual({ macro_f1: 'test', accuracy: 'test' });
    expect(severalPrimary.curves.map(({ model, runs }) => [model, runs])).toEqual([
      ['baseline', 10],
      ['bag', 10],
      ['two-layers', 10],
    ]);
  });

  test.each([
    [['a', 'a'], undefined],
    [['a', 'b'], true],
    [[null, null], undefined],
  ])('predictions on %j show whether each seed has its own test set: %j', (digests, bySeed) => {
    const { metrics, models, checks, provenance, runs: costs, design } = better;
    const records = digests.map((examples, at) =>
      record('baseline', at + 1, {
        predictions: examples === null ? null : { file: 'x', sha256: 'x', examples },
      }),
    );
    const seeds = { kind: 'fixed', min: 2, max: 2 } as const;
    const gate = { 'fail-on': [], 'warn-on': [], metrics: [] };
    const config = { metrics, seeds, alpha: 0.05, vary: [], gate };
    const looks = design.looks;
    const result = judge({
      config,
      models,
      looks,
      records,
      comparisons: [],
      checks,
      costs,
      provenance,
    } as never);
    expect(result.design.testExamplesBySeed).toBe(bySeed);
  });
});
