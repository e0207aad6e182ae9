/** Whether a step of a model does the same calls of kernels each time that it is given tensors of the same shapes. */
import type * as tf from '@tensorflow/tfjs';
import { heldCode, type ModuleCode } from '../repeatable/held-code.ts';

/** @param code null where nothing is known of the module: then only what is all TensorFlow.js's own is taken */
export function isReplayable(model: tf.LayersModel, code: ModuleCode): boolean {
  return heldCode(model, code).isRepeatable;
}

/** Of the module's own layers, all that their methods read. A step that leaves another text behind is never replayed. */
export function fieldsOf(model: tf.LayersModel, code: ModuleCode): string {
  return heldCode(model, code).fields;
}
