/** `conclusive doctor`: a few runs show what prevents a verdict. */
import { join, relative, sep } from 'node:path';
import { deterministicGpu } from '../../checks/evidence/deterministic-gpu.ts';
import { traceOf } from '../../checks/evidence/run-trace.ts';
import { UserError } from '../../config/user-error.ts';
import { findRepositoryRoot, readCommittedFile } from '../../git/repository.ts';
import { resolveComparedRefs } from '../../plan/code/compared-refs.ts';
import { onFirstTask, type PlannedRun, planRuns } from '../../plan/runs/plan-runs.ts';
import { readStart } from '../../program-text/list-sources.ts';
import { failureReason } from '../../records/failure-reason.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { openRunStore } from '../../records/store/store.ts';
import type { Finding } from '../../report/examination.ts';
import { describeCost, describeOutput, describeValues } from '../../report/examination.ts';
import { progressLine } from '../../report/progress-line.ts';
import { listCards } from '../../train/process/cards.ts';
import { trainRun } from '../../train/run/train-run.ts';
import { enumerate, firstOf } from '../../words/list.ts';
import { type Experiment, type ExperimentRequest, prepare } from '../prepare.ts';
import { runContext, runsAtATime } from '../run-context.ts';
import { examineCards } from './examine-cards.ts';
import { findCacheWrites } from './shared-caches.ts';
import { findWorkflows } from './workflow-permissions.ts';

export interface ExaminationRequest extends Omit<ExperimentRequest, 'onProgress'> {
  onStep(step: string): void;
}

/** @throws UserError for a config that cannot be used, AbortedError when stopped */
export async function examine({ onStep, ...request }: ExaminationRequest): Promise<readonly Finding[]> {
  const told: string[] = [];
  const asked: ExperimentRequest = {
    ...request,
    adopts: false,
    onProgress: (event) => {
      if (event.kind === 'warning') told.push(event.message);
      const line = event.kind === 'setup' ? progressLine(event) : null;
      if (line !== null) onStep(line);
    },
  };
  const experiment = await prepare(asked);
  try {
    const findings = await beforehand(experiment);
    const trained = await trainEach(experiment, onStep);
    const notices = [...new Set([...told, ...experiment.origin.notices])];
    const warnings = notices.map((message): Finding => note('before the runs', message));
    return [...findings, ...warnings, ...trained, ...(await workflows(experiment))];
  } finally {
    await experiment.close();
  }
}

/** Trains the last model once. @returns the record, or why there is none */
export async function tryOnce(request: ExperimentRequest): Promise<RunRecord | string> {
  const experiment = await prepare({ ...request, adopts: false });
  try {
    const { config, models } = experiment;
    const [run] = planRuns(models.slice(-1).map(onFirstTask), [1]);
    if (run === undefined) return 'the config has no model';
    // The metrics of the config are a guess at this point.
    return await trainApart(run, { ...experiment, config: { ...config, metrics: [] } }, 0);
  } finally {
    await experiment.close();
  }
}

const ok = (topic: string, message: string): Finding => ({ topic, status: 'ok', message });
const note = (topic: string, message: string): Finding => ({ topic, status: 'note', message });
const fault = (topic: string, message: string): Finding => ({ topic, status: 'fault', message });

async function beforehand({
  config,
  request,
  trainer,
  nothingToCompare,
  checkout,
  origin,
}: Experiment): Promise<Finding[]> {
  const shown = relative(process.cwd(), config.path) || config.path;
  const root = await findRepositoryRoot(checkout);
  return [
    ok('config', `${shown} is valid`),
    ...(root === null || origin.base === null ? [] : [await configOfBase(root, config.path, request)]),
    ok(config.unit === 'repeat' ? 'command' : 'trainer', trainer.description),
    ...(config.executor.kind === 'local' && config.unit !== 'repeat'
      ? examineCards(config.limits, await listCards(process.env), process.env)
      : []),
    // Refs differ once there is a change; models that are alike by their config never will.
    ...(nothingToCompare === null
      ? []
      : [
          origin.base === null ? fault('comparison', nothingToCompare) : note('comparison', nothingToCompare),
        ]),
  ];
}

async function configOfBase(
  root: string,
  configPath: string,
  { base, head }: ExperimentRequest,
): Promise<Finding> {
  const { baseTip } = await resolveComparedRefs({ root, base, head, baseIsExact: true });
  const path = relative(root, configPath).split(sep).join('/');
  const committed = await readCommittedFile(root, baseTip, path);
  const topic = 'config of the base';
  const name = base ?? 'the base';
  if (committed === null)
    return note(topic, `${name} has no ${path} yet: until it is merged, CI uses the pull request's own`);
  return committed.trim() === (await readStart(configPath)).trim()
    ? ok(topic, `${name} has the same ${path}`)
    : note(topic, `${name} has a different ${path}, and CI uses that one`);
}

/** Trains seed 1 of every model, then seeds 1 and 2 of baseline and first variant. An evaluation, which costs money, runs once. */
async function trainEach(experiment: Experiment, onStep: (step: string) => void): Promise<Finding[]> {
  const { config, looks } = experiment;
  const models = experiment.models.map(onFirstTask);
  const tried = models.slice(0, 2);
  const isEvaluation = config.unit === 'repeat';
  const again = isEvaluation ? [] : tried.flatMap((model) => planRuns([model], [1, 2]));
  const runs = [...planRuns(models, [1]), ...again];
  const records: RunRecord[] = [];
  const written = new Set<string>();
  const names = config.metrics.map(({ name }) => name);
  for (const [index, run] of runs.entries()) {
    const said = index >= models.length && run.seed === 1 ? ' again' : '';
    onStep(
      `${isEvaluation ? 'evaluating' : 'training'} ${nameRun({ ...run, unit: config.unit })}${said} (${index + 1} of ${runs.length})`,
    );
    const startedMs = Date.now();
    const outcome = await trainApart(run, experiment, index);
    // The first run of a model is the one that downloads.
    if (index < models.length) for (const file of findCacheWrites(startedMs)) written.add(file);
    if (typeof outcome === 'string') return [fault('runs', outcome)];
    records.push(outcome);
  }
  const unclear = (isEvaluation ? [] : tried).filter(({ name }) => mayAgreeByChance(name, records, names));
  for (const run of planRuns(unclear, FURTHER_SEEDS)) {
    onStep(`training ${nameRun(run)}, because seeds 1 and 2 gave the same result`);
    const outcome = await trainApart(run, experiment, records.length);
    if (typeof outcome === 'string') return [fault('runs', outcome)];
    records.push(outcome);
  }
  const sides = records.slice(0, models.length);
  return [
    ...taskFindings(config),
    ...(isEvaluation ? [] : seedFindings(tried, records, names)),
    ...cacheFindings([...written], config),
    ...(experiment.nothingToCompare === null && !isEvaluation ? changeFindings(tried, records, names) : []),
    ...describeValues(names, sides),
    ...(isEvaluation ? [] : describeOutput(records)),
    describeCost(records, {
      looks,
      models: models.length * (config.tasks?.length ?? 1),
      parallel: runsAtATime(config, experiment.request),
    }),
  ];
}

function taskFindings({ tasks }: Experiment['config']): Finding[] {
  if (tasks === undefined) return [];
  const [first, ...others] = tasks.map(({ name }) => name);
  return [note('tasks', `only ${first} was tried; ${firstOf(others, 3)} may still fail`)];
}

/** Runs that start together could read half of what one of them downloads. */
function cacheFindings(written: readonly string[], { limits }: Experiment['config']): Finding[] {
  if (written.length === 0 || limits['warm-up'] === true) return [];
  return [
    note(
      'shared cache',
      `a run wrote ${firstOf(written, 2)}, which all runs share, and runs that start together could read it half-written; add limits: { warm-up: true }, so that the first run of each model trains alone`,
    ),
  ];
}

/** Only a note, because two seeds can agree by chance. */
function changeFindings(
  [baseline, variant]: Experiment['models'],
  records: readonly RunRecord[],
  metrics: readonly string[],
): Finding[] {
  const tracesOf = (model: PlannedRun['model'] | undefined) =>
    JSON.stringify(
      records.filter((record) => record.model === model?.name).map((record) => traceOf(record, metrics)),
    );
  if (variant === undefined || tracesOf(baseline) !== tracesOf(variant)) return [];
  return [
    note(
      'change',
      `${variant.name} gave the same runs as the baseline under seeds 1 and 2; a verdict on a change without effect is invalid. If the change is committed already, compare with a commit before it: --base HEAD~1`,
    ),
  ];
}

const FURTHER_SEEDS = [3, 4];

/** Seeds 1 and 2 gave the same few numbers, such as an accuracy over few examples. */
function mayAgreeByChance(model: string, records: readonly RunRecord[], metrics: readonly string[]): boolean {
  const own = records.filter((record) => record.model === model);
  const hasDetail = own.some(({ curves, predictions }) => curves.length > 0 || predictions !== null);
  return !hasDetail && new Set(own.map((record) => traceOf(record, metrics))).size === 1;
}

/** @param records of each model, among others: seed 1, seed 1 again, seed 2, and further seeds if these agree */
function seedFindings(
  models: Experiment['models'],
  records: readonly RunRecord[],
  metrics: readonly string[],
): Finding[] {
  const seen = models.map(({ name }) => {
    const own = records.filter(({ model }) => model === name);
    const [first, again, ...others] = own.map((record) => traceOf(record, metrics));
    return { name, isSeeded: others.some((other) => other !== first), isRepeated: first === again };
  });
  const findingOf = (
    isMeant: (one: (typeof seen)[number]) => boolean,
    describe: (names: string) => Finding,
  ) => {
    const names = seen.filter(isMeant).map(({ name }) => name);
    return names.length === 0 ? [] : [describe(enumerate(names))];
  };
  return [
    ...findingOf(
      ({ isSeeded }) => isSeeded,
      (names) => ok('seed', `different seeds give different runs of ${names}`),
    ),
    ...findingOf(
      ({ isSeeded }) => !isSeeded,
      (names) =>
        fault(
          'seed',
          `different seeds gave the same run of ${names}, so the seed does not reach the training; set the framework's seed from CONCLUSIVE_SEED or {seed}`,
        ),
    ),
    ...findingOf(
      ({ isRepeated }) => isRepeated,
      (names) => ok('repeatability', `the same seed gives the same results for ${names}`),
    ),
    ...findingOf(
      ({ isRepeated }) => !isRepeated,
      (names) =>
        note(
          'repeatability',
          `the same seed gave different results for ${names}: not every source of randomness is seeded, or rounding varies. Pairing then helps less, and records cannot be verified${deterministicGpu(records)}`,
        ),
    ),
  ];
}

/** Uses a separate store, so that no experiment reuses the record. @returns the record, or why there is none */
async function trainApart(
  run: PlannedRun,
  experiment: Experiment,
  index: number,
): Promise<RunRecord | string> {
  const store = await openRunStore(join(experiment.scratch, `doctor-${index}`), () => {});
  const context = runContext({ ...experiment, store });
  const place = nameRun({ ...run, unit: experiment.config.unit });
  try {
    // Any memory limit turns the measurement on.
    const { memoryBytes = Number.MAX_SAFE_INTEGER, parallel } = context;
    const alone = parallel !== undefined && { parallel: 1 };
    const { record } = await trainRun(run, { ...context, memoryBytes, retries: 0, ...alone });
    experiment.runWarnings.flush();
    if (record.status === 'ok') return record;
    return `${place}: the run failed (${record.status}): ${failureReason(record.failure ?? '')}`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

async function workflows({ checkout }: Experiment): Promise<Finding[]> {
  const root = await findRepositoryRoot(checkout);
  if (root === null) return [];
  const found = await findWorkflows(root);
  if (found.length === 0)
    return [
      note('workflow', 'no workflow in .github/workflows uses Conclusive; "conclusive init" writes one'),
    ];
  return found.flatMap(({ file, missing, placeholder }) => [
    ...(placeholder === null
      ? []
      : [
          fault(
            'workflow',
            `${file}: GitHub finds no action ${placeholder}; replace OWNER with the account that you use the action from`,
          ),
        ]),
    missing.length === 0
      ? ok('workflow', `${file} grants the permissions that it needs`)
      : fault('workflow', `${file}: add the missing permissions ${missing.join(', ')}`),
  ]);
}
