import type * as tf from '@tensorflow/tfjs';
import type { Context, Dataset, LoopModule, StandardModule } from '../../types/module.d.ts';
import { type CheckedDataset, checkDataset } from './data/dataset.ts';
import { describeInputs, type InputFeatures } from './data/features.ts';
import { FIRST_SEED, inspectLater } from './data/inspect-data.ts';
import { takeExamples, trainingSubset } from './data/subset.ts';
import { checkModel, probeModel, type Task } from './fit/check-model.ts';
import type { Curve } from './fit/curve.ts';
import { defaultFit, requireFiniteWeights } from './fit/default-fit.ts';
import { predictSplits, type SplitPredictions } from './fit/predict.ts';
import { checkTrained } from './fit/trained.ts';
import type { ModuleJob } from './job.ts';
import { fitSettings } from './settings.ts';
import type { Streams } from './streams.ts';
import { usable } from './user-code.ts';

export interface Run {
  readonly tf: typeof tf;
  readonly job: ModuleJob;
  readonly context: Context;
  readonly streams: Streams;
  readonly curve: Curve;
  onTrainingStart(): void;
  /** Work whose time counts as set-up. */
  setUpLate(work: () => void): void;
  /** Takes the number of trainable parameters. */
  onParameters(count: number): void;
}

export interface RunAnswer {
  readonly predictions: ReadonlyMap<string, SplitPredictions>;
  readonly slices: ReadonlyMap<string, readonly number[]>;
  /** Unknown for a module with its own loop. */
  readonly features?: InputFeatures;
  readonly test: Readonly<Record<string, number>>;
  /** Wall time per test example; unknown for a module with its own loop. */
  readonly inferenceSeconds?: number;
}

export async function runStandard(run: Run, module: StandardModule): Promise<RunAnswer> {
  const { context, streams } = run;
  const replaying = run.job.shortcuts === true ? run.tf : null;
  const settings = fitSettings(run.job.params);
  const raw = await streams.during('fixed', () => usable('data()', () => module.data(context)));
  const checked = checkDataset(raw);
  const look = inspectLater(run.job, checked);
  const inspect = () => run.setUpLate(look);
  const { model, task } = await buildModel(run, module, checked);
  const dataset = chooseTrainingData(run, raw, checked.train.count);

  // A run that is killed later leaves this evidence.
  run.curve.onEpoch = inspect;
  run.onTrainingStart();
  try {
    await streams.during('order', async () => {
      if (module.fit === undefined) await defaultFit(model, dataset, settings, run.curve, replaying);
      else await module.fit(model, dataset, context);
    });
  } finally {
    inspect();
  }
  requireFiniteWeights(model, 'after the training');
  return streams.during('fixed', async () => {
    const { evaluated } = checked;
    const answers = await predictSplits(model, evaluated, task, settings.batchSize, replaying);
    // `evaluate` may dispose of the data.
    const features = featuresOnce(run.job, checked);
    const test = (await module.evaluate?.(model, dataset, context)) ?? {};
    const { slices } = checked;
    return { ...answers, slices, features, test: checkExtraMetrics(test) };
  });
}

/** All seeds share the data, and only classification has slices. */
function featuresOnce({ seed }: ModuleJob, { evaluated }: CheckedDataset): InputFeatures {
  const test = evaluated.get('test');
  return test === undefined || seed !== FIRST_SEED || test.form === 'value'
    ? new Map()
    : describeInputs(test);
}

async function buildModel(
  run: Run,
  module: StandardModule,
  data: CheckedDataset,
): Promise<{ model: tf.LayersModel; task: Task }> {
  return run.streams.during('init', async () => {
    const value = await usable('model()', () => module.model(run.context));
    const { model, task } = checkModel(value, data, module.fit !== undefined);
    await usable('a prediction of the model', () => probeModel(run.tf, model, data.train, task));
    run.onParameters(model.trainableWeights.reduce((sum, weight) => sum + weight.read().size, 0));
    return { model, task };
  });
}

function chooseTrainingData({ tf: t, job, streams }: Run, dataset: Dataset, count: number): Dataset {
  if (!job.vary.includes('data')) return dataset;
  const indices = trainingSubset(count, job, streams);
  const { validation, test, shifted } = dataset;
  const shared = [validation, test, ...(shifted === undefined ? [] : [shifted])].flatMap(({ xs, ys }) =>
    [xs, ys].flat(),
  );
  return { ...dataset, train: takeExamples(t, dataset.train, indices, new Set(shared)) };
}

function checkExtraMetrics(metrics: unknown): Readonly<Record<string, number>> {
  if (typeof metrics !== 'object' || metrics === null) {
    throw new Error(`evaluate() returned ${String(metrics)}; it must return metric names with numbers`);
  }
  for (const [name, value] of Object.entries(metrics)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new Error(`evaluate() returned ${name} = ${String(value)}; a metric must be a finite number`);
    }
  }
  return metrics as Record<string, number>;
}

/** The module builds and trains at once, so `init` and `order` share one stream. */
export async function runLoop(run: Run, module: LoopModule): Promise<RunAnswer> {
  const phase = run.job.vary.includes('order') || !run.job.vary.includes('init') ? 'order' : 'init';
  run.onTrainingStart();
  const trained = await run.streams.during(phase, () => module.train(run.context));
  const { parameters, ...answer } = checkTrained(trained);
  if (parameters !== undefined) run.onParameters(parameters);
  return { ...answer, test: {} };
}
