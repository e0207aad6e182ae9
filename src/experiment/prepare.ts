import { dirname, isAbsolute, join, relative } from 'node:path';
import type { ReachableDesign } from '../analysis/decide/reachable.ts';
import { CONFIG_SCHEMA } from '../checks/config-schema.ts';
import { claimsInText } from '../config/claim/claims-in-text.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { normaliseSeeds } from '../config/file/normalise.ts';
import { withKeysOf } from '../config/keys-of-unit.ts';
import type { Config } from '../config/schema/schema.ts';
import { UserError } from '../config/user-error.ts';
import type { ComparedRefs } from '../plan/code/compared-refs.ts';
import { type CodeChanges, type PreparedModels, prepareModels } from '../plan/code/prepare-models.ts';
import { openWorkspace } from '../plan/code/workspace.ts';
import { findConfigPath } from '../plan/config/config-path.ts';
import { openConfig } from '../plan/config/open-config.ts';
import type { PreparedExperiment } from '../plan/prepared-experiment.ts';
import type { PreparedModel } from '../plan/runs/plan-runs.ts';
import { findUnreached } from '../program-text/unreached.ts';
import type { RunRecord } from '../records/record.ts';
import { claimOnce } from '../records/store/claim-output.ts';
import { openRunStore } from '../records/store/store.ts';
import { chooseExecutor } from '../train/executors/choose-executor.ts';
import type { Executor } from '../train/executors/executor.ts';
import { openExecutor } from '../train/executors/open-executor.ts';
import { knownCards } from '../train/process/hardware.ts';
import { requireGpus } from '../train/process/visible-cards.ts';
import type { Progress } from '../train/progress.ts';
import { createRunWarnings, type RunWarnings } from '../train/run/run-warnings.ts';
import type { RunContext } from '../train/run/train-run.ts';
import { createTrainer } from '../train/trainers/create-trainer.ts';
import type { Trainer } from '../train/trainers/trainer.ts';
import { openWorkTrees, type WorkTrees } from '../train/work-tree/work-trees.ts';
import type { Origin } from '../verdict/provenance.ts';
import { VERSION } from '../version.ts';
import { arePairsTasks } from './means-of-tasks.ts';
import { designOf, refuseFewerSeeds } from './planning/design.ts';

export interface ExperimentRequest {
  /** Folder that the config's path is relative to. */
  readonly repository: string;
  /** Folder of the checkout, if different. */
  readonly checkout?: string | undefined;
  /** Path of the config, relative to the repository. */
  readonly config: string;
  /** Commits or refs of `ref: base` and `ref: head`. Default: the default branch, and the checkout. */
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** Whether `base` is the commit to compare with. Default: the merge base with it. */
  readonly baseIsExact?: boolean | undefined;
  /** How the report names the base, e.g. `main`. */
  readonly baseName?: string | undefined;
  /** Whether the config of the base governs, as it does in CI. */
  readonly governedByBase?: boolean | undefined;
  /** Whether the head's config may govern if the base has none. Default: true. */
  readonly mayGovernItself?: boolean | undefined;
  /** Whether a change of the config, workflows and .gitignore alone is judged, as in CI, where the check may be required. */
  readonly judgesOwnFiles?: boolean | undefined;
  /** Folder for records and reports. Default: `.conclusive` beside the config. */
  readonly outputDirectory?: string | undefined;
  /** Overrides `seeds` of the config. */
  readonly seeds?: Config['seeds'] | undefined;
  /** Training processes at a time; overrides `limits.parallel`. */
  readonly parallel?: number | undefined;
  /** Overrides `executor`: trains on this machine. */
  readonly executor?: 'local' | undefined;
  /** Whether jobs of a process that was killed are taken over, and those that do not fit end. Default: true. */
  readonly adopts?: boolean | undefined;
  /** Overrides `limits.total-minutes`. */
  readonly totalMinutes?: number | undefined;
  /** Notices about how base and head were found. */
  readonly notices?: readonly string[] | undefined;
  /** Text of the pull request, untrusted; the source of its claims. */
  readonly description?: string | null | undefined;
  /** Address of the workflow run. */
  readonly runUrl?: string | null | undefined;
  /** Trains nothing. A missing record is a UserError. */
  readonly recordsOnly?: boolean | undefined;
  /** With `recordsOnly`: number of waves in which other jobs train. A missing record is an AwaitedRunsError. */
  readonly waves?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `false`: jobs on several machines share the experiment, so none may choose a backend by timing. */
  readonly timesBackends?: boolean | undefined;
  /** Installs the native backend and returns its folder. */
  readonly installNative?: (() => Promise<string>) | undefined;
  /** Called before the store is read. @returns notices about records from elsewhere */
  onPrepared?(experiment: PreparedExperiment): Promise<readonly string[]>;
  onProgress?(progress: Progress): void;
}

/** Everything that is known before the first run. */
export interface Experiment
  extends Omit<PreparedExperiment, 'config'>,
    Pick<
      PreparedModels,
      'reference' | 'evaluation' | 'inspectCode' | 'findDataChanges' | 'nothingToCompare'
    > {
  readonly request: ExperimentRequest;
  readonly name: string;
  readonly config: LoadedConfig;
  readonly trainer: Trainer;
  /** Neither the command nor the code takes the seed. */
  readonly isSeedUnread: boolean;
  /** Default: each run has its own process and takes no shortcuts. */
  readonly shortcuts: RunContext['shortcuts'];
  /** Only these records count in a second training, because runs may have written others. */
  readonly onlyKnown?: ReadonlyMap<string, RunRecord>;
  readonly workTrees: WorkTrees;
  readonly executor: Executor;
  readonly runWarnings: RunWarnings;
  readonly scratch: string;
  /** Keeps other processes from training in this output folder. */
  readonly claim: () => Promise<void>;
  /** Takes over the jobs in scratch folders of processes that have ended. */
  adopt(ended: readonly string[]): void;
  /** The config's folder in the checkout. */
  readonly checkout: string;
  readonly origin: ExperimentOrigin;
  close(): Promise<void>;
}

interface ExperimentOrigin extends Origin {
  /** Notices about the design that need no run. */
  readonly ofDesign: Omit<ReachableDesign, 'looks'>;
}

function variantsThatMayBeEqual(
  config: LoadedConfig,
  description: string | null | undefined,
): readonly string[] {
  const words = { metrics: config.metrics, variants: config.models.variants.map(({ name }) => name) };
  return [...(config.mayBeEqual ?? []), ...claimsInText(description ?? '', words).mayBeEqual];
}

export async function prepare(request: ExperimentRequest): Promise<Experiment> {
  let unit: LoadedConfig['unit'];
  const warn = (message: string) =>
    request.onProgress?.({ kind: 'warning', message: withKeysOf(message, { unit }) });
  const configPath = await findConfigPath(request);
  const opened = await openConfig({
    ...request,
    configPath,
    schema: CONFIG_SCHEMA,
    governedByBase: request.governedByBase ?? false,
  });
  const { root, refs, notices } = opened;
  unit = opened.config.unit;
  if (request.seeds !== undefined && opened.config.folds !== null)
    throw new UserError(
      '--seeds: with vary: folds, folds.k and folds.repeats set the number of runs; change them in the config',
    );
  if (typeof request.seeds === 'object' && arePairsTasks(opened.config))
    throw new UserError(
      '--seeds: with verdict.for: new-tasks, there is one look at all tasks; give one number',
    );
  if (request.governedByBase === true) refuseFewerSeeds(request.seeds, opened.config);
  const config: LoadedConfig = {
    ...opened.config,
    ...(request.seeds === undefined ? {} : { seeds: normaliseSeeds(request.seeds) }),
    mayBeEqual: variantsThatMayBeEqual(opened.config, request.description),
    ...(request.recordsOnly === true
      ? {}
      : { executor: await chooseExecutor(opened.config.executor, request.executor, warn) }),
  };
  const { gpus } = config.limits;
  if (gpus !== undefined && request.recordsOnly !== true && config.executor.kind === 'local')
    requireGpus(gpus, await knownCards(), process.env);
  const { looks, ...ofDesign } = designOf(config);
  if (ofDesign.notice !== null) warn(ofDesign.notice);
  const { output, scratch, close } = await openWorkspace({
    configPath,
    output: request.outputDirectory,
    root,
    warn,
  });
  let executor: Executor | undefined;
  try {
    const store = await openRunStore(output, warn);
    const checkout = root ?? dirname(configPath);
    const { setup, outputs } = config.trainer;
    const workTrees = openWorkTrees({ checkout, output, hasSetup: setup !== undefined, outputs });
    const trains = request.recordsOnly !== true;
    executor = openExecutor({ config, scratch, warn });
    const { signal, installNative } = request;
    const place = { workTrees, executor, scratch, output, signal, installNative };
    // Jobs that share an experiment must use the same backend.
    const times = trains && request.waves === undefined && request.timesBackends !== false;
    const prepared = await prepareModels({
      config,
      configPath,
      schema: CONFIG_SCHEMA,
      refs,
      root: checkout,
      insideGit: root !== null,
      worktrees: join(scratch, 'worktrees'),
      output,
      headIsForeign: request.recordsOnly ?? false,
      judgesOwnFiles: request.judgesOwnFiles ?? false,
      openTrainer: (baseline) =>
        createTrainer(config, dirname(configPath), {
          ...place,
          baseline,
          branch: trustedBase(request),
          times,
        }),
    });
    const {
      models,
      trainer,
      reference,
      evaluation,
      inspectCode,
      findDataChanges,
      nothingToCompare,
      ...told
    } = prepared;
    const directories = request.recordsOnly === true ? [] : models.map(({ directory }) => directory);
    const unreached = await findUnreached(config, directories);
    for (const { missing, sentence } of unreached) {
      if (missing === 'task') throw new UserError(`tasks: ${sentence}`);
      warn(sentence);
    }
    const all = reference === null ? models : [...models, reference.model];
    // Each job has only some of the runs, so none could verify shortcuts.
    const shortcuts =
      trainer.hasShortcuts && request.waves === undefined
        ? { refused: new Set<string>(), homes: new Set<string>() }
        : undefined;
    const head = headOf(refs, models);
    const adopt = (ended: readonly string[]) => {
      if (request.adopts !== false) executor?.adopt?.(ended);
    };
    const origin: ExperimentOrigin = {
      version: VERSION,
      config: relative(process.cwd(), configPath) || configPath,
      trainer: trainer.description,
      base: refs === null ? null : { name: request.baseName ?? request.base ?? 'base', commit: refs.base },
      head,
      uncommitted: root !== null && head === null,
      options: optionsOf(request),
      notices: [...(request.notices ?? []), ...notices, ...told.notices],
      ofDesign,
      policyChanges: opened.policyChanges,
      runUrl: request.runUrl ?? null,
    };
    return {
      request,
      warn,
      name: config.name ?? request.config,
      config,
      looks,
      models,
      reference,
      evaluation,
      inspectCode: async () => withSharedWrites(await inspectCode(), all, await workTrees.findSharedWrites()),
      findDataChanges,
      nothingToCompare,
      isSeedUnread: unreached.some(({ missing }) => missing === 'seed'),
      trainer,
      shortcuts,
      store,
      workTrees,
      executor,
      runWarnings: createRunWarnings(warn),
      output,
      scratch,
      claim: claimOnce(scratch, (ended) => adopt(ended)),
      adopt,
      checkout: dirname(configPath),
      origin,
      async close() {
        await executor?.close();
        await close();
      },
    };
  } catch (error) {
    await executor?.close();
    await close();
    if (error instanceof UserError) error.message = withKeysOf(error.message, config);
    throw error;
  }
}

/** Adds shared files that a run wrote to, because later runs read other content. */
function withSharedWrites(
  { changed, added }: CodeChanges,
  models: readonly PreparedModel[],
  written: ReadonlyMap<string, readonly string[]>,
): CodeChanges {
  const all = models.flatMap(({ name: model, directory, root = directory }) => {
    const known = changed.find((change) => change.model === model);
    const shared = (written.get(root) ?? []).filter((file) => known?.files.includes(file) !== true);
    const files = [...(known?.files ?? []), ...shared];
    return files.length === 0 ? [] : [{ ...known, model, files, ...(shared.length === 0 ? {} : { shared }) }];
  });
  return { changed: all, added };
}

/** The judged commit; null with uncommitted changes and outside git. */
function headOf(refs: ComparedRefs | null, models: readonly PreparedModel[]): string | null {
  if (refs === null) return models[0]?.commit ?? null;
  return refs.head ?? models.find(({ ref }) => ref === 'head')?.commit ?? null;
}

/** Options that a repetition needs, besides the refs. */
function optionsOf({ seeds, outputDirectory }: ExperimentRequest): string[] {
  const design = typeof seeds === 'object' ? `${seeds.min}..${seeds.max}` : seeds;
  return [
    ...(design === undefined ? [] : ['--seeds', String(design)]),
    // An absolute path, as in CI, means nothing on another machine.
    ...(outputDirectory === undefined || isAbsolute(outputDirectory) ? [] : ['--output', outputDirectory]),
  ];
}

interface NamedBase {
  readonly governedByBase?: boolean | undefined;
  readonly base?: string | undefined;
  readonly baseName?: string | undefined;
}

/** The branch whose commits may share installed environments; null for a base that may not be merged. */
function trustedBase({ governedByBase, base, baseName }: NamedBase): string | null {
  if (governedByBase === true) return baseName ?? null;
  return base === undefined ? 'the default branch' : null;
}
