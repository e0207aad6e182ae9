import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lossChart,
  mostInteresting,
  spacedIndices,
} from '../../../../src/report/content/charts/loss-chart.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { curve } from '../../../support/sample-curves.ts';
import { better, check, inconclusive, withoutCurves } from '../../../support/samples.ts';

const view = viewOf(better);

describe('lossChart', () => {
  test('draws both losses of the baseline and the variant', () => {
    const lines = lossChart(view, 'head', 20)?.lines.map(({ arm, split }) => `${arm} ${split}`);
    expect(lines).toEqual([
      'baseline training',
      'baseline validation',
      'variant training',
      'variant validation',
    ]);
  });

  test('thins long curves to evenly spaced epochs, the first and the last among them', () => {
    const long = viewOf({ ...better, curves: [curve('baseline', 8, 5000), curve('head', 8, 5000)] });
    const chart = lossChart(long, 'head', 20);
    expect(chart?.epochs).toHaveLength(20);
    expect([chart?.epochs[0], chart?.epochs.at(-1)]).toEqual([1, 5000]);
  });

  test('ends where the shorter curve ends, and says so', () => {
    const uneven = viewOf({ ...better, curves: [curve('baseline', 8, 12), curve('head', 8, 7)] });
    const chart = lossChart(uneven, 'head', 20);
    expect(chart?.epochs.at(-1)).toBe(7);
    expect(plainText(chart?.legend ?? [])).toContain('Shown to epoch 7, where the shorter curve ends.');
  });

  test('ends before the first loss that is not a number', () => {
    const broken = curve('head', 8, 10);
    const diverged = {
      ...broken,
      validation: broken.validation.map((value, i) => (i < 6 ? value : Number.NaN)),
    };
    expect(
      lossChart(viewOf({ ...better, curves: [curve('baseline', 8, 10), diverged] }), 'head', 20)?.epochs.at(
        -1,
      ),
    ).toBe(6);
  });

  test.each([
    ['there are no curves', []],
    ['a single epoch is no curve', [curve('baseline', 8, 1), curve('head', 8, 1)]],
    ['losses are too large for an axis', [{ ...curve('baseline', 8, 2), train: [1e12, 1] }]],
  ])('is left out where %s', (_, curves) => {
    expect(lossChart(viewOf({ ...withoutCurves, curves }), 'head', 20)).toBeNull();
  });
});

describe('mostInteresting', () => {
  test('is the variant with an overfitting alarm, even where another has the better score', () => {
    expect(mostInteresting(viewOf(inconclusive))).toBe('variant-b');
  });

  test('is the variant of the headline where that is among several with an alarm', () => {
    const alarms = ['other', 'head'].map((model) =>
      check({
        id: 'overfitting/gap',
        model,
        status: 'warn',
        value: model === 'other' ? 9 : 1,
        message: 'wide',
      }),
    );
    const curves = [...better.curves, curve('other', 8, 10)];
    expect(mostInteresting(viewOf({ ...better, curves, checks: alarms }))).toBe('head');
  });

  test('puts a failed check before a warning', () => {
    const failed = check({ id: 'overfitting/gap', model: 'variant-a', status: 'fail', message: 'worse' });
    expect(mostInteresting(viewOf({ ...inconclusive, checks: [...inconclusive.checks, failed] }))).toBe(
      'variant-a',
    );
  });

  test('is otherwise the variant that the headline speaks of', () => {
    expect(mostInteresting(view)).toBe('head');
  });
});

test('spaced indices rise from the first to the last, at most as many as asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 2, max: 50 }), (length, max) => {
      const indices = spacedIndices(length, max);
      expect(indices.length).toBe(Math.min(length, max));
      expect([indices[0], indices.at(-1)]).toEqual([0, length - 1]);
      expect(indices.every((index, i) => i === 0 || index > (indices[i - 1] ?? 0))).toBe(true);
    }),
  );
});
