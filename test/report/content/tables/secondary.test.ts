import { describe, expect, test } from 'vitest';
import { secondaryLine, secondaryMetrics } from '../../../../src/report/content/tables/secondary.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plain, plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const tableOf = (result: typeof samples.better) =>
  secondaryMetrics(viewOf(result)).flatMap((block) => (block.kind === 'table' ? [block.table] : []))[0];

describe('secondary metrics', () => {
  test('are a line where they are few and of one variant', () => {
    expect(plain(secondaryLine(viewOf(samples.better)))).toBe(
      'Secondary, exploratory: accuracy +0.6 pts [−0.3, +1.4].',
    );
    expect(secondaryLine(viewOf(samples.severalPrimary))).toEqual([]);
  });

  test('say that plus is better where the metric is one to minimise', () => {
    const metrics = samples.better.metrics.map((metric) =>
      metric.role === 'secondary' ? ({ ...metric, direction: 'minimize' } as const) : metric,
    );
    expect(plain(secondaryLine(viewOf({ ...samples.better, metrics })))).toContain('(+ is better)');
  });

  test('have a row a comparison, in the order of the config', () => {
    const rows = tableOf(samples.severalPrimary)?.rows.map(([metric, model]) => [
      plain(metric ?? []),
      plain(model ?? []),
    ]);
    expect(rows).toEqual([
      ['Accuracy', 'bag'],
      ['Accuracy', 'two-layers'],
      ['tokens_per_second', 'bag'],
      ['tokens_per_second', 'two-layers'],
    ]);
  });

  test('are cut at a hundred rows, and none are no table', () => {
    expect(tableOf(huge())?.rows).toHaveLength(100);
    expect(plainBlocks(secondaryMetrics(viewOf(huge())))).toContain('400 more are in the result file.');
    expect(secondaryMetrics(viewOf(samples.worse))).toEqual([]);
  });
});
