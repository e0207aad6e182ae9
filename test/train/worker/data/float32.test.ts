import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestFloat32 } from '../../../../src/train/worker/data/float32.ts';

test.each([
  [0.1, 0.1],
  [1 / 3, 0.33333334],
  [16777216, 16777216],
  [3.4028234663852886e38, 3.4028235e38],
  [1.401298464324817e-45, 1.4013e-45],
  [0, 0],
])('the float32 next to %d is written as %d', (value, expected) => {
  expect(shortestFloat32(Math.fround(value))).toBe(expected);
});

test('the text reads back as the same float32, in at most nine digits', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = JSON.stringify(shortestFloat32(value));
      expect(Math.fround(JSON.parse(text))).toBe(value === 0 ? 0 : value);
      expect(
        text.replace(/e.*/, '').replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length,
      ).toBeLessThanOrEqual(9);
    }),
  );
});

test('a number that is no float32 is left as it is', () => {
  expect(shortestFloat32(0.1)).toBe(0.1);
  expect(shortestFloat32(Math.PI)).toBe(Math.PI);
});
