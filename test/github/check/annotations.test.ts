import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { annotate } from '../../../src/github/check/annotations.ts';
import { check, inconclusive, severalPrimary, worse } from '../../support/samples.ts';

const LINES = { path: 'conclusive.yml', metrics: new Map([['accuracy', 4]]), checks: 9 };
const warned = (more: Partial<Check>) =>
  check({ id: 'overfitting/gap', model: 'head', status: 'warn', message: 'it rises', ...more });

describe('annotations', () => {
  test('stand at the line of the metric whose comparison failed the gate', () => {
    expect(annotate({ ...worse, checks: [] }, LINES)).toEqual([
      {
        path: 'conclusive.yml',
        start_line: 4,
        end_line: 4,
        annotation_level: 'failure',
        title: 'accuracy of head: regression',
        message: worse.gate.reason,
      },
    ]);
  });

  test('stand at the line of the checks for what warns or fails, failures first', () => {
    const checks = [
      warned({ advice: 'stop earlier' }),
      warned({ id: 'scale', model: null, status: 'fail' }),
      warned({ id: 'slices/named', status: 'not-checked' }),
    ];
    expect(annotate({ ...inconclusive, checks }, LINES)).toMatchObject([
      { annotation_level: 'failure', title: 'scale', message: 'it rises', start_line: 9 },
      { annotation_level: 'warning', title: 'overfitting/gap, head', message: 'it rises. stop earlier' },
    ]);
  });

  test('of a metric with a policy of its own follow from that alone', () => {
    const comparisons = severalPrimary.comparisons.map((one) =>
      one.difference === null ? one : ({ ...one, verdict: 'regression' } as const),
    );
    const failed = [{ on: 'regression', metric: 'log_loss' } as const];
    const found = annotate(
      { ...severalPrimary, comparisons, gate: { ...severalPrimary.gate, failed } },
      LINES,
    );
    expect(found.map(({ title }) => title)).toEqual([
      'log_loss of bag: regression',
      'log_loss of two-layers: regression',
    ]);
    expect(found[0]?.start_line).toBe(1);
  });

  test('hold no control characters of others, and are fifty at the most', () => {
    const checks = Array.from({ length: 80 }, () => warned({ message: `\u001b[31m${'x'.repeat(2000)}` }));
    const found = annotate({ ...inconclusive, checks }, LINES);
    expect(found).toHaveLength(50);
    expect(found[0]?.message).toMatch(/^x+…$/);
  });
});
