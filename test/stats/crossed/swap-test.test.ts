import { describe, expect, test } from 'vitest';
import { fewestOfClass, swapTest } from '../../../src/stats/crossed/swap-test.ts';
import type { RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { metricNamed } from '../../../src/stats/metrics/registry.ts';
import { createRandom } from '../../../src/stats/random.ts';

const run = (predictions: readonly number[]): RunPredictions => ({ predictions, probabilities: null });
const compute = metricNamed('macro_f1')?.compute;

/** Right on all but the first `wrong` examples, which are of class 2. */
const answers = (labels: readonly number[], wrong: number) =>
  run(labels.map((label, example) => (example < wrong ? 0 : label)));
const labelsWith = (few: number) =>
  Array.from({ length: 60 }, (_, example) => (example < few ? 2 : example % 2));

function pValue(few: number, clusterOf: ArrayLike<number> | null = null, seeds = 1): number {
  if (compute === undefined) throw new Error('not computed');
  const labels = labelsWith(few);
  const pairs = Array.from({ length: seeds }, () => [answers(labels, few), answers(labels, 0)] as const);
  return swapTest(compute, labels, pairs, { random: createRandom('swap', few), clusterOf }).pValue;
}

describe('the swap test', () => {
  test.each([1, 2, 3, 6])('of %i examples that one model alone has right has p 2/2ⁿ', (few) => {
    // Both sides: all to the one model, or all to the other.
    const exact = Math.min(1, 2 / 2 ** few);
    expect(Math.abs(pValue(few) - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 999) + 0.002);
  });

  test('swaps the answers under all seeds together, and those of a cluster', () => {
    expect(pValue(3, null, 4)).toBe(pValue(3));
    expect(
      pValue(
        6,
        Int32Array.from({ length: 60 }, (_, example) => (example < 6 ? 0 : example)),
      ),
    ).toBe(1);
  });

  test('compares a gain beyond what the hypothesis allows, and no gain within it', () => {
    if (compute === undefined) throw new Error('not computed');
    const labels = labelsWith(8);
    const pair = [answers(labels, 8), answers(labels, 0)] as const;
    const at = (share: number) =>
      swapTest(compute, labels, [pair], {
        random: createRandom('swap', 8),
        allowed: (difference) => share * difference,
      }).pValue;
    const rising = [0, 0.3, 0.6, 1].map(at);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(rising[0]).toBe(pValue(8));
    expect(rising[0]).toBeLessThan(0.05);
    expect(rising[2]).toBeGreaterThan(0.05);
    expect(rising[3]).toBe(1);
  });

  test('is of the data alone: neither the order of the examples nor the side matters', () => {
    if (compute === undefined) throw new Error('not computed');
    const labels = labelsWith(4);
    const [one, other] = [answers(labels, 4), answers(labels, 1)];
    const turned = ({ predictions }: RunPredictions) => run([...(predictions as number[])].reverse());
    const of = (labels: readonly number[], pair: readonly [RunPredictions, RunPredictions]) =>
      swapTest(compute, labels, [pair], { random: createRandom('swap') }).pValue;
    const straight = of(labels, [one, other]);
    expect(of(labels, [other, one])).toBe(straight);
    expect(of([...labels].reverse(), [turned(one), turned(other)])).toBe(straight);
  });
});

test('the fewest examples of a class, and none of one that is only predicted', () => {
  const labels = labelsWith(4);
  expect(fewestOfClass(labels, [answers(labels, 0)])).toBe(4);
  expect(fewestOfClass(labels, [run(labels.map(() => 7))])).toBe(0);
});
