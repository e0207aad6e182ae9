/** Root of a continuous function between two points of opposite sign, by Brent's method (1973). */
import { StatisticsError } from '../error.ts';

const MAX_ITERATIONS = 200;

export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 1e-15): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa * fb < 0)) {
    throw new StatisticsError(
      `findRoot requires a change of sign, but f(${low}) = ${fa} and f(${high}) = ${fb}`,
    );
  }
  let c = a;
  let fc = fa;
  let step = b - a;
  let previousStep = step;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const smallest = (2 * Number.EPSILON + tolerance / 2) * Math.abs(b) + Number.MIN_VALUE;
    const half = (c - b) / 2;
    if (Math.abs(half) <= smallest || fb === 0) return b;
    if (Math.abs(previousStep) >= smallest && Math.abs(fa) > Math.abs(fb)) {
      const ratio = fb / fa;
      let numerator: number;
      let denominator: number;
      if (a === c) {
        numerator = 2 * half * ratio;
        denominator = 1 - ratio;
      } else {
        const q = fa / fc;
        const r = fb / fc;
        numerator = ratio * (2 * half * q * (q - r) - (b - a) * (r - 1));
        denominator = (q - 1) * (r - 1) * (ratio - 1);
      }
      if (numerator > 0) denominator = -denominator;
      else numerator = -numerator;
      const limit = Math.min(
        3 * half * denominator - Math.abs(smallest * denominator),
        Math.abs(previousStep * denominator),
      );
      if (2 * numerator < limit) {
        previousStep = step;
        step = numerator / denominator;
      } else {
        step = half;
        previousStep = half;
      }
    } else {
      step = half;
      previousStep = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > smallest ? step : Math.sign(half) * smallest;
    fb = f(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previousStep = step;
    }
  }
  return b;
}
