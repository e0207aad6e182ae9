import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestFloat32 } from '../../../src/worker/data/float32.ts';

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

test('it is the shortest that toPrecision gives, from six digits on', () => {
  const bits = new Uint32Array(1);
  const floats = new Float32Array(bits.buffer);
  fc.assert(
    fc.property(fc.oneof(fc.float({ noNaN: true }), fc.nat(2 ** 31 - 1)), (given) => {
      // By their bits, numbers of every size are as frequent.
      if (Number.isInteger(given)) bits[0] = given;
      else floats[0] = given;
      const value = floats[0] as number;
      const all = [6, 7, 8, 9].map((digits) => Number(value.toPrecision(digits)));
      const expected = all.find((short) => Math.fround(short) === value) ?? value;
      expect(shortestFloat32(value)).toEqual(expected === 0 ? 0 : expected);
    }),
    { numRuns: 2000 },
  );
});

test('a number that is no float32 is left as it is', () => {
  expect(shortestFloat32(0.1)).toBe(0.1);
  expect(shortestFloat32(Math.PI)).toBe(Math.PI);
});
