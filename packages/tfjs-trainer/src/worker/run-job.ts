import { dirname } from 'node:path';
import type { Context } from '../../types/module.d.ts';
import { openBackend } from '../backends/open-backend.ts';
import { toolkitOf } from '../kernels/toolkit.ts';
import { trainingSubset } from './data/subset.ts';
import { Curve, Diverged } from './fit/curve.ts';
import type { ModuleJob } from './job.ts';
import { loadModule } from './load-module.ts';
import { OWN_PROCESS } from './measure.ts';
import { type RunSummary, writePredictions, writeSummary } from './outputs.ts';
import { installStreams } from './streams.ts';
import { timeSteps } from './time-steps.ts';
import { type Run, runLoop, runStandard } from './train-module.ts';

export async function runJob(job: ModuleJob, measure = OWN_PROCESS): Promise<void> {
  const streams = installStreams(job);
  const dataDir = dirname(job.module);
  const backend = await openBackend(job);
  if (job.stepTimes !== undefined) timeSteps(backend.tf, job.stepTimes);
  const curve = new Curve(job.runDirectory);
  const context: Context = {
    tf: backend.tf,
    seed: job.seed,
    seeds: Object.freeze({ ...job.seeds }),
    random() {
      // A replayed step would not draw.
      toolkitOf(backend.tf)?.watcher?.touch();
      return streams.context();
    },
    fold: job.fold ?? null,
    task: job.task ?? null,
    subset: (count) => trainingSubset(count, job, streams),
    params: Object.freeze({ ...job.params }),
    dataDir,
    report: (epoch, values) => curve.report(epoch, values),
  };
  const module = await loadModule(job.module, backend.provided, job.transpiled);
  let trainingStart = performance.now();
  let parameters: number | null = null;
  const run: Run = {
    tf: backend.tf,
    job,
    context,
    streams,
    curve,
    onTrainingStart: () => {
      trainingStart = performance.now();
    },
    setUpLate: (work) => {
      const start = performance.now();
      work();
      trainingStart += performance.now() - start;
    },
    onParameters: (count) => {
      parameters = count;
    },
  };
  const finish = (
    outcome: Pick<RunSummary, 'status' | 'failure' | 'test'>,
    inference: { readonly inferenceSeconds?: number } = {},
  ): void => {
    const cost = { ...measure(trainingStart), ...inference };
    writeSummary(job.runDirectory, { ...outcome, parameters, environment: backend.environment, cost });
  };
  try {
    const answer = 'train' in module ? await runLoop(run, module) : await runStandard(run, module);
    writePredictions(job.runDirectory, answer.predictions, answer.slices, answer.features);
    const { test, inferenceSeconds } = answer;
    finish({ status: 'ok', failure: null, test }, inferenceSeconds === undefined ? {} : { inferenceSeconds });
  } catch (error) {
    if (!(error instanceof Diverged)) throw error;
    finish({ status: 'diverged', failure: error.message, test: {} });
  }
}
