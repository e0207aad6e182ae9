import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { passMetric } from '../config/case-metrics.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { metricsOfTask } from '../config/file/normalise.ts';
import { DEFAULT_JOBS } from '../config/schema/executor-schema.ts';
import type { Config } from '../config/schema/schema.ts';
import { type MetricsOf, withMetricSources } from '../records/metrics/metric-sources.ts';
import { machineMemory } from '../train/memory-limit.ts';
import { physicalCores, threadsOfRun } from '../train/process/hardware.ts';
import { createProgress, type ExperimentProgress } from '../train/progress.ts';
import type { RunContext } from '../train/run/train-run.ts';
import type { Experiment } from './prepare.ts';

export function runsAtATime(
  { limits, executor }: Pick<Config, 'limits' | 'executor'>,
  request: { readonly parallel?: number | undefined },
): number {
  if (request.parallel !== undefined) return request.parallel;
  if (executor.kind !== 'local') return executor.jobs ?? DEFAULT_JOBS;
  return limits.parallel === 'auto' ? (limits.gpus ?? availableParallelism()) : limits.parallel;
}

/** The metrics as they are read in a task. No single repeat has those that are over all of them. */
export function metricsByTask({
  metrics: all,
  tasks = [],
  unit,
}: Pick<LoadedConfig, 'metrics' | 'tasks' | 'unit'>): MetricsOf {
  const metrics = unit === 'repeat' ? all.filter(({ name }) => passMetric(name) === null) : all;
  const known = new Map(tasks.map((task) => [task.name, metricsOfTask(metrics, task)]));
  return (task) => known.get(task ?? '') ?? metrics;
}

export function startProgress({
  config,
  request,
}: Pick<Experiment, 'config' | 'request'>): ExperimentProgress {
  return createProgress(
    runsAtATime(config, request),
    (event) => request.onProgress?.(event),
    config.folds,
    config.unit,
  );
}

export function runContext(experiment: Experiment): RunContext {
  const { config, request, trainer, executor, store, workTrees, scratch, output, checkout } = experiment;
  const { limits } = config;
  const isHere = config.executor.kind === 'local';
  // A queue runs on other machines.
  const threads = isHere
    ? threadsOfRun(physicalCores(), runsAtATime(config, request))
    : (config.executor.cpus ?? 1);
  const metricsOf = metricsByTask(config);
  const memory = limits['memory-mb'];
  const isChosen =
    request.parallel !== undefined || limits.parallel !== 'auto' || limits.gpus !== undefined || !isHere;
  return {
    trainer,
    executor,
    store: withMetricSources(store, metricsOf),
    workTrees,
    scratch,
    claim: experiment.claim,
    checkout,
    environments: join(output, 'environments'),
    // One thread makes a module's run reproducible on every machine.
    threads: trainer.kind === 'module' ? 1 : threads,
    gpus: isHere ? limits.gpus : undefined,
    parallel: isHere ? runsAtATime(config, request) : undefined,
    machineMemoryBytes: isChosen ? null : machineMemory(),
    memoryBytes: memory === undefined ? undefined : memory * 2 ** 20,
    declaredMetrics: metricsOf(undefined).map((metric) => metric.name),
    metricSources: metricsOf,
    isEvaluation: config.unit === 'repeat',
    printedCurves: config.trainer.printed,
    warn: experiment.warn,
    onSetup: (step) => request.onProgress?.({ kind: 'setup', ...step }),
    runWarnings: experiment.runWarnings,
    timeoutMs: config.limits['run-minutes'] * 60_000,
    retries: config.limits.retries,
    // The first repeat of each model tells what the others cost.
    warmsUp: config.limits['warm-up'] ?? config.limits['total-cost'] !== undefined,
    recordsOnly: request.recordsOnly ?? false,
    signal: request.signal ?? new AbortController().signal,
  };
}
