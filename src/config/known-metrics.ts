/** What a metric's name alone tells about it, so that configs need not. */
import { type KnownMetric, knownByName, otherNames } from '../stats/metrics/names.ts';
import { METRICS } from '../stats/metrics/registry.ts';

export const KNOWN_METRIC_NAMES: readonly string[] = METRICS.map(({ name }) => name);

/** All known names, with those of other tools. */
export function everyKnownName(): string[] {
  const { equal, reported } = otherNames();
  return [...KNOWN_METRIC_NAMES, ...[...equal, ...reported].flatMap(([, names]) => names)];
}

export function knownMetric(name: string): KnownMetric | null {
  return knownByName(name);
}

/** Whether a metric of this name is at most 1 when logged as a share. */
export function isShare(name: string): boolean {
  return knownMetric(name)?.maximum === 1;
}

/** Whether 0.9 in one model and 90 in another may be the same value on two scales. */
export { mayBeShare } from '../stats/metrics/names.ts';
