import { describe, expect, test } from 'vitest';
import { crossedRuns } from '../../../src/checks/retraining/crossed-runs.ts';
import { varianceSources } from '../../../src/checks/retraining/variance-sources.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { record } from '../records.ts';
import { failed, judgeTrained, noise } from './trained.ts';

describe('variance by source', () => {
  const sides = [0, 1, 2, 3];
  const cells = (value: (levels: readonly number[], model: number) => RunRecord['metrics'] | null) =>
    sides.flatMap((row) =>
      sides.map((column) => {
        const levels = [row, column, (row + column) % 4];
        const records = ['baseline', 'head'].map((name, model) => {
          const metrics = value(levels, model);
          return metrics === null ? failed(name, row + 1) : record(name, row + 1, { metrics });
        });
        return { levels, records };
      }),
    );
  const scored =
    (value: (levels: readonly number[], model: number) => number) =>
    (levels: readonly number[], model: number) => ({ test: { accuracy: value(levels, model) } });
  const sourcesOf = (...args: Parameters<typeof cells>) =>
    judgeTrained(varianceSources, 0.05, new Map([[crossedRuns, cells(...args)]]));

  test('names the source that dominates, of the scores and of the differences', () => {
    const [baseline, head] = sourcesOf(
      scored(([init = 0, order = 0, data = 0], model) => {
        const own = noise(init, order, data, model) / 100;
        return 0.8 + (model === 1 ? 0.03 * Math.sin(9 * init) : 0.05 * Math.sin(3 * data)) + own;
      }),
    );
    expect(baseline).toMatchObject({ id: 'variance-sources', model: 'baseline', status: 'warn' });
    expect(baseline?.message).toMatch(
      /^accuracy has a standard deviation of 0\.0\d+ between runs, most of it from the training data/,
    );
    expect(baseline?.evidence).toMatch(/initial weights 0 % .*training data 100 % \[\d+ %, 100 %\]/);
    expect(baseline?.advice).toMatch(/more or cleaner training data/);
    expect(head?.message).toMatch(/^the difference in accuracy has .*initial weights \d+ %/);
  });

  test('sources of equal weight do not dominate', () => {
    const [baseline] = sourcesOf(scored((levels, model) => 0.8 + noise(...levels, model)));
    expect(baseline?.status).toBe('pass');
  });

  test('a program that reads one seed only is found out', () => {
    const [baseline] = sourcesOf(scored(([init = 0], model) => 0.8 + noise(init, model)));
    expect(baseline).toMatchObject({
      status: 'not-checked',
      message: 'the runs depend only on the seed of the initial weights, so the sources cannot be told apart',
      advice: expect.stringContaining('CONCLUSIVE_SEED_ORDER'),
    });
  });

  test('a run that failed leaves a hole in the design', () => {
    const [baseline] = sourcesOf((levels) =>
      levels[0] === 1 && levels[1] === 2 ? null : { test: { accuracy: 0.8 + noise(...levels) } },
    );
    expect(baseline).toMatchObject({
      status: 'not-checked',
      message: '1 of 16 cells of the crossed design have a failed run',
    });
  });
});
