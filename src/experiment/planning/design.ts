/** At how many pairs an experiment is judged, and what may not make them fewer. */
import { reachableDesign } from '../../analysis/decide/reachable.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { normaliseSeeds } from '../../config/file/normalise.ts';
import type { Config } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { planLooks } from '../../plan/runs/plan-looks.ts';

/** A regression that the planned seeds have found is inconclusive with two: asking for those must not lift the gate. */
export function refuseFewerSeeds(seeds: Config['seeds'], { seeds: { min } }: LoadedConfig): void {
  if (seeds === undefined) return;
  const asked = normaliseSeeds(seeds).min;
  if (asked < min)
    throw new UserError(
      `${asked} seeds were requested, but the config that applies requires at least ${min}, because fewer could hide a regression; request ${min} or more`,
    );
}

/** Pairs at each look, where such looks can reach a verdict at all. */
export function designOf(config: LoadedConfig): ReturnType<typeof reachableDesign> {
  const looks = planLooks(config.seeds);
  // Folds are tested without the cross-checks that a few pairs cannot pass.
  return config.folds === null ? reachableDesign({ looks, ...testedOf(config) }) : { looks, notice: null };
}

export function testedOf({ alpha, models, metrics }: LoadedConfig) {
  const primary = metrics.filter(({ role }) => role === 'primary');
  return {
    alpha,
    hasMargin: primary.some(({ margin }) => margin !== null),
    comparisons: models.variants.length * primary.length,
  };
}
