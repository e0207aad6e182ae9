import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { dip, dipTest, uniformDips } from '../../../src/stats/tests/dip.ts';

describe('dipTest', () => {
  test('evenly spaced values have the smallest dip, 1/(2n); two points apart the largest, 1/4', () => {
    expect(dip([1, 2, 3, 4, 5])).toBeCloseTo(0.1, 12);
    expect(dip([0, 0, 0, 0, 1, 1, 1, 1])).toBeCloseTo(0.25, 12);
    expect(dip([3, 3, 3, 3])).toBeCloseTo(0.125, 12);
  });

  test('finds two groups that lie apart', () => {
    const random = createRandom('two groups');
    const values = Array.from(
      { length: 12 },
      (_, seed) => (seed % 3 === 0 ? 0.2 : 0.9) + 0.01 * randomNormal(random),
    );
    expect(dipTest(values, uniformDips(values.length, createRandom('dip'))).pValue).toBeLessThan(0.01);
  });

  test('neither shift nor unit matters, and the same stream gives the same p', () => {
    const values = [3, 1, 4, 1.5, 9, 2.6, 5, 3.5];
    const found = dipTest(values, uniformDips(values.length, createRandom('dip')));
    const moved = dipTest(
      values.map((value) => 8 * value - 32),
      uniformDips(8, createRandom('dip')),
    );
    expect(moved.pValue).toBe(found.pValue);
    expect(moved.statistic).toBeCloseTo(found.statistic, 12);
  });

  test('accuracies over a few examples are not taken for groups because of their ties', () => {
    const random = createRandom('coarse');
    const accuracy = () =>
      Array.from({ length: 50 }, () => (random() < 0.8 ? 1 : 0)).reduce<number>((a, b) => a + b, 0) / 50;
    const repetitions = 200;
    const reference = uniformDips(20, createRandom('dip'));
    let alarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const values = Array.from({ length: 20 }, accuracy);
      if (dipTest(values, reference).pValue <= 0.05) alarms++;
    }
    expect(alarms / repetitions).toBeLessThan(0.05);
  });
});
