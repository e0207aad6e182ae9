/** Every gradient that TensorFlow.js registers, on the embedded backend, against finite differences in double precision. */
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { inDoublePrecision } from '../../../../../test/support/double-precision.ts';
import { correctGradients } from '../../../src/kernels/gradients/correct.ts';
import { useBackend } from '../../support/backends.ts';
import { composed } from './specs/composed.ts';
import { elementwise } from './specs/elementwise.ts';
import { products } from './specs/products.ts';
import { reductions } from './specs/reductions.ts';
import { resizing } from './specs/resizing.ts';
import { shapes } from './specs/shapes.ts';
import type { Case, Domain, Spec } from './specs/spec.ts';
import { windows } from './specs/windows.ts';

const SPECS: readonly Spec[] = [
  ...composed,
  ...elementwise,
  ...products,
  ...reductions,
  ...resizing,
  ...shapes,
  ...windows,
];

/** No operation of the embedded backend reaches these. */
const UNREACHABLE = ['BroadcastTo', 'ComplexAbs', 'LogSoftmax'];

beforeAll(async () => {
  await useBackend('wasm');
  // Another engine in the same process registers them again.
  correctGradients(tf);
});

test('every registered gradient is tried', () => {
  const kernels = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  const names = new Set([...Object.values(tf).filter((value) => typeof value === 'string'), ...kernels]);
  const tried = new Set(SPECS.map(({ kernel }) => kernel));
  const untried = [...names].filter((name) => tf.getGradient(name) != null && !tried.has(name));
  expect(untried.sort()).toEqual(UNREACHABLE);
});

test.each(SPECS.map((spec, i) => [`${spec.kernel} (${i})`, spec] as const))(
  'the gradient of %s is the slope',
  async (_, { kernel, options, build }) => {
    await useBackend('wasm');
    const registered = tf.getGradient(kernel);
    let calls = 0;
    if (registered != null) {
      const gradFunc: tf.GradFunc = (...given) => {
        calls += 1;
        return registered.gradFunc(...given);
      };
      tf.registerGradient({ ...registered, gradFunc });
    }
    try {
      // A kernel that damages memory makes all later cases fail, so that smaller ones would tell nothing.
      const settings = { numRuns: 6, endOnFailure: true };
      await fc.assert(
        fc.asyncProperty(options as fc.Arbitrary<never>, (given) => expectSlopes(build(given))),
        settings,
      );
    } finally {
      if (registered != null) tf.registerGradient(registered);
    }
    if (registered != null) expect(calls).toBeGreaterThan(0);
  },
);

test('the gradient of the absolute value of complex numbers is refused', () => {
  expect(() => tf.getGradient('ComplexAbs').gradFunc(tf.scalar(1), [], {})).toThrow('imaginary part');
});

async function expectSlopes(tried: Case): Promise<void> {
  const operation = tried.operation as (...xs: tf.Tensor[]) => tf.Tensor;
  const inputs = tried.shapes.map((shape, i) => valuesOf(tried, shape, i));
  const tensorsOf = (values: readonly number[][]) =>
    values.map((one, i) => tf.tensor(one, tried.shapes[i] as number[], 'float32'));
  const forward = (values: readonly number[][]) =>
    inDoublePrecision(() => Array.from(operation(...tensorsOf(values)).dataSync()));
  const size = (await forward(inputs)).length;
  const dy = draws(size, 5).map((draw) => (tried.tied ? 1.5 + draw : draw));
  await useBackend('wasm');
  const gradients = () =>
    tf.tidy(() => {
      const xs = tensorsOf(inputs);
      const found = tf.grads(operation)(xs, tf.tensor(dy, operation(...xs).shape));
      return found.map((one, i) => {
        expect(one.shape).toEqual(tried.shapes[i]);
        expect(one.dtype).toBe('float32');
        return Array.from(one.dataSync());
      });
    });
  if (tried.refused !== undefined) {
    expect(gradients).toThrow(tried.refused);
    return;
  }
  const found = gradients();
  const direction = inputs.map((one, i) => draws(one.length, 11 + 10 * i));
  const along = async (from: number, to: number): Promise<number> => {
    const moved = (by: number) =>
      inputs.map((one, i) => one.map((x, at) => x + by * (direction[i]?.[at] ?? 0)));
    const [before, after] = [await forward(moved(from)), await forward(moved(to))];
    return after.reduce((sum, y, i) => sum + (y - (before[i] ?? 0)) * (dy[i] ?? 0), 0) / (to - from);
  };
  const parts = found.flatMap((one, i) => one.map((slope, at) => slope * (direction[i]?.[at] ?? 0)));
  const slope = parts.reduce((sum, part) => sum + part, 0);
  const tolerance = 1e-4 * (0.1 + parts.reduce((sum, part) => sum + Math.abs(part), 0));
  // A convex function lies above each of its tangents, on both sides.
  const [least, most] = tried.tied
    ? [await along(-1e-6, 0), await along(0, 1e-6)]
    : Array(2).fill(await along(-1e-5, 1e-5));
  if (!(slope >= least - tolerance && slope <= most + tolerance))
    expect.fail(`the slope is ${slope}, expected ${least} to ${most}`);
}

const DOMAINS: Readonly<Record<Domain, readonly [number, number]>> = {
  any: [-2.013, 1.987],
  positive: [0.31, 2.31],
  'within one': [-0.91, 0.89],
  'above one': [1.21, 3.2],
  'half a hundred': [-50.3, 49.7],
};

/** Spread evenly over the domain, in an order that looks like chance. */
function valuesOf({ domain = 'any', tied }: Case, shape: readonly number[], input: number): number[] {
  const count = tf.util.sizeFromShape([...shape]);
  const [from, to] = DOMAINS[typeof domain === 'string' ? domain : (domain[input] ?? 'any')];
  const order = draws(count, 3 + input)
    .map((draw, at) => ({ draw, at }))
    .sort((a, b) => a.draw - b.draw);
  const jitter = draws(count, 7 + input);
  const values: number[] = [];
  order.forEach(({ at }, rank) => {
    // In the last bits that a float has; another input has no equal values.
    const value =
      from + ((to - from) * (rank + 0.5 + 0.13 * input + 0.2 * (jitter[rank] ?? 0))) / (count + 1);
    values[at] = tied ? Math.round(value) : Math.fround(value);
  });
  return values;
}

/** Between −1 and 1. */
function draws(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return Math.fround((state / 2147483647) * 2 - 1);
  });
}
