import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { record } from '../records.ts';

export function runs(model: string, values: readonly number[]) {
  return values.map((accuracy, index) => record(model, index + 1, { metrics: { test: { accuracy } } }));
}

export function normal(label: string, n: number, mean: number, deviation: number) {
  const random = createRandom('instability', label);
  return Array.from({ length: n }, () => mean + deviation * randomNormal(random));
}
