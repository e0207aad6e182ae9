import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import { metricFormat } from '../../../src/report/format/metric-format.ts';
import { ACCURACY, MACRO_F1 } from '../../support/sample-results.ts';
import { better } from '../../support/samples.ts';

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const interval = (low: number, high: number) => ({ level: 0.95, low, high });

function formatOf(metric: Metric, sd: number, low: number, high: number, mean = 0.8) {
  const [template] = better.comparisons;
  const arm = { n: 8, mean, standardDeviation: sd };
  const comparison = {
    ...template,
    metric: metric.name,
    baseline: arm,
    candidate: arm,
    interval: { ...interval(low, high), method: 'student-t' },
  };
  return metricFormat(metric, [comparison as Comparison]);
}

describe('metricFormat', () => {
  test('prints means and differences to the digits that their spread deserves', () => {
    const format = formatOf(MACRO_F1, 0.008, 0.012, 0.03);
    const { mean, spread } = format.mean({ n: 8, mean: 0.71234, standardDeviation: 0.0071 });
    expect(spaced(mean + spread)).toBe('0.712 ± 0.007');
    expect(format.difference(0.0211, interval(0.012, 0.0301))).toEqual({
      difference: '+0.021',
      interval: '[+0.012,\u00a0+0.030]',
    });
    expect(format.size(-0.0211)).toBe('0.021');
  });

  test.each([
    [0.0004, 0.0227, '[0.0004,\u00a00.0227]'],
    [-0.0227, -0.0004, '[−0.0227,\u00a0−0.0004]'],
    [-0.0004, 0.0227, '[0.000,\u00a0+0.023]'],
    [0.012, 0.03, '[0.012,\u00a00.030]'],
  ])('shows an interval off zero as one, and no other with more digits: %d to %d', (low, high, shown) => {
    expect(formatOf(MACRO_F1, 0.01, low, high).bounds(low, high)).toBe(shown);
  });

  test.each([
    [{ margin: 0.02 }, 0.0196, 0.05, '[0.020,\u00a00.050]'],
    [{ margin: 0.02 }, -0.0204, 0.0031, '[−0.0204,\u00a0+0.0031]'],
    [{ minEffect: 0.02 }, 0.0196, 0.05, '[0.0196,\u00a00.0500]'],
    [{ minEffect: 0.02 }, 0.0204, 0.05, '[0.0204,\u00a00.0500]'],
    [{ margin: 0.02 }, 0.02, 0.05, '[0.020,\u00a00.050]'],
    [{ margin: 0.02 }, 0.011, 0.05, '[0.011,\u00a00.050]'],
  ])('does not round an interval to a limit: %j, %d to %d', (limits, low, high, shown) => {
    expect(formatOf({ ...MACRO_F1, margin: null, ...limits }, 0.01, low, high).bounds(low, high)).toBe(shown);
  });

  test('prints a share in percent and its differences in points', () => {
    const format = formatOf(ACCURACY, 0.009, 0.001, 0.015);
    const { mean, spread } = format.mean({ n: 8, mean: 0.8321, standardDeviation: 0.0094 });
    expect(spaced(mean + spread)).toBe('83.2 ± 0.9 %');
    expect(spaced(format.signed(0.0081))).toBe('+0.8 pts');
    expect(spaced(format.size(-0.019))).toBe('1.9 points');
    expect(spaced(format.exact(0.005))).toBe('0.5 points');
    expect(spaced(format.exact(0.01))).toBe('1 point');
  });

  test('leaves percentages alone that were logged as percentages', () => {
    const format = formatOf(ACCURACY, 0.9, 0.1, 1.5, 83.2);
    const { mean, spread } = format.mean({ n: 8, mean: 83.21, standardDeviation: 0.9 });
    expect(spaced(mean + spread)).toBe('83.2 ± 0.9 %');
  });

  test('sees so where nothing could be compared, and of a known share by the first value above 1', () => {
    const arms = [1.6, 2.4].map((mean) => ({ n: 2, mean, standardDeviation: 0.1327 }));
    const { mean, spread } = metricFormat(ACCURACY, [], arms).mean(arms[1] as (typeof arms)[number]);
    expect(spaced(mean + spread)).toBe('2.40 ± 0.13 %');
    expect(metricFormat({ ...ACCURACY, name: 'growth' }, [], arms).value(2.4)).toBe('240');
  });

  test('gives the means one digit more where the difference is known much better than they are', () => {
    const format = formatOf(ACCURACY, 0.008, -0.0021, 0.0011);
    expect(format.value(0.83094)).toBe('83.09');
    expect(spaced(format.signed(-0.0008))).toBe('−0.08 pts');
  });
});
