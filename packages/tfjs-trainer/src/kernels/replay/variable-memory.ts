/** An optimiser gives a variable new memory; copying it back keeps recorded addresses valid. */
import type * as tf from '@tensorflow/tfjs';
import { engineOf } from '../engine/engine.ts';
import { addressOf, bytesOf, type TensorInfo, type Toolkit } from '../toolkit.ts';
import { copyInto } from './recording.ts';

type Copied = (from: number, to: TensorInfo, bytes: number) => void;

type Holder = ReturnType<typeof engineOf> & {
  incRef(tensor: tf.Tensor, backend: tf.KernelBackend): void;
  keep(tensor: tf.Tensor): tf.Tensor;
};

export class VariableMemory {
  readonly #tools: Toolkit;
  readonly #assign: tf.Variable['assign'];
  /** Variables assigned since the last step, each with a handle of its old memory. */
  readonly #moved = new Map<tf.Variable, tf.Tensor>();

  constructor(tools: Toolkit) {
    this.#tools = tools;
    const { prototype } = tools.tf.Variable;
    const { assign } = prototype;
    this.#assign = assign;
    const hold = (variable: tf.Variable) => this.#hold(variable);
    prototype.assign = function (this: tf.Variable, value) {
      hold(this);
      assign.call(this, value);
    };
  }

  #hold(variable: tf.Variable): void {
    if (this.#moved.has(variable) || variable.isDisposed) return;
    const engine = engineOf(this.#tools.tf) as Holder;
    const { shape, dtype, dataId, id } = variable;
    const held = new this.#tools.tf.Tensor(shape, dtype, dataId, id);
    engine.incRef(held, engine.backend);
    this.#moved.set(variable, engine.keep(held));
  }

  /**
   * Skips a variable whose old memory another tensor still uses.
   *
   * @returns whether every variable is where it was
   */
  putBack(copied: Copied = () => {}): boolean {
    const { tools, moved } = { tools: this.#tools, moved: this.#moved };
    const engine = engineOf(tools.tf) as Holder;
    let isAsBefore = true;
    for (const [variable, held] of moved) {
      const isShared = tools.backend.refCount(held.dataId) > 1;
      if (variable.isDisposed || (variable.dataId !== held.dataId && isShared)) {
        isAsBefore = false;
      } else if (variable.dataId !== held.dataId) {
        const bytes = variable.size * bytesOf(variable.dtype);
        const from = addressOf(tools, variable);
        copyInto(tools, held, from, bytes);
        copied(from, held, bytes);
        engine.disposeTensor(variable);
        variable.dataId = held.dataId;
        engine.incRef(variable, engine.backend);
      }
      held.dispose();
    }
    moved.clear();
    return isAsBefore;
  }

  end(): void {
    this.putBack();
    this.#tools.tf.Variable.prototype.assign = this.#assign;
  }
}
