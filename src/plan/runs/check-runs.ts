/** Runs that belong to a check and never to the comparison: perturbed parameters, and seeds that are crossed by source. */
import { perturbed } from '../../config/schema/check-runs.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from './plan-runs.ts';
import { pinSeeds, type Source, type SourceSeeds } from './source-seeds.ts';

/** One parameter of all models, multiplied. */
export interface Setting {
  readonly parameter: string;
  readonly factor: number;
}

/** @returns the runs of each setting, under the first seeds of the comparison, with which they are paired */
export function planSensitivity(
  models: readonly PreparedModel[],
  factors: Readonly<Record<string, readonly number[]>>,
  seeds: number,
): Array<Setting & { readonly runs: readonly PlannedRun[] }> {
  return Object.entries(factors).flatMap(([parameter, list]) =>
    list.map((factor) => ({
      parameter,
      factor,
      runs: planRuns(
        models.map((model) => perturbModel(model, { parameter, factor })),
        seedsBetween(0, seeds),
      ),
    })),
  );
}

function perturbModel(model: PreparedModel, { parameter, factor }: Setting): PreparedModel {
  // The schema lets only numbers pass.
  const params = { ...model.params, [parameter]: perturbed(Number(model.params[parameter]), factor) };
  return { ...model, params, fingerprint: (seed) => model.fingerprint(seed, { params }) };
}

/** One cell of the crossed design: the level of each source, from 0, and its run of every model. */
export interface CrossedCell {
  readonly levels: readonly number[];
  readonly runs: readonly PlannedRun[];
}

export const SOURCES: readonly Source[] = ['init', 'order', 'data'];

/**
 * Two sources: every seed of one with every seed of the other. Three: a Latin square, in which each pair of sources is
 * crossed completely, so that the three can be told apart with no more runs than two take.
 *
 * @param vary two sources or three
 */
export function planCrossed(
  models: readonly PreparedModel[],
  vary: readonly Source[],
  seeds: number,
): CrossedCell[] {
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
