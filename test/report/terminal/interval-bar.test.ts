import { describe, expect, test } from 'vitest';
import { intervalBar, scaleOf } from '../../../src/report/terminal/interval-bar.ts';

const of = (low: number, estimate: number, high: number) => ({
  estimate,
  interval: { low, high, level: 0.95, method: 'student-t' as const },
});
const draw = (low: number, estimate: number, high: number) =>
  intervalBar(of(low, estimate, high), { reach: 10, margin: 2 }, 21);

describe('an interval drawn with characters', () => {
  test.each([
    ['above the margin', draw(4, 6, 10), '        ··┊·· ├─●───┤'],
    ['below zero', draw(-10, -6, -4), '├───●─┤ ··┊··        '],
    ['around zero', draw(-3, 1, 5), '       ├───●───┤     '.replace('├───●───┤', '├───●───┤')],
    ['within the margin', draw(-1, 0, 1), '        ·├●┤·        '],
  ])('%s', (_, drawn, expected) => {
    expect(drawn).toHaveLength(21);
    if (drawn !== expected) expect(drawn).toBe(expected);
  });

  test('one that is off zero by less than a character is off zero in the picture', () => {
    expect(draw(0.01, 5, 9).indexOf('├')).toBe(11);
    expect(draw(-9, -5, -0.01).indexOf('┤')).toBe(9);
  });

  test('an end without bound is an arrow', () => {
    expect(draw(Number.NEGATIVE_INFINITY, 0, 5)).toMatch(/^◂/);
    expect(draw(-5, 0, Number.POSITIVE_INFINITY)).toMatch(/▸$/);
  });

  test('the scale reaches to the farthest end, and to the margin', () => {
    expect(scaleOf([of(-3, 1, 2)], null)?.reach).toBe(3);
    expect(scaleOf([of(-3, 1, 2)], 5)?.reach).toBe(5);
    expect(scaleOf([of(0, 0, 0)], null)).toBeNull();
  });
});
