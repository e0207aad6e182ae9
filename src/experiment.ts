/** The whole job, as one sentence: prepare, train until it is decided, judge, report. */
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { analyse } from './analysis/analyse.ts';
import type { Comparison } from './analysis/comparison.ts';
import { runChecks } from './checks/index.ts';
import { UserError } from './config/user-error.ts';
import { type Look, planLooks } from './plan/looks.ts';
import { openConfig } from './plan/open-config.ts';
import { prepareModels } from './plan/prepare-models.ts';
import { type PreparedModel, planRuns, seedsOf } from './plan/runs.ts';
import { openWorkspace } from './plan/workspace.ts';
import type { RunRecord } from './records/record.ts';
import { openRunStore } from './records/store.ts';
import { writeAtomically } from './records/write-atomically.ts';
import { renderComment } from './report/comment.ts';
import { renderHtml } from './report/html.ts';
import { renderResultJson } from './report/result-json.ts';
import { createTrainer } from './train/create-trainer.ts';
import { createProgress, type Progress } from './train/progress.ts';
import { trainRuns } from './train/schedule.ts';
import { judge } from './verdict/judge.ts';
import { describeProvenance } from './verdict/provenance.ts';
import type { ExperimentResult, RunCosts } from './verdict/result.ts';
import { VERSION } from './version.ts';

export type { Progress };

export interface ExperimentRequest {
  /** Folder of the checkout. */
  readonly repository: string;
  /** Path of the config, relative to the repository. */
  readonly config: string;
  /** Commits or refs that `ref: base` and `ref: head` mean. Without: the default branch, and the checkout as it stands. */
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** How the report names the base, e.g. `main`. */
  readonly baseName?: string | undefined;
  /** Whether the config of the base governs, as it does in CI. */
  readonly governedByBase?: boolean | undefined;
  /** Folder for records and reports. Default: `.conclusive` beside the config. */
  readonly outputDirectory?: string | undefined;
  /** Training processes at a time; overrides `limits.parallel`. */
  readonly parallel?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: Progress): void;
}

export interface ExperimentOutcome {
  readonly result: ExperimentResult;
  readonly markdown: string;
  readonly html: string;
  readonly json: string;
  /** Where the records, report.md, report.html and result.json are. */
  readonly outputDirectory: string;
  /** 0: the gate passed. 1: it failed. 3: training failed, so there is no verdict. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Runs an experiment from its config to its report.
 *
 * @throws UserError for input that is wrong, AbortedError when `signal` stops it; records of finished runs are kept
 *   in both cases.
 */
export async function runExperiment(request: ExperimentRequest): Promise<ExperimentOutcome> {
  const experiment = await prepare(request);
  try {
    const training = await trainUntilDecided(experiment, request);
    const checks = runChecks({ ...experiment, records: training.records });
    const result = judge({
      ...experiment,
      ...training,
      checks,
      provenance: describeProvenance(experiment.origin, training.records),
    });
    return await keepReport(experiment.output, result);
  } finally {
    await experiment.close();
  }
}

type Experiment = Awaited<ReturnType<typeof prepare>>;

/** Config, code, trainer and store: all that has to be known before the first run starts. */
async function prepare(request: ExperimentRequest) {
  const configPath = resolve(request.repository, request.config);
  const { config, root, refs, notices } = await openConfig({
    ...request,
    configPath,
    governedByBase: request.governedByBase ?? false,
  });
  const trainer = await createTrainer(config, dirname(configPath));
  const { output, scratch, close } = await openWorkspace(configPath, request.outputDirectory, root);
  try {
    const store = await openRunStore(output, warnOf(request));
    const { models, evaluation } = await prepareModels({
      config,
      configPath,
      refs,
      root: root ?? dirname(configPath),
      insideGit: root !== null,
      worktrees: join(scratch, 'worktrees'),
      trainer: trainer.identity,
    });
    const origin = {
      version: VERSION,
      config: relative(process.cwd(), configPath) || configPath,
      trainer: trainer.description,
      base: refs === null ? null : { name: request.baseName ?? request.base ?? 'base', commit: refs.base },
      head: refs?.head ?? models[0]?.commit ?? null,
      notices,
    };
    return {
      name: config.name ?? request.config,
      config,
      models,
      evaluation,
      trainer,
      store,
      output,
      scratch,
      origin,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function warnOf({ onProgress }: ExperimentRequest): (message: string) => void {
  return (message) => onProgress?.({ kind: 'warning', message });
}

interface Training {
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly looks: ReadonlyArray<Look & { readonly taken: boolean }>;
  readonly costs: Omit<RunCosts, 'failures'>;
}

/** Trains look by look, until every variant is decided or the seeds are used up. */
async function trainUntilDecided(experiment: Experiment, request: ExperimentRequest): Promise<Training> {
  const { name, config, models, trainer, store, scratch } = experiment;
  const start = performance.now();
  const parallel =
    request.parallel ?? (config.limits.parallel === 'auto' ? availableParallelism() : config.limits.parallel);
  const looks = planLooks(config.seeds, config.alpha);
  const pairs = looks.at(-1)?.pairs ?? 0;
  const report = (progress: Progress) => request.onProgress?.(progress);
  const [baseline, ...variants] = models as [PreparedModel, ...PreparedModel[]];
  report({
    kind: 'planned',
    trainer: trainer.description,
    models: models.map((model) => model.name),
    pairs,
    runs: models.length * pairs,
    parallel,
  });
  const progress = createProgress(parallel, report);
  const context = {
    trainer,
    store,
    scratch,
    declaredMetrics: config.metrics.map((metric) => metric.name),
    warn: warnOf(request),
    timeoutMs: config.limits['run-minutes'] * 60_000,
    retries: config.limits.retries,
    signal: request.signal ?? new AbortController().signal,
  };
  const { records, trained, reused, retried } = await trainRuns(
    planRuns([baseline, ...variants], seedsOf(pairs)),
    parallel,
    context,
    progress,
  );
  refuseIfAllDiverged(records);
  const comparisons = trainingFailed(models, records)
    ? []
    : analyse({
        experiment: name,
        metrics: config.metrics,
        variants: variants.map((variant) => variant.name),
        records,
        alpha: config.alpha,
        significanceLevel: looks.at(-1)?.significanceLevel ?? config.alpha,
      });
  const cpuSeconds = records.reduce(
    (sum, record) => sum + (record.cost.cpuSeconds ?? record.cost.wallSeconds),
    0,
  );
  return {
    records,
    comparisons,
    looks: looks.map((look) => ({ ...look, taken: true })),
    costs: {
      trained,
      reused,
      retried,
      parallel,
      wallSeconds: (performance.now() - start) / 1000,
      cpuSeconds,
    },
  };
}

/**
 * Where not a single run gave a finite number, it is the program or its settings, and not chance.
 *
 * @throws UserError with what the first run says
 */
function refuseIfAllDiverged(records: readonly RunRecord[]): void {
  const [first] = records;
  if (first === undefined || records.some(({ status }) => status !== 'diverged')) return;
  throw new UserError(
    `no run of any model gave finite numbers; ${first.model}, seed ${first.seed}: ${first.failure}`,
  );
}

/** A model none of whose runs finished: there is nothing to compare. */
function trainingFailed(models: readonly PreparedModel[], records: readonly RunRecord[]): boolean {
  return models.some(
    ({ name }) => !records.some((record) => record.model === name && record.status === 'ok'),
  );
}

async function keepReport(output: string, result: ExperimentResult): Promise<ExperimentOutcome> {
  const report = {
    markdown: renderComment(result),
    html: renderHtml(result),
    json: renderResultJson(result),
  };
  await writeAtomically(join(output, 'report.md'), [report.markdown]);
  await writeAtomically(join(output, 'report.html'), [report.html]);
  await writeAtomically(join(output, 'result.json'), [report.json]);
  const noVerdict = result.models.some((model) => model.runs.ok === 0);
  return { ...report, result, outputDirectory: output, exitCode: noVerdict ? 3 : result.gate.passed ? 0 : 1 };
}
