/** Settings of a plan: the config with the call's values, or the call's values alone. */
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { CONFIG_SCHEMA } from '../../checks/config-schema.ts';
import { type LoadedConfig, loadConfig } from '../../config/file/load.ts';
import { normaliseSeeds } from '../../config/file/normalise.ts';
import { type Config, DEFAULT_SEEDS } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { seedsBetween } from '../../plan/runs/plan-runs.ts';
import { DEFAULT_WAVES, planWaves } from '../../plan/runs/plan-waves.ts';
import type { PlanResult } from '../../report/planning.ts';
import { chooseExecutor } from '../../train/executors/choose-executor.ts';
import { allGuarded } from '../guarded-metrics.ts';
import type { settlingOf } from '../looks/settle-look.ts';
import { runsAtATime } from '../run-context.ts';
import { designOf } from './design.ts';

/** A value for one metric. Default: the only one. */
export interface ForMetric {
  readonly metric: string | null;
  readonly value: number;
}

export interface PlanAheadRequest {
  /** Folder that the config's path is relative to. */
  readonly repository: string;
  readonly config: string;
  /** Whether the user named it. Otherwise it may be missing. */
  readonly isConfigNamed: boolean;
  /** Asks what would be trained, which needs the config, but neither margin nor spread. */
  readonly isDryRun?: boolean | undefined;
  /** Override the config's margins. */
  readonly margins: readonly ForMetric[];
  /** Standard deviations between runs of one model; override those of records. */
  readonly deviations: readonly ForMetric[];
  readonly examples?: number | undefined;
  /** Share of the examples on which two models predict differently. */
  readonly disagreement?: number | undefined;
  readonly seeds?: Config['seeds'];
  readonly alpha?: number | undefined;
  /** Training processes at a time. */
  readonly parallel?: number | undefined;
  /** Overrides `executor`: plans for this machine. */
  readonly executor?: 'local' | undefined;
  /** Folder with the records. Default: `.conclusive` beside the config. */
  readonly records?: string | undefined;
  /** Number of waves in which other jobs would train it. */
  readonly waves?: number | undefined;
  /** Lists the runs, even if the spread is unknown. */
  readonly isListed?: boolean | undefined;
  warn(message: string): void;
}

export type Settings = Pick<
  LoadedConfig,
  'metrics' | 'seeds' | 'alpha' | 'folds' | 'tasks' | 'verdict' | 'normalise' | 'unit'
> & {
  /** Whose repeats are tested over their cases. */
  readonly evaluation?: Omit<Parameters<typeof settlingOf>[0], 'store'>;
  /** Names of metrics that must not get worse. */
  readonly guarded: readonly string[];
  readonly path: string | null;
  readonly variants: number;
  readonly waves: PlanResult['waves'];
  /** With the reference. */
  readonly models: number;
  readonly parallel: number;
};

const DEFAULT_ALPHA = 0.05;
/** A metric without a name. */
export const UNNAMED = 'metric';

export function mayBeUnknown({ isDryRun = false, isListed = false }: PlanAheadRequest): boolean {
  return isDryRun || isListed;
}

export async function readSettings(request: PlanAheadRequest, configPath: string): Promise<Settings> {
  const isThere = await access(configPath).then(
    () => true,
    () => false,
  );
  if (!isThere && !request.isConfigNamed && request.isDryRun !== true) return withoutConfig(request);
  const config = await loadConfig(configPath, CONFIG_SCHEMA);
  const { models, metrics, alpha, folds } = config;
  const executor = await chooseExecutor(config.executor, request.executor, request.warn);
  const own = { ...config, ...(request.seeds === undefined ? {} : { seeds: normaliseSeeds(request.seeds) }) };
  return {
    path: request.config,
    metrics,
    guarded: allGuarded(config, null),
    folds,
    verdict: config.verdict,
    ...(config.unit === undefined ? {} : { unit: config.unit }),
    ...(config.evaluate === undefined || config.verdict.for === 'this-test-set'
      ? {}
      : { evaluation: { config, models: [{ name: 'baseline' }, ...models.variants] } }),
    ...(config.tasks === undefined ? {} : { tasks: config.tasks }),
    ...(config.normalise === undefined ? {} : { normalise: config.normalise }),
    alpha: request.alpha ?? alpha,
    seeds: own.seeds,
    waves: wavesOf(own, request),
    variants: models.variants.length,
    models: 1 + models.variants.length + (models.reference === undefined ? 0 : 1),
    parallel: runsAtATime({ ...config, executor }, request),
  };
}

function withoutConfig({ margins, deviations, config, ...request }: PlanAheadRequest): Settings {
  const names = new Set([...margins, ...deviations].map(({ metric }) => metric ?? UNNAMED));
  const [name = UNNAMED] = names;
  if (margins.length === 0 || deviations.length === 0 || names.size > 1)
    throw new UserError(
      `plan: there is no ${config} here; without a config, pass margin and spread of one metric: conclusive plan --margin 0.005 --sd 0.01`,
    );
  return {
    path: null,
    metrics: [{ name, role: 'primary', direction: 'maximize', margin: null, unit: 'none' }],
    guarded: [],
    folds: null,
    verdict: {},
    alpha: request.alpha ?? DEFAULT_ALPHA,
    seeds: normaliseSeeds(request.seeds ?? DEFAULT_SEEDS),
    variants: 1,
    waves: [],
    models: 2,
    parallel: request.parallel ?? availableParallelism(),
  };
}

/** Every run that may be needed, in its wave, unless an earlier look settles its variant. */
function wavesOf(config: LoadedConfig, { waves = DEFAULT_WAVES }: PlanAheadRequest): PlanResult['waves'] {
  const names = ['baseline', ...config.models.variants.map(({ name }) => name)];
  const tasks = config.tasks ?? [null];
  return planWaves(designOf(config).looks, waves).map((wave, index, all) => {
    const seeds = seedsBetween(all[index - 1]?.pairs ?? 0, wave.pairs);
    return {
      ...wave,
      runs: seeds.flatMap((seed) =>
        tasks.flatMap((task) =>
          seed > (task?.seeds ?? seed)
            ? []
            : names.map((model) => ({ model, ...(task === null ? {} : { task: task.name }), seed })),
        ),
      ),
    };
  });
}
