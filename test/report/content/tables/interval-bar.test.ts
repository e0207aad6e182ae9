import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  axisLabels,
  BAR_WIDTH,
  emptyBar,
  intervalBar,
  spanOf,
} from '../../../../src/report/content/tables/interval-bar.ts';

const SPAN = { from: -10, to: 10, margin: 4 };

describe('an interval in text', () => {
  test.each([
    ['beyond the margin', { low: 5, estimate: 7, high: 9 }, '······¦···│···¦├─●─┤·'],
    ['over zero and a margin', { low: -2, estimate: 2, high: 6 }, '······¦·├─┼─●───┤····'],
    ['within the margin', { low: -3, estimate: 0, high: 3 }, '······¦├──●──┤¦······'],
    ['wider than the scale', { low: -50, estimate: 0, high: 50 }, '◄─────────●─────────►'],
  ])('%s', (_, drawn, expected) => {
    expect(intervalBar(drawn, SPAN)).toBe(expected);
  });

  test('that is off zero by less than a character is off zero in the picture', () => {
    expect(intervalBar({ low: 0.01, estimate: 5, high: 9 }, SPAN).indexOf('├')).toBe(11);
    expect(intervalBar({ low: -9, estimate: -5, high: -0.01 }, SPAN).indexOf('┤')).toBe(9);
    expect(intervalBar({ low: 0.01, estimate: 0.01, high: 0.02 }, { ...SPAN, to: 0.02 }, 15)).toMatch(
      /^.{14}●$/,
    );
  });

  test('without bound ends in an arrow', () => {
    const span = spanOf([{ low: -5, estimate: 0, high: 5 }], 2);
    expect(intervalBar({ low: Number.NEGATIVE_INFINITY, estimate: 0, high: 5 }, span)).toMatch(/^◄/);
    expect(intervalBar({ low: -5, estimate: 0, high: Number.POSITIVE_INFINITY }, span)).toMatch(/►$/);
  });

  test('of the baseline is zero and the margin', () => {
    expect(emptyBar(SPAN)).toBe('······¦···│···¦······');
    expect(emptyBar({ ...SPAN, margin: null })).toBe('··········│··········');
  });

  test('has the width of the others, whatever its numbers are, and the estimate in it', () => {
    const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(end, end, end), { minLength: 1 }),
        fc.option(fc.double({ min: 1e-9, max: 1e3, noNaN: true })),
        fc.constantFrom(15, BAR_WIDTH, 31),
        (all, margin, width) => {
          const drawn = all.map((ends) => {
            const [low = 0, estimate = 0, high = 0] = [...ends].sort((a, b) => a - b);
            return { low, estimate, high };
          });
          const span = spanOf(drawn, margin);
          for (const one of drawn) {
            const bar = [...intervalBar(one, span, width)];
            expect(bar).toHaveLength(width);
            expect(bar.filter((cell) => cell === '●')).toHaveLength(1);
          }
        },
      ),
    );
  });
});

describe('the scale', () => {
  test('holds every interval, zero and the margin', () => {
    const span = spanOf([{ low: 1, estimate: 2, high: 3 }], 0.5);
    expect(span.from).toBeLessThan(-0.5);
    expect(span.to).toBe(3);
  });

  test('is not that of a variant that has diverged', () => {
    const usual = { low: -1, estimate: 0, high: 1 };
    expect(spanOf([usual, usual, { low: -900, estimate: -500, high: -100 }], null).from).toBe(-4);
  });

  test('names its ends, and zero where there is room', () => {
    const label = (value: number) => String(value);
    expect(axisLabels(SPAN, label)).toBe('-10·······0········10');
    expect(axisLabels({ from: -0.1, to: 10, margin: null }, label)).toBe('-0.1···············10');
    expect(axisLabels({ from: -1234.5678, to: 1234.5678, margin: null }, label, 15)).toBe('worse··0·better');
  });
});
