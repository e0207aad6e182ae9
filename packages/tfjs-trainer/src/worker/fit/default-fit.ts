import type * as tf from '@tensorflow/tfjs';
import type { Dataset, EpochValues } from '../../../types/module.d.ts';
import { withReplays } from '../../kernels/replay/replayed-fit.ts';
import { findNonFinite } from '../data/find-non-finite.ts';
import { shortestFloat32 } from '../data/float32.ts';
import type { FitSettings } from '../settings.ts';
import { type Curve, Diverged } from './curve.ts';

const FULL_NAMES: Readonly<Record<string, string>> = { acc: 'accuracy' };

/**
 * @param replaying TensorFlow.js if steps are replayed
 * @throws Diverged after an epoch whose training loss or weights are not finite
 */
export async function defaultFit(
  model: tf.LayersModel,
  { train, validation }: Pick<Dataset, 'train' | 'validation'>,
  { epochs, batchSize }: FitSettings,
  curve: Curve,
  replaying: typeof tf | null,
): Promise<void> {
  const fitModel = () =>
    model.fit(train.xs, train.ys, {
      epochs,
      batchSize,
      shuffle: true,
      verbose: 0,
      yieldEvery: 'never',
      validationData: [validation.xs, validation.ys],
      callbacks: {
        onEpochEnd: async (epoch, logs) => {
          curve.report(epoch + 1, bySplit(logs ?? {}));
          requireFiniteWeights(model, `in epoch ${epoch + 1}`);
        },
      },
    });
  await (replaying === null ? fitModel() : withReplays(replaying, model, fitModel));
}

function bySplit(logs: tf.Logs): EpochValues {
  const train: Record<string, number> = {};
  const validation: Record<string, number> = {};
  for (const [key, value] of Object.entries(logs)) {
    const isValidation = key.startsWith('val_');
    const name = isValidation ? key.slice(4) : key;
    (isValidation ? validation : train)[FULL_NAMES[name] ?? name] = shortestFloat32(value);
  }
  return { train, validation };
}

/** A maximum or a comparison may hide NaN from the loss. */
export function requireFiniteWeights(model: tf.LayersModel, when: string): void {
  for (const weight of model.trainableWeights) {
    const values = weight.read().dataSync();
    const at = findNonFinite(values);
    if (at >= 0) throw new Diverged(`weight ${weight.originalName} holds ${values[at]} ${when}`);
  }
}
