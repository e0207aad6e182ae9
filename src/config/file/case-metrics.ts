/** Metrics over the cases and repeats of an evaluation, in a config. */
import { passMetric, quantileMetric } from '../case-metrics.ts';
import { NO_WORSE } from '../schema/gate-schema.ts';
import type { Config } from '../schema/schema.ts';
import type { Metric } from './normalise.ts';

interface Split {
  /** Without quantiles, which no repeat has. */
  readonly metrics: Metric[];
  readonly gate: Config['gate'];
  /** The largest loss of a guard; null: only shown. */
  readonly caseMetrics: ReadonlyArray<Pick<Metric, 'name' | 'margin' | 'direction'>>;
}

export function splitCaseMetrics(all: Metric[], gate: Config['gate']): Split {
  const { metrics: policies = {} } = gate;
  const isQuantile = (name: string) => quantileMetric(name) !== null;
  const quantiles = all.filter(({ name }) => isQuantile(name));
  if (quantiles.length === 0 && all.every(({ name }) => passMetric(name) === null))
    return { metrics: all, gate, caseMetrics: [] };
  const left = Object.entries(policies).filter(([name]) => !isQuantile(name));
  return {
    metrics: all.filter(({ name }) => !isQuantile(name)),
    gate: {
      ...gate,
      ...(left.length === 0 ? { metrics: undefined } : { metrics: Object.fromEntries(left) }),
    },
    caseMetrics: [
      ...all.flatMap(({ name }) =>
        passMetric(name) === null ? [] : [{ name, margin: null, direction: 'maximize' as const }],
      ),
      ...quantiles.map(({ name, margin, direction }) => ({
        name,
        margin: policies[name] === NO_WORSE ? margin : null,
        direction,
      })),
    ],
  };
}

/**
 * Each look at `pass^k` would be another estimate from more answers, whose level over the looks is not known.
 *
 * @returns what is wrong with a metric of `evaluate`, given its repeats; null: nothing
 */
export function problemOfCaseMetric(name: string, isDeciding: boolean, repeats: unknown): string | null {
  if (quantileMetric(name) !== null)
    return isDeciding ? "can be guarded or shown, but can't decide; set role: secondary" : null;
  const pass = passMetric(name);
  if (pass === null) return null;
  const { min, max } = (typeof repeats === 'object' && repeats !== null ? repeats : {}) as Record<
    string,
    unknown
  >;
  const count = typeof repeats === 'number' ? repeats : min === max ? min : null;
  if (count === null) return `needs a fixed number of repeats; set evaluate.repeats to ${pass.k} or more`;
  return typeof count === 'number' && count < pass.k
    ? `needs ${pass.k} repeats; raise evaluate.repeats`
    : null;
}
