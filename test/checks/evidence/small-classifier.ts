/** A logistic regression on two classes of points, trained by gradient descent, for tests that need real predictions. */
import { createRandom, type Random, randomNormal } from '../../../src/stats/random.ts';

export interface Rows {
  readonly inputs: ReadonlyArray<readonly number[]>;
  readonly labels: readonly number[];
}

/** @param distance between the two classes; @param rare share of class 1 */
export function drawRows(random: Random, count: number, distance: number, rare: number): Rows {
  const labels = Array.from({ length: count }, () => (random() < rare ? 1 : 0));
  const inputs = labels.map((label) => [label * distance + randomNormal(random), randomNormal(random), 1]);
  return { inputs, labels };
}

/** Stochastic gradient descent from a random start. @returns P(class 1) */
export function train(
  { inputs, labels }: Rows,
  random: Random,
  epochs = 8,
): (input: readonly number[]) => number {
  const weights = (inputs[0] ?? []).map(() => 0.1 * randomNormal(random));
  const predict = (input: readonly number[]) =>
    1 / (1 + Math.exp(-input.reduce((sum, value, at) => sum + value * (weights[at] as number), 0)));
  for (let step = 0; step < epochs * inputs.length; step++) {
    const row = Math.floor(random() * inputs.length);
    const input = inputs[row] as readonly number[];
    const error = (labels[row] as number) - predict(input);
    for (const [at, value] of input.entries()) weights[at] = (weights[at] as number) + 0.05 * error * value;
  }
  return predict;
}

export function randomOf(...labels: ReadonlyArray<string | number>): Random {
  return createRandom('test', ...labels);
}
