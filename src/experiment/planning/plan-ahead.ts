/** `conclusive plan`: how many seeds and test examples an experiment needs. It trains nothing and writes nothing. */
import { access, lstat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { wholeOf } from '../../analysis/compare/scale.ts';
import { createSplitReaders } from '../../analysis/examples/run-predictions.ts';
import { requirementsOf } from '../../analysis/planning/required.ts';
import { type Spread, spreadOfRecords } from '../../analysis/planning/spread.ts';
import { CONFIG_SCHEMA } from '../../checks/config-schema.ts';
import { type LoadedConfig, loadConfig } from '../../config/file/load.ts';
import { type Metric, normaliseSeeds } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import { nearest } from '../../config/nearest.ts';
import { type Config, DEFAULT_SEEDS } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { findConfigPath } from '../../plan/config/config-path.ts';
import { planLooks } from '../../plan/runs/plan-looks.ts';
import type { RunRecord } from '../../records/record.ts';
import { openRunStore, type RunStore } from '../../records/store/store.ts';
import { PLAN_SCHEMA, type PlannedMetric, type PlanResult } from '../../report/planning.ts';

/** A value for one metric; without a name for the only one. */
interface ForMetric {
  readonly metric: string | null;
  readonly value: number;
}

export interface PlanAheadRequest {
  /** Folder that the config's path is relative to. */
  readonly repository: string;
  readonly config: string;
  /** Whether the user named it: else it may be missing. */
  readonly isConfigNamed: boolean;
  /** Asks what would be trained: then margin and spread may be unknown, and the config may not. */
  readonly isDryRun?: boolean | undefined;
  /** Override the config's margins. */
  readonly margins: readonly ForMetric[];
  /** Standard deviations between runs of one model, in place of what records tell. */
  readonly deviations: readonly ForMetric[];
  readonly examples?: number | undefined;
  /** Share of the examples on which two models predict differently. */
  readonly disagreement?: number | undefined;
  readonly seeds?: Config['seeds'];
  readonly alpha?: number | undefined;
  /** Training processes at a time. */
  readonly parallel?: number | undefined;
  /** Folder with the records. Default: `.conclusive` beside the config. */
  readonly records?: string | undefined;
  warn(message: string): void;
}

type Settings = Pick<LoadedConfig, 'metrics' | 'seeds' | 'alpha' | 'folds'> & {
  readonly path: string | null;
  readonly variants: number;
  /** Trained under every seed. */
  readonly models: number;
  readonly parallel: number;
};

const DEFAULT_ALPHA = 0.05;
const UNNAMED = 'metric';
const HOW_TO_KNOW =
  'measure it with "conclusive run --aa", or state the standard deviation between runs of one model with --sd 0.01';

/** @throws UserError where no margin, or no spread, is known */
export async function planAhead(request: PlanAheadRequest): Promise<PlanResult> {
  const configPath = await findConfigPath(request);
  const settings = await readSettings(request, configPath);
  if (settings.folds !== null)
    throw new UserError(
      'plan: the config has vary: folds, so folds.k and folds.repeats say how many runs there are',
    );
  const looks = planLooks(settings.seeds);
  const metrics = withMargins(settings.metrics, request);
  const deviations = assign('--sd', request.deviations, metrics);
  const store = await openExisting(
    resolve(request.records ?? join(dirname(configPath), '.conclusive')),
    request,
  );
  const records = (await store?.list()) ?? [];
  const readerOf = createSplitReaders(store?.predictionsOf ?? (async () => null));
  const primary = settings.metrics.filter(({ role }) => role === 'primary').length;
  const planned: PlannedMetric[] = [];
  for (const { name, margin } of metrics) {
    const stated = deviations.get(name);
    const found =
      stated === undefined
        ? await spreadOfRecords(records, name, readerOf)
        : ({
            standardDeviation: Math.SQRT2 * stated,
            interval: null,
            source: { kind: 'stated' },
            examples: null,
          } as const);
    if ('unknown' in found) {
      planned.push({ metric: name, margin, unknown: found.unknown });
      continue;
    }
    const spread = withExamples(found, name, records, request);
    const requirements = requirementsOf({
      spread,
      margin,
      examples: request.examples ?? null,
      alpha: settings.alpha,
      comparisons: primary * settings.variants,
      looks,
    });
    planned.push({ metric: name, margin, spread, requirements });
  }
  if (request.isDryRun !== true) refuseUnknown(planned);
  const { seeds, alpha, models, parallel, path } = settings;
  return {
    schema: PLAN_SCHEMA,
    config: path,
    alpha,
    comparisons: primary * settings.variants,
    design: { kind: seeds.kind, min: seeds.min, max: seeds.max, looks },
    cost: { models, secondsPerRun: secondsOf(records), parallel },
    metrics: planned,
  };
}

async function readSettings(request: PlanAheadRequest, configPath: string): Promise<Settings> {
  const isThere = await access(configPath).then(
    () => true,
    () => false,
  );
  if (!isThere && !request.isConfigNamed && request.isDryRun !== true) return withoutConfig(request);
  const config = await loadConfig(configPath, CONFIG_SCHEMA);
  const { models, limits, metrics, alpha, seeds, folds } = config;
  const auto = limits.parallel === 'auto' ? (limits.gpus ?? availableParallelism()) : limits.parallel;
  return {
    path: request.config,
    metrics,
    folds,
    alpha: request.alpha ?? alpha,
    seeds: request.seeds === undefined ? seeds : normaliseSeeds(request.seeds),
    variants: models.variants.length,
    models: 1 + models.variants.length + (models.reference === undefined ? 0 : 1),
    parallel: request.parallel ?? auto,
  };
}

/** One variant, one metric, and the defaults for all else. */
function withoutConfig({ margins, deviations, config, ...request }: PlanAheadRequest): Settings {
  const names = new Set([...margins, ...deviations].map(({ metric }) => metric ?? UNNAMED));
  const [name = UNNAMED] = names;
  if (margins.length === 0 || deviations.length === 0 || names.size > 1)
    throw new UserError(
      `plan: there is no ${config} here; without one, give the margin and the spread of one metric: conclusive plan --margin 0.005 --sd 0.01`,
    );
  return {
    path: null,
    metrics: [{ name, role: 'primary', direction: 'maximize', margin: null, unit: 'none' }],
    folds: null,
    alpha: request.alpha ?? DEFAULT_ALPHA,
    seeds: normaliseSeeds(request.seeds ?? DEFAULT_SEEDS),
    variants: 1,
    models: 2,
    parallel: request.parallel ?? availableParallelism(),
  };
}

type Bounded = Pick<Metric, 'name'> & { readonly margin: number };

/** Primary metrics for which somebody has said which difference matters. */
function withMargins(
  metrics: readonly Metric[],
  { margins, isDryRun }: PlanAheadRequest,
): readonly Bounded[] {
  const primary = metrics.filter(({ role }) => role === 'primary');
  const stated = assign('--margin', margins, primary);
  const bounded = primary.flatMap(({ name, margin }) => {
    const own = stated.get(name) ?? margin;
    return own === null ? [] : [{ name, margin: own }];
  });
  if (bounded.length > 0 || isDryRun === true) return bounded;
  throw new UserError(
    'plan: no primary metric has a margin, so it is not known which difference matters; add margin under metrics, or give it with --margin 0.005',
  );
}

function assign(
  option: string,
  values: readonly ForMetric[],
  metrics: ReadonlyArray<{ readonly name: string }>,
): ReadonlyMap<string, number> {
  const names = metrics.map(({ name }) => name);
  return new Map(
    values.map(({ metric, value }) => {
      const [only = '', ...others] = names;
      if (metric === null && others.length > 0)
        throw new UserError(`${option}: which of ${names.join(', ')}? Write ${option} ${only}=${value}`);
      if (metric !== null && !names.includes(metric)) {
        const guess = nearest(metric, names);
        const hint = guess === null ? `; there are ${names.join(', ')}` : `; did you mean "${guess}"?`;
        throw new UserError(`${option}: "${metric}" is no primary metric${hint}`);
      }
      return [metric ?? only, value];
    }),
  );
}

/** A folder that is not there is not made. */
async function openExisting(folder: string, { warn }: PlanAheadRequest): Promise<RunStore | null> {
  const runs = await lstat(join(folder, 'runs')).catch(() => null);
  return runs === null ? null : openRunStore(folder, warn);
}

/**
 * The spread with what is stated of the examples. That the same examples differ under every seed is the worst case: all of their variance,
 * the share on which two models differ, is then one that more seeds do not average out.
 */
function withExamples(
  spread: Spread,
  metric: string,
  records: readonly RunRecord[],
  { examples, disagreement }: PlanAheadRequest,
): Spread {
  if (disagreement === undefined) {
    if (examples === undefined || spread.examples !== null) return spread;
    throw new UserError(
      `--examples: how much ${metric} varies over test examples is not known, since no predictions on record tell; add --disagreement 0.1, the share of the examples on which two models predict differently`,
    );
  }
  if (examples === undefined)
    throw new UserError('--disagreement: of how many test examples? Add --examples 1000');
  // Without a config nobody knows what the metric is called.
  if (metric !== UNNAMED && !isShare(metric))
    throw new UserError(
      `--disagreement: ${metric} is no share of examples, so the share that differs says nothing of it`,
    );
  const whole = wholeOf(
    metric,
    records.flatMap(({ metrics }) => Object.values(metrics).flatMap((values) => values[metric] ?? [])),
  );
  const components = { seed: spread.standardDeviation ** 2, example: disagreement * whole ** 2, rest: 0 };
  return { ...spread, examples: { count: null, unit: 'test examples', components } };
}

function refuseUnknown(planned: readonly PlannedMetric[]): void {
  const unknown = planned.filter((one) => 'unknown' in one);
  if (unknown.length < planned.length) return;
  const [first] = unknown;
  throw new UserError(
    `plan: it is not known how much ${first?.metric} varies between runs: ${first?.unknown}; ${HOW_TO_KNOW}`,
  );
}

/** Of a run, on average; null where none is on record. */
function secondsOf(records: readonly RunRecord[]): number | null {
  const finished = records.filter(({ status }) => status === 'ok');
  if (finished.length === 0) return null;
  return finished.reduce((sum, { cost }) => sum + cost.wallSeconds, 0) / finished.length;
}
