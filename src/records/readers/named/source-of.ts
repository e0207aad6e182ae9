/** Names of the config's metrics in the records. */
import { isNamed, type MetricSource } from '../../../config/metric-source.ts';
import type { Split } from '../../record.ts';
import { parseFlatName } from '../flat-names.ts';

/** A metric of the config, and its source if it has another name. */
export interface SourcedMetric {
  readonly name: string;
  readonly direction?: 'maximize' | 'minimize';
  readonly from?: MetricSource;
}

export interface RecordedMetric {
  readonly name: string;
  /** The split that is meant; null for any. */
  readonly split: Split | null;
}

export function sourceOf({ name, from }: SourcedMetric): RecordedMetric {
  if (from === undefined) return { name, split: null };
  // Names of sources are made by Conclusive and contain no split.
  if (isNamed(from)) return { name: from.name, split: from.split };
  const stated = parseFlatName(from.name);
  return { name: stated.name, split: from.split ?? stated.split };
}

export function recordedNames(metrics: readonly SourcedMetric[]): string[] {
  return metrics.map((metric) => sourceOf(metric).name);
}
