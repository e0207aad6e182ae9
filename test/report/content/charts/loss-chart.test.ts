import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnModel, lossChart, spacedIndices } from '../../../../src/report/content/charts/loss-chart.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { curve } from '../../../support/sample-curves.ts';
import { better, check, inconclusive, withoutCurves } from '../../../support/samples.ts';

const view = viewOf(better);

describe('lossChart', () => {
  test('has its title in the legend where it is low, and few labels on its axis', () => {
    const [high, low] = [lossChart(view, 20, 230), lossChart(view, 20, 120)];
    expect([high?.title, low?.title]).toEqual(['Loss by epoch, mean over 8 seeds', null]);
    expect(plainText(low?.legend ?? [])).toBe(`Mean loss of 8 seeds. ${plainText(high?.legend ?? [])}`);
  });

  test('thins long curves to evenly spaced epochs, the first and the last among them', () => {
    const long = viewOf({ ...better, curves: [curve('baseline', 8, 5000), curve('head', 8, 5000)] });
    const chart = lossChart(long, 20);
    expect(chart?.epochs).toHaveLength(20);
    expect([chart?.epochs[0], chart?.epochs.at(-1)]).toEqual([1, 5000]);
  });

  test('ends where the shorter curve ends, and says so', () => {
    const uneven = viewOf({ ...better, curves: [curve('baseline', 8, 12), curve('head', 8, 7)] });
    const chart = lossChart(uneven, 20);
    expect(chart?.epochs.at(-1)).toBe(7);
    expect(plainText(chart?.legend ?? [])).toContain('The shortest curve ends at epoch 7.');
  });

  test('ends before the first loss that is not a number', () => {
    const head = curve('head', 8, 10);
    const validation = head.validation.map((value, i) => (i < 6 ? value : Number.NaN));
    const broken = viewOf({ ...better, curves: [curve('baseline', 8, 10), { ...head, validation }] });
    expect(lossChart(broken, 20)?.epochs.at(-1)).toBe(6);
  });

  test.each([
    ['there are no curves', []],
    ['a single epoch is no curve', [curve('baseline', 8, 1), curve('head', 8, 1)]],
    ['losses are too large for an axis', [{ ...curve('baseline', 8, 2), train: [1e12, 1] }]],
  ])('is left out where %s', (_, curves) => {
    expect(lossChart(viewOf({ ...withoutCurves, curves }), 20)).toBeNull();
  });
});

const warned = (...models: readonly string[]) =>
  models.map((model) => check({ id: 'overfitting/gap', model, status: 'warn', message: 'wide' }));

describe('all epochs', () => {
  test('are drawn however the loss falls at first, and the lowest is marked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 400 }), fc.nat(), (length, seed) => {
        const best = seed % length;
        const validation = Array.from({ length }, (_, i) => 1 + Math.abs(i - best) / length);
        const head = { ...curve('head', 8, length), validation };
        const chart = lossChart(viewOf({ ...better, curves: [head], checks: warned('head') }), 60);
        const { epochs = [] } = chart ?? {};
        expect(epochs.length).toBe(Math.min(length, 60));
        expect([epochs[0], epochs.at(-1)]).toEqual([1, length]);
        expect(epochs[chart?.best ?? -1]).toBe(best + 1);
        expect(epochs.every((epoch, i) => i === 0 || epoch > (epochs[i - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('the lines', () => {
  test('are of the model with an overfitting alarm, even where another has the better score', () => {
    expect(drawnModel(viewOf(inconclusive))).toBe('variant-b');
  });

  test('are named in the order of their ends', () => {
    const text = plainText(lossChart(viewOf(inconclusive), 60)?.legend ?? []);
    expect(text).toMatch(
      /^From the top at the right: 🟦 variant-b validation, ends at 2\.\d+ · 🟪 baseline validation, ends at 1\.\d+ · 🟧 variant-b training, ends at 0\.\d+\. Bar: lowest validation loss, epoch 6\.$/u,
    );
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
