import type * as tf from '@tensorflow/tfjs';
import { engineOf } from '../engine/engine.ts';
import type { Tf, Toolkit } from '../toolkit.ts';
import { Arena } from './arena.ts';
import { Recorder } from './recorder.ts';
import { isCurrent, isSame, NotTheSame, type Recording, replay } from './recording.ts';
import { UnlikeStep } from './unlike-step.ts';
import { VariableMemory } from './variable-memory.ts';

type Step = (inputs: tf.Tensor[]) => tf.Tensor[];
/** Inputs are null for examples without weights. */
export type ShippedStep = (inputs: Array<tf.Tensor | null>) => tf.Tensor[];

/** Steps of one purpose with equal input shapes. */
interface Kind {
  recording: Recording | null;
  /** Two recordings were equal. */
  isConfirmed: boolean;
  /** Steps since the last full run. */
  replays: number;
}

/** Batches of further sizes run in full. */
const MOST_KINDS = 6;
/** The next step runs in full and is compared with the recording. */
const MOST_REPLAYS = 50;

export class Replays {
  readonly #tools: Toolkit;
  readonly #arena: Arena;
  readonly #variableMemory: VariableMemory;
  readonly #kinds = new Map<string, Kind>();
  #isOver = false;
  count = 0;

  constructor(tools: Toolkit) {
    this.#tools = tools;
    this.#arena = new Arena(tools.backend.wasm);
    this.#variableMemory = new VariableMemory(tools);
  }

  /** @param name identifies the kind of step, together with input shapes */
  run(name: string, shipped: ShippedStep, given: Array<tf.Tensor | null>): tf.Tensor[] {
    const key = [name, ...given.map((input) => input && `${input.dtype} ${input.shape}`)].join(' ');
    const inputs = given.filter((input) => input !== null);
    const step: Step = (placed) => {
      const rest = placed.values();
      return shipped(given.map((input) => input && (rest.next().value as tf.Tensor)));
    };
    const isNew = !this.#kinds.has(key);
    if (!isUndisturbed(this.#tools) || (isNew && this.#kinds.size === MOST_KINDS))
      return this.runInFull(step, inputs);
    const kind = this.#kinds.get(key) ?? { recording: null, isConfirmed: false, replays: 0 };
    this.#kinds.set(key, kind);
    const { recording, isConfirmed, replays } = kind;
    if (recording !== null && !isCurrent(this.#tools, recording)) this.end();
    if (this.#isOver) return step(inputs);
    if (recording === null || !isConfirmed || replays === MOST_REPLAYS)
      return this.#record(kind, step, inputs);
    kind.replays += 1;
    try {
      const outputs = replay(this.#tools, recording, inputs);
      this.count += 1;
      return outputs;
    } catch (error) {
      if (!(error instanceof NotTheSame)) throw error;
      // The step reports wrong inputs itself.
      this.runInFull(step, inputs);
      throw new UnlikeStep(error);
    }
  }

  runInFull<Inputs>(step: (inputs: Inputs) => tf.Tensor[], inputs: Inputs): tf.Tensor[] {
    const outputs = step(inputs);
    this.#variableMemory.putBack();
    return outputs;
  }

  #record(kind: Kind, step: Step, inputs: tf.Tensor[]): tf.Tensor[] {
    const before = kind.recording;
    const recorder = new Recorder(this.#tools, this.#arena, before?.constants);
    const [outputs, recording] = recorder.record(step, inputs, this.#variableMemory);
    // The step must not leave further handles.
    const isAsBefore = (one: Recording) =>
      before === null || (isSame(before, one) && isCurrent(this.#tools, before));
    if (recording === null || !isAsBefore(recording)) {
      this.#drop(recording, before);
      this.end();
      if (kind.isConfirmed) throw new UnlikeStep();
      return outputs;
    }
    this.#drop(before, recording);
    Object.assign(kind, { recording, isConfirmed: before !== null, replays: 0 });
    return outputs;
  }

  /** @param next shares constants with it */
  #drop(recording: Recording | null, next: Recording | null): void {
    if (recording === null) return;
    const { backend } = this.#tools;
    for (const view of recording.views) backend.dropView(view);
    const kept = new Set(next?.constants.map(({ address }) => address));
    for (const { address } of recording.constants) if (!kept.has(address)) backend.wasm._free(address);
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { recording } of this.#kinds.values()) this.#drop(recording, null);
    this.#arena.shrink();
    this.#variableMemory.end();
  }
}

/** A sequential model delegates to an inner one. */
export function innerModel(t: Tf, model: tf.LayersModel): unknown {
  return model instanceof t.Sequential ? Reflect.get(model, 'model') : model;
}

/** Tells whether this backend alone runs the step, unwatched. */
function isUndisturbed({ tf: t, backend }: Toolkit): boolean {
  const { state, ENV, backend: current } = engineOf(t);
  const { DEBUG, IS_TEST } = ENV.flags;
  return (
    (current as unknown) === backend &&
    !state.profiling &&
    DEBUG !== true &&
    IS_TEST !== true &&
    state.gradientDepth === 0
  );
}
