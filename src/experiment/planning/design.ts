/** Plans the looks of an experiment, and their minimum. */
import { reachableDesign } from '../../analysis/decide/reachable.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { normaliseSeeds } from '../../config/file/normalise.ts';
import type { Config } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { planLooks } from '../../plan/runs/plan-looks.ts';
import { arePairsTasks, pairsAtLooks } from '../means-of-tasks.ts';

/** Two seeds would make a regression of the planned seeds inconclusive, and must not lift the gate. */
export function refuseFewerSeeds(seeds: Config['seeds'], { seeds: { min } }: LoadedConfig): void {
  if (seeds === undefined) return;
  const asked = normaliseSeeds(seeds).min;
  if (asked < min)
    throw new UserError(
      `${asked} seeds were requested, but the config that applies requires at least ${min}, because fewer could hide a regression; request ${min} or more`,
    );
}

/** Pairs at each look, if these looks can reach a verdict. */
export function designOf(config: LoadedConfig): ReturnType<typeof reachableDesign> {
  const looks = planLooks(config.seeds);
  // Folds have no cross-checks, which a few pairs could not pass.
  if (config.folds !== null) return { looks, notice: null, isOfMetricsAlone: false };
  return arePairsTasks(config)
    ? { ...reachableDesign({ looks: pairsAtLooks({ config, looks }), ...testedOf(config) }), looks }
    : reachableDesign({ looks, ...testedOf(config) });
}

function testedOf({ alpha, models, metrics, unit }: LoadedConfig) {
  const primary = metrics.filter(({ role }) => role === 'primary');
  return {
    alpha,
    unit,
    hasMargin: primary.some(({ margin }) => margin !== null),
    comparisons: models.variants.length * primary.length,
  };
}
