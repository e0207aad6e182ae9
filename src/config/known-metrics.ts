/** What is known of a metric by its name alone, so that a config need not say it. */
import type { Metric } from '../stats/metrics/metric.ts';
import { METRICS, metricNamed } from '../stats/metrics/registry.ts';

type KnownMetric = Pick<Metric, 'direction' | 'unit' | 'maximum' | 'minimum'>;

/** Words at the end of a name that leave no doubt, as in `top5_accuracy` and `word_error`, and the metric that is read the same way. */
const SUFFIXES: ReadonlyArray<readonly [RegExp, string]> = [
  [/(^|_)accuracy$/, 'accuracy'],
  [/(^|_)f1$/, 'f1'],
  [/(^|_)loss$/, 'loss'],
  [/(^|_)(error|error_rate)$/, 'mse'],
];

export const KNOWN_METRIC_NAMES: readonly string[] = METRICS.map(({ name }) => name);

export function knownMetric(name: string): KnownMetric | null {
  const alike = SUFFIXES.find(([pattern]) => pattern.test(name))?.[1] ?? '';
  return metricNamed(name) ?? metricNamed(alike) ?? null;
}

/** Whether a metric of this name cannot be above 1 where it is logged as a share. */
export function isShare(name: string): boolean {
  return knownMetric(name)?.maximum === 1;
}
