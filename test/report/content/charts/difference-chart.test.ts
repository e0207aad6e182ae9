import { describe, expect, test } from 'vitest';
import { differenceChart } from '../../../../src/report/content/charts/difference-chart.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const chartOf = (result: ExperimentResult) => {
  const view = viewOf(result);
  const [metric] = view.primaryMetrics;
  return metric === undefined ? null : differenceChart(view, metric);
};

describe('the chart of differences', () => {
  test('has a dot for every pair, and the estimate that the headline gives', () => {
    const [row] = chartOf(samples.better)?.rows ?? [];
    const [comparison] = samples.better.comparisons;
    expect(row?.dots).toHaveLength(8);
    const sum = (row?.dots ?? []).reduce((total, dot) => total + dot, 0);
    expect(row?.mean).toBe(comparison?.difference === null ? null : comparison?.estimate);
    expect(sum / 8).toBeCloseTo(comparison?.difference ?? Number.NaN, 12);
    expect(row?.label.replaceAll('\u00a0', ' ')).toBe('+0.021 [+0.005, +0.038]');
  });

  test('says in its legend what a dot, a bar and the band are', () => {
    const chart = chartOf(samples.better);
    expect(chart?.margin).toBe(0.005);
    expect(plain(chart?.legend ?? [])).toBe(
      'Difference in macro‑F1 to the baseline; right of zero is better. Dots: seed pairs. Bar: estimate with its 95 % interval. Shaded: within ±0.005 of the baseline.',
    );
  });

  test('has no dots where the arms share no seed', () => {
    const chart = chartOf(samples.unpaired);
    expect(chart?.rows.map(({ dots }) => dots)).toEqual([[]]);
    expect(plain(chart?.legend ?? [])).not.toContain('Dots');
  });

  test('has a row a variant, of this metric alone', () => {
    expect(chartOf(samples.severalPrimary)?.rows.map(({ variant }) => variant)).toEqual([
      'bag',
      'two-layers',
    ]);
  });

  test('is none where nothing was compared', () => {
    expect(chartOf({ ...samples.better, comparisons: [] })).toBeNull();
  });
});
