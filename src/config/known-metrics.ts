import { type KnownMetric, knownByName, otherNames } from '../stats/metrics/names.ts';
import { METRICS } from '../stats/metrics/registry.ts';
import { passMetric, quantileMetric } from './case-metrics.ts';

export const KNOWN_METRIC_NAMES: readonly string[] = METRICS.map(({ name }) => name);

/** With those of other tools. */
export function everyKnownName(): string[] {
  const { equal, reported } = otherNames();
  return [...KNOWN_METRIC_NAMES, ...[...equal, ...reported].flatMap(([, names]) => names)];
}

export function knownMetric(name: string): KnownMetric | null {
  return knownByName(passMetric(name) === null ? (quantileMetric(name)?.scorer ?? name) : 'pass');
}

/** True for a metric that is at most 1 when logged as a share. */
export function isShare(name: string): boolean {
  return knownMetric(name)?.maximum === 1;
}

export { mayBeShare, meansTheSame } from '../stats/metrics/names.ts';
