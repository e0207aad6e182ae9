/**
 * The TensorFlow.js model module: what a user's `model.ts` exports. Types only: the import of them is erased when the module is
 * loaded, so a repository needs no dependency on Conclusive.
 */
// Without this package, tensors have no type, and the rest is still checked.
// @ts-ignore
import type * as tf from '@tensorflow/tfjs';

/** Hyperparameters by name. */
export type Params = Readonly<Record<string, number | string | boolean>>;

/** Examples of one split. The first dimension of every tensor is the number of examples, n. */
export interface Examples {
  /** Model inputs: one tensor, or one a model input. */
  readonly xs: tf.Tensor | tf.Tensor[];
  /**
   * Labels. `int32` of shape [n]: class indices. [n, classes] with two or more columns: one-hot classes.
   * `float32` of shape [n] or [n, 1]: regression targets.
   */
  readonly ys: tf.Tensor;
  /** Stable names of the examples; without them, their index. */
  readonly ids?: readonly string[];
  /** What the report shows of an example whose prediction changes: its text, or a PNG in base64. Of the test split. */
  readonly show?: readonly string[];
}

export interface Dataset {
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
  /** Examples from another domain, never trained on. */
  readonly shifted?: Examples;
  /** Named subsets of the test split, as indices into it. */
  readonly slices?: Readonly<Record<string, readonly number[]>>;
  /** Names of the classes, by index. */
  readonly classes?: readonly string[];
}

/** `loss` and any metric of one epoch, by split. */
export interface EpochValues {
  readonly train?: Readonly<Record<string, number>>;
  readonly validation?: Readonly<Record<string, number>>;
}

export interface Context {
  /** The TensorFlow.js that runs the training: the same instance that `import '@tensorflow/tfjs'` gives. */
  readonly tf: typeof tf;
  readonly seed: number;
  /**
   * One seed a source of chance. All of them are `seed`, but for sources that `vary` does not list (0 in every run) and
   * in the runs by which `checks.variance` tells the sources apart. Only a `train` of its own needs them.
   */
  readonly seeds: { readonly init: number; readonly order: number; readonly data: number };
  /** Uniform in [0, 1), another stream under each seed. `Math.random` is seeded too; in `data` it draws the same under all seeds. */
  random(): number;
  /**
   * Which of `count` training examples this run trains on, ascending: all, unless `vary` lists `data`. Only a `train` of
   * its own needs it: else the subset is taken before `fit`.
   */
  subset(count: number): Int32Array;
  /** With `vary: folds`: which part of the data to test on. Fold and repeat count from 0; null where the data is split once. */
  readonly fold: { readonly fold: number; readonly repeat: number; readonly of: number } | null;
  /** The name of the data set to train on, with `tasks` in the config; else null. */
  readonly task: string | null;
  readonly params: Params;
  /** The module's folder in its worktree: read data relative to it. */
  readonly dataDir: string;
  /** Adds an epoch (from 1) to the training curve. The default `fit` reports by itself. */
  report(epoch: number, values: EpochValues): void;
}

/** What a model said about examples: give `probabilities` (n × classes) for classification, `predictions` for regression. */
export interface Predictions {
  readonly labels: ArrayLike<number>;
  /** Class indices or regression values; for classification the arg max of `probabilities` when absent. */
  readonly predictions?: ArrayLike<number>;
  readonly probabilities?: ReadonlyArray<ArrayLike<number>>;
  readonly ids?: readonly string[];
  readonly show?: readonly string[];
}

/** What a loop of its own returns. */
export interface Trained {
  readonly validation?: Predictions;
  readonly test: Predictions;
  readonly shifted?: Predictions;
  readonly slices?: Dataset['slices'];
  /** Trainable parameters of the model. */
  readonly parameters?: number;
}

type Awaitable<T> = T | Promise<T>;

/** Conclusive trains: `data`, then `model`, then `fit` (by default `model.fit` with `params.epochs` (10) and `params.batch_size` (32)). */
export interface StandardModule {
  data(context: Context): Awaitable<Dataset>;
  /** A compiled model; its output is softmax probabilities [n, classes], one sigmoid [n, 1], or values [n, 1]. */
  model(context: Context): Awaitable<tf.LayersModel>;
  fit?(model: tf.LayersModel, data: Dataset, context: Context): Awaitable<void>;
  /** Extra test metrics beside those that Conclusive computes from the predictions. */
  evaluate?(
    model: tf.LayersModel,
    data: Dataset,
    context: Context,
  ): Awaitable<Readonly<Record<string, number>>>;
}

/** The module trains by itself. */
export interface LoopModule {
  train(context: Context): Awaitable<Trained>;
}

export type ModelModule = StandardModule | LoopModule;
