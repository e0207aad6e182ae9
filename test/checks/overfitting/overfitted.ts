import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { curves, record } from '../records.ts';

export const SEEDS = [1, 2, 3, 4, 5, 6];

/** Validation loss falls to epoch 4 and then rises by `rise` an epoch; training loss falls to the end. */
export function overfitting(model: string, rise: number, epochs = 10) {
  const random = createRandom('overfitting', model);
  return SEEDS.map((seed) => {
    const luck = 0.01 * randomNormal(random);
    return record(model, seed, {
      cost: { wallSeconds: 20, cpuSeconds: 20, peakMemoryBytes: null },
      curves: curves(epochs, {
        train: (epoch) => 2 / epoch,
        validation: (epoch) => 1 + 0.1 * Math.max(0, 4 - epoch) + (rise + luck) * Math.max(0, epoch - 4),
      }),
    });
  });
}
