/** Runs of `checks.variance`: the seeds of the sources, crossed. */
import { z } from 'zod';
import { reporter } from '../../config/schema/issues.ts';
import { type PlannedRun, type PreparedModel, planRuns } from '../../plan/runs/plan-runs.ts';
import { pinSeeds, type Source, type SourceSeeds } from '../../plan/runs/source-seeds.ts';
import type { RunRecord } from '../../records/record.ts';
import { traceOf } from '../evidence/run-trace.ts';
import { type Compared, defineExtraRuns, type PlannedGroup } from '../extra-runs.ts';
import { refuseFolds } from './refuse-folds.ts';

/** One cell of the crossed design: the level of each source, from 0. */
export interface Cell {
  readonly levels: readonly number[];
}

export const SOURCES: readonly Source[] = ['init', 'order', 'data'];

const varianceSchema = z
  .strictObject({
    seeds: z
      .number()
      .int()
      .min(3)
      .max(20)
      .default(4)
      .describe('Seeds per source. The square of this number is the number of runs per model.'),
  })
  .describe(
    'Trains each model in a crossed design, to measure how much variance each source in vary causes.',
  );

export const SOURCE_VARIABLES =
  'read CONCLUSIVE_SEED_INIT, CONCLUSIVE_SEED_ORDER and CONCLUSIVE_SEED_DATA, or context.seeds, each for its own source';

/** Each cell with its run of every model. */
export const crossedRuns = defineExtraRuns({
  options: { variance: varianceSchema.optional() },
  isRepeat: false,
  plan({ models, vary }, { variance }) {
    const groups = variance === undefined ? [] : planCells(models, vary, variance.seeds);
    return { groups, probe: probeOf(groups) };
  },
  isWorthwhile: () => true,
  whyIdle,
  refuse(config, { variance }, context) {
    if (variance === undefined) return;
    refuseFolds('variance', config, context);
    const { vary } = config;
    if (vary === 'folds' || vary.length > 1) return;
    reporter(context)(
      ['checks', 'variance'],
      `splits the variance by source, and vary lists only ${vary[0]}; add another of init, order, data to vary, or remove this key`,
    );
  },
});

/**
 * Crosses the seeds of two sources completely. Three form a Latin square, which crosses each pair completely with no more runs.
 *
 * @param vary two or three sources
 */
function planCells(
  models: readonly PreparedModel[],
  vary: readonly Source[],
  seeds: number,
): Array<PlannedGroup<Cell>> {
  const sources = SOURCES.filter((source) => vary.includes(source));
  const sides = Array.from({ length: seeds }, (_, level) => level);
  return sides.flatMap((row) =>
    sides.map((column) => {
      const levels = [row, column, (row + column) % seeds].slice(0, sources.length);
      const [seed, ...others] = levels.map((level) => level + 1) as [number, ...number[]];
      if (others.every((other) => other === seed)) return { levels, runs: planRuns(models, [seed]) };
      const own = Object.fromEntries(sources.map((source, index) => [source, (levels[index] ?? 0) + 1]));
      const all = pinSeeds(own as SourceSeeds, sources);
      const runs = models.map((model) => ({
        model,
        seed,
        seeds: all,
        fingerprint: model.fingerprint(seed, { seeds: own }),
      }));
      return { levels, runs };
    }),
  );
}

/**
 * The baseline in a cell with the initial weights of a run of the comparison, and new seeds for other sources. A program that
 * only reads `{seed}` repeats that run.
 */
function probeOf(cells: ReadonlyArray<PlannedGroup<Cell>>): PlannedRun | null {
  const cell = cells.find(
    ({ levels: [first, ...others] }) => first === 0 && others.some((level) => level > 0),
  );
  return cell?.runs[0] ?? null;
}

function whyIdle(probe: RunRecord, { records }: Compared, metrics: readonly string[]): string | null {
  const same = records.find(({ model, seed }) => model === probe.model && seed === probe.seed);
  if (same?.status !== 'ok' || probe.status !== 'ok') return null;
  if (traceOf(same, metrics) !== traceOf(probe, metrics)) return null;
  return `different seeds of order and data gave the same run of ${probe.model}, seed ${probe.seed}. The program uses one seed for everything, so no more runs were trained; ${SOURCE_VARIABLES}`;
}
