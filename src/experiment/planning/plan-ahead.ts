/** `conclusive plan`: finds the seeds and test examples that an experiment needs. It trains and writes nothing. */
import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { wholeOf } from '../../analysis/compare/scale.ts';
import { reachableDesign } from '../../analysis/decide/reachable.ts';
import { createSplitReaders } from '../../analysis/examples/run-predictions.ts';
import { requirementsOf } from '../../analysis/planning/required.ts';
import { type Spread, spreadOfRecords } from '../../analysis/planning/spread.ts';
import { spreadOfRepeats } from '../../analysis/planning/spread-of-repeats.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { isShare } from '../../config/known-metrics.ts';
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../config/user-error.ts';
import { findConfigPath } from '../../plan/config/config-path.ts';
import { planLooks } from '../../plan/runs/plan-looks.ts';
import { canonicalJson } from '../../records/json.ts';
import { withMetricSources } from '../../records/metrics/metric-sources.ts';
import type { RunRecord } from '../../records/record.ts';
import { openRunStore, type RunStore } from '../../records/store/store.ts';
import { PLAN_SCHEMA, type PlannedMetric, type PlanResult } from '../../report/planning.ts';
import { mean } from '../../stats/describe.ts';
import { settlingOf } from '../looks/settle-look.ts';
import { arePairsTasks, averaged, ofMeans, pairsAtLooks, scaledRuns } from '../means-of-tasks.ts';
import { metricsByTask } from '../run-context.ts';
import { findHindrance } from './hindrances.ts';
import {
  type ForMetric,
  mayBeUnknown,
  type PlanAheadRequest,
  readSettings,
  type Settings,
  UNNAMED,
} from './settings.ts';

const HOW_TO_KNOW = {
  seed: 'measure it with "conclusive run --aa", or state the standard deviation between runs of one model with --sd 0.01',
  task: "run the experiment on some tasks, or state the standard deviation of the tasks' differences with --sd 0.01",
};

/** @throws UserError if no margin or no spread is known */
export async function planAhead(request: PlanAheadRequest): Promise<PlanResult> {
  const configPath = await findConfigPath(request);
  const settings = await readSettings(request, configPath);
  const hindrance = settings.path === null ? null : await findHindrance(configPath);
  if (hindrance !== null) request.warn(`the experiment would not start: ${hindrance}`);
  if (settings.folds !== null && !mayBeUnknown(request))
    throw new UserError(
      'plan: with vary: folds, folds.k and folds.repeats set the number of runs; change them in the config',
    );
  const pairing = arePairsTasks(settings) ? 'task' : 'seed';
  if (pairing === 'task' && (request.examples ?? request.disagreement) !== undefined)
    throw new UserError(
      '--examples, --disagreement: with verdict.for: new-tasks, more test examples do not replace tasks; leave them out',
    );
  if (
    settings.evaluation !== undefined &&
    (request.deviations.length > 0 || request.disagreement !== undefined)
  )
    throw new UserError(
      "--sd, --disagreement: repeats of an evaluation are tested over its cases, whose spread these don't state; run 2 repeats of both models, and leave them out",
    );
  // The power of folds is not planned.
  const isPlanned = settings.folds === null;
  const judged = ofMeans({ config: settings }).config;
  const metrics = isPlanned ? withMargins(judged, request) : [];
  const primary = settings.metrics.filter(({ role }) => role === 'primary').length;
  const comparisons = primary * settings.variants;
  const plannedLooks = pairsAtLooks({ config: settings, looks: planLooks(settings.seeds) });
  const reachable = reachableDesign({
    looks: plannedLooks,
    alpha: settings.alpha,
    comparisons,
    hasMargin: metrics.some(({ isGuard }) => !isGuard),
  });
  // Repeats of an evaluation are tested over their cases.
  const design = settings.unit === 'repeat' ? { ...reachable, looks: plannedLooks, notice: null } : reachable;
  if (design.notice !== null && isPlanned) request.warn(design.notice);
  const deviations = assign('--sd', request.deviations, metrics);
  const known = await openExisting(
    resolve(request.records ?? join(dirname(configPath), '.conclusive')),
    request,
  );
  // Records keep the names that the program gave its metrics.
  const store = known && withMetricSources(known, metricsByTask(settings));
  const recorded = (await store?.list()) ?? [];
  const records = meansOfPrograms(recorded, settings);
  const readerOf = createSplitReaders(store?.splitsOf ?? (async () => null));
  const settle =
    settings.evaluation === undefined || store === null
      ? null
      : settlingOf({ ...settings.evaluation, store });
  const planned: PlannedMetric[] = [];
  for (const { name, ...asked } of metrics) {
    const stated = deviations.get(name);
    const metric = settings.metrics.find((one) => one.name === name);
    const found =
      settle !== null && metric !== undefined
        ? await spreadOfRepeats(recorded, metric, settle)
        : stated === undefined
          ? await spreadOfRecords(records, name, readerOf, pairing)
          : ({
              standardDeviation: pairing === 'task' ? stated : Math.SQRT2 * stated,
              interval: null,
              source: { kind: 'stated' },
              examples: null,
            } as const);
    if ('unknown' in found) {
      planned.push({ metric: name, ...asked, unknown: found.unknown });
      continue;
    }
    const spread = withExamples(found, name, records, request);
    const requirements = requirementsOf({
      spread,
      ...asked,
      areRepeats: settings.evaluation !== undefined,
      examples: request.examples ?? null,
      alpha: settings.alpha,
      // Guards need no correction for the number of parts.
      comparisons: asked.isGuard ? settings.variants : comparisons,
      looks: design.looks,
    });
    planned.push({ metric: name, ...asked, spread, requirements });
  }
  if (!mayBeUnknown(request)) refuseUnknown(planned, pairing);
  const dollars = meanOf(recorded.flatMap(({ cost }) => cost.dollars ?? []));
  const { seeds, alpha, models, parallel, path } = settings;
  const tasks = settings.tasks?.map(({ name, seeds: most }) => ({
    task: name,
    ...(most === undefined ? {} : { seeds: most }),
    secondsPerRun: secondsOf(recorded.filter(({ task }) => task === name)),
  }));
  const times = tasks?.flatMap(({ secondsPerRun }) => secondsPerRun ?? []);
  return {
    schema: PLAN_SCHEMA,
    config: path,
    alpha,
    comparisons,
    design: {
      kind: seeds.kind,
      min: seeds.min,
      max: seeds.max,
      looks: pairing === 'task' ? planLooks(seeds) : design.looks,
    },
    ...(pairing === 'task' ? { pairing } : {}),
    ...(settings.unit === undefined ? {} : { unit: settings.unit }),
    waves: settings.waves,
    cost: {
      models,
      ...(tasks === undefined ? {} : { tasks }),
      secondsPerRun: times === undefined ? secondsOf(recorded) : meanOf(times),
      ...(dollars === null ? {} : { dollarsPerRun: dollars }),
      parallel,
    },
    metrics: planned,
  };
}

type Bounded = Pick<Metric, 'name'> &
  Pick<PlannedMetric, 'isGuard' | 'minEffect'> & { readonly margin: number };

/** Primary and guarded metrics with a margin. */
function withMargins(
  { metrics, guarded }: Pick<Settings, 'metrics' | 'guarded'>,
  request: PlanAheadRequest,
): readonly Bounded[] {
  const isGuard = ({ name, role }: Metric) => role === 'secondary' && guarded.includes(name);
  const asked = metrics.filter((metric) => metric.role === 'primary' || isGuard(metric));
  const stated = assign('--margin', request.margins, asked);
  const bounded = asked.flatMap((metric) => {
    const { name, minEffect } = metric;
    const margin = stated.get(name) ?? metric.margin;
    if (margin === null) return [];
    return [{ name, margin, isGuard: isGuard(metric), ...(minEffect === undefined ? {} : { minEffect }) }];
  });
  if (bounded.some((metric) => !metric.isGuard) || mayBeUnknown(request)) return bounded;
  throw new UserError(
    'plan: no primary metric has a margin, the smallest difference that matters; add margin under metrics, or pass --margin 0.005',
  );
}

function assign(
  option: string,
  values: readonly ForMetric[],
  metrics: ReadonlyArray<
    Pick<Metric, 'name'> & Partial<Pick<Metric, 'role'>> & { readonly isGuard?: boolean }
  >,
): ReadonlyMap<string, number> {
  const names = metrics.map(({ name }) => name);
  const primary = metrics.filter(({ role, isGuard }) => role !== 'secondary' && isGuard !== true);
  return new Map(
    values.map(({ metric, value }) => {
      const [only = '', ...others] = primary.map(({ name }) => name);
      if (metric === null && others.length > 0)
        throw new UserError(
          `${option} does not say which metric it is for: ${names.join(', ')}; write ${option} ${only}=${value}`,
        );
      if (metric !== null && !names.includes(metric)) {
        const guess = nearest(metric, names);
        const hint = guess === null ? `; there are ${names.join(', ')}` : `; did you mean "${guess}"?`;
        const kinds = primary.length < names.length ? 'primary or guarded' : 'primary';
        throw new UserError(`${option}: "${metric}" is not a ${kinds} metric${hint}`);
      }
      return [metric ?? only, value];
    }),
  );
}

/** Does not create the folder. */
async function openExisting(folder: string, { warn }: PlanAheadRequest): Promise<RunStore | null> {
  const runs = await lstat(join(folder, 'runs')).catch(() => null);
  return runs === null ? null : openRunStore(folder, warn);
}

/**
 * Adds the stated disagreement on the examples to the spread. The worst case is that models differ on the same examples with every
 * seed, because more seeds do not reduce that variance.
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
      `--examples: no recorded predictions show how much ${metric} varies over test examples; add --disagreement 0.1, the share of examples on which two models predict differently`,
    );
  }
  if (examples === undefined)
    throw new UserError('--disagreement needs the number of test examples; add --examples 1000');
  // Without a config, the metric has no name.
  if (metric !== UNNAMED && !isShare(metric))
    throw new UserError(
      `--disagreement: ${metric} is not a share of examples, so disagreement cannot tell its variance; remove the option`,
    );
  const whole = wholeOf(
    metric,
    records.flatMap(({ metrics }) => Object.values(metrics).flatMap((values) => values[metric] ?? [])),
  );
  const components = { seed: spread.standardDeviation ** 2, example: disagreement * whole ** 2, rest: 0 };
  return { ...spread, examples: { count: null, unit: 'test examples', components } };
}

function refuseUnknown(planned: readonly PlannedMetric[], pairing: 'seed' | 'task'): void {
  const unknown = planned.filter((one) => 'unknown' in one);
  if (unknown.length < planned.length) return;
  const [first] = unknown;
  throw new UserError(
    `plan: the spread of ${first?.metric} between ${pairing === 'task' ? 'tasks' : 'runs'} is unknown: ${first?.unknown}; ${HOW_TO_KNOW[pairing]}`,
  );
}

/** The means of each program apart, since records may be of several. What a task alone sets does not make it another program. */
function meansOfPrograms(recorded: readonly RunRecord[], settings: Settings): readonly RunRecord[] {
  const { tasks } = settings;
  if (tasks === undefined) return recorded;
  const own = new Set(tasks.flatMap(({ params }) => Object.keys(params)));
  const programs = new Map<string, RunRecord[]>();
  for (const record of scaledRuns(recorded, settings)) {
    const { model, commit, versions = null } = record;
    const params = Object.fromEntries(Object.entries(record.params).filter(([name]) => !own.has(name)));
    const key = canonicalJson({ model, params, commit, versions });
    programs.set(key, [...(programs.get(key) ?? []), { ...record, params }]);
  }
  return [...programs.values()].flatMap((runs) => averaged(runs, settings));
}

/** Mean of a run; null without records. */
function secondsOf(records: readonly RunRecord[]): number | null {
  const finished = records.filter(({ status }) => status === 'ok');
  return meanOf(finished.map(({ cost }) => cost.wallSeconds));
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
