import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { check } from './judge-creep.ts';

test('fails in at most alpha / 2 where the loss is the margin and runs stop when a look is unlucky', () => {
  const random = createRandom('creep', 'calibration');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const looks = [4, 6, 9];
  let failed = 0;
  const REPETITIONS = 4000;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const all = Array.from({ length: 9 }, () => -0.01 + 0.01 * normal());
    // The worst that stopping can do: at the first look at which it would fail.
    const statuses = looks.map((count) => check({ differences: all.slice(0, count), looks }).status);
    if (statuses.includes('fail')) failed++;
  }
  expect(failed / REPETITIONS).toBeLessThan(0.025 + 4 * Math.sqrt((0.025 * 0.975) / REPETITIONS));
  expect(failed / REPETITIONS).toBeGreaterThan(0.015);
});
