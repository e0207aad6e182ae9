/** Whether a step of a model does the same calls of kernels each time that it is given tensors of the same shapes. */
import type * as tf from '@tensorflow/tfjs';
import { heldCode, type ModuleCode } from '../repeatable/held-code.ts';

/**
 * To be asked before the first step, and again before the first replay: a layer may have been built in between.
 *
 * @param code null where not all of it is known
 */
export function isReplayable(model: tf.LayersModel, code: ModuleCode | null): code is ModuleCode {
  return code?.shipped.isUntouched() === true && !looksOnWithin(code) && heldCode(model, code).isRepeatable;
}

/**
 * Of the module's own layers, all that their methods read: a step that leaves another text behind must not be replayed.
 *
 * @returns what tells the text, as often as it is asked; null where no step may be replayed
 */
export function fieldsOf(model: tf.LayersModel, code: ModuleCode): (() => string) | null {
  const { isRepeatable, fields } = heldCode(model, code);
  return isRepeatable ? fields : null;
}

/** Whether TensorFlow.js is asked to call the module between the batches of every training. */
function looksOnWithin({ transpiled }: ModuleCode): boolean {
  return Object.values(transpiled).some((text) => text.includes('registerCallbackConstructor'));
}
