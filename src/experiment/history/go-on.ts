import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { ComparisonName, EarlierDesigns } from '../../analysis/decide/analyse.ts';
import { continuedLooks } from '../../analysis/decide/continuing.ts';
import type { Push as PushSummary } from '../../analysis/decide/levels.ts';
import { DEFAULT_OUTPUT } from '../../plan/code/workspace.ts';
import { findConfigPath } from '../../plan/config/config-path.ts';
import { canonicalJson } from '../../records/json.ts';
import {
  addTested,
  type FirstDesign,
  mergeTested,
  NOTHING_TESTED,
  type Push,
  readTested,
  type Tested,
  type TestedBefore,
} from '../../records/store/tested.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import { arePairsTasks } from '../means-of-tasks.ts';
import type { Experiment } from '../prepare.ts';
import { sourceOf } from './first-design.ts';

/** With what earlier designs have tested. */
export interface ContinuedExperiment extends Experiment {
  readonly earlier: EarlierDesigns;
  /** null without a known pull request. */
  readonly push: PushSummary | null;
}

/**
 * What was tested, as the output folder knows it. Another `--output` does not begin again: the default folder is asked as well,
 * except in CI, where a branch could bring it.
 */
export async function readMemory({ request, output, warn }: Experiment): Promise<TestedBefore> {
  const own = await readTested(output, warn);
  if (request.outputDirectory === undefined || request.governedByBase === true) return own;
  const usual = join(dirname(await findConfigPath(request)), DEFAULT_OUTPUT);
  return usual === output ? own : mergeTested(await readTested(usual, warn), own);
}

/** Looks come after those already taken. Alpha is what earlier pushes left, if they share it. */
export function goOn(experiment: Experiment, before: TestedBefore): ContinuedExperiment {
  const { config, looks } = experiment;
  const { pullRequest } = experiment.request;
  const known = new Map(before.comparisons.map((one) => [one.comparison, one]));
  const earlier = (name: ComparisonName) => known.get(keyOf(experiment, name));
  const own = comparisonsOf(experiment).flatMap((name): Tested[] => {
    const tested = earlier(name);
    return tested === undefined ? [] : [tested];
  });
  const number =
    pullRequest === undefined ? 1 : numberOf(before.pushes, pullRequest.number, changeOf(experiment));
  const isShared = config.alphaPer === 'pull-request';
  const alpha = isShared ? shareOfPush(config.alpha, number) : config.alpha;
  const push =
    pullRequest === undefined && !isShared
      ? null
      : {
          pullRequest: pullRequest?.number ?? null,
          isRemembered: pullRequest?.isRemembered ?? false,
          number,
          level: config.alpha,
          isShared,
        };
  // All tasks are tested at once.
  const continued = arePairsTasks(config) ? looks : continuedLooks(looks, own);
  const last = continued.at(-1) ?? 0;
  const seeds =
    last > config.seeds.max ? { ...config.seeds, min: continued[0] ?? last, max: last } : config.seeds;
  return {
    ...experiment,
    config: { ...config, alpha, seeds },
    looks: continued,
    earlier,
    push,
  };
}

/** A notice if fewer seeds are asked for than were already tested. */
export function testedWithMore(asked: Pick<Experiment, 'looks'>, own: typeof asked): string[] {
  const [seeds = 0, tested = 0] = [asked.looks.at(-1), own.looks.at(-1)];
  if (tested <= seeds) return [];
  return [
    `these runs were already tested with ${tested} seeds. That result is shown, because testing ${seeds} of them again would not be a new test`,
  ];
}

/** Writes what was tested, which is nothing for an invalid comparison. @returns what this experiment tested */
export async function rememberTested(
  experiment: ContinuedExperiment,
  remembered: ReadonlyArray<ComparisonName & Tested>,
  { verdict }: Pick<ExperimentResult, 'verdict'>,
  { before, designs }: { readonly before: TestedBefore; readonly designs: readonly FirstDesign[] },
): Promise<TestedBefore> {
  if (verdict === 'invalid') return NOTHING_TESTED;
  const { pullRequest } = experiment.request;
  const comparisons = remembered.map(({ variant, metric, looks, design }) => ({
    comparison: keyOf(experiment, { variant, metric }),
    looks,
    design,
  }));
  const change = changeOf(experiment);
  const pushes = pullRequest === undefined ? [] : [{ pullRequest: pullRequest.number, change }];
  const own = { comparisons, designs, pushes };
  // Restores what a run may have removed.
  await addTested(experiment.output, mergeTested(before, own), experiment.warn);
  return own;
}

/**
 * Push k of a pull request has 6/(π² k²) of alpha; any number of pushes add up to at most alpha.
 *
 * @example shareOfPush(0.05, 1) // 0.0304
 */
export function shareOfPush(alpha: number, number: number): number {
  return (alpha * 6) / (Math.PI * number) ** 2;
}

/** A repeated job for the same change is the same push. */
function numberOf(pushes: readonly Push[], pullRequest: number, change: string): number {
  const own = pushes.filter((push) => push.pullRequest === pullRequest);
  const index = own.findIndex((push) => push.change === change);
  return (index < 0 ? own.length : index) + 1;
}

function comparisonsOf({ config, models }: Experiment): ComparisonName[] {
  const primary = config.metrics.filter(({ role }) => role === 'primary');
  return models
    .slice(1)
    .flatMap((model) => primary.map((metric) => ({ variant: model.name, metric: metric.name })));
}

function changeOf(experiment: Experiment): string {
  return digest(
    comparisonsOf(experiment)
      .map((name) => keyOf(experiment, name))
      .sort(),
  );
}

/** Identity of a comparison: the fingerprints of both arms, and where the metric is read. Equals that of version 1 for a metric without `from` on one task. */
function keyOf({ models, config }: Pick<Experiment, 'models' | 'config'>, name: ComparisonName): string {
  const model = models.find((one) => one.name === name.variant);
  const metric = config.metrics.find((one) => one.name === name.metric);
  return digest([
    models[0]?.fingerprint(1) ?? '',
    model?.fingerprint(1) ?? '',
    metric === undefined ? name.metric : sourceOf(metric),
    '',
    '',
    ...(config.tasks ?? []).flatMap((task) => task.metric ?? []),
  ]);
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
