/** What the records call a metric of the config. */
import { isNamed, type MetricSource } from '../../../config/metric-source.ts';
import type { Split } from '../../record.ts';
import { parseFlatName } from '../flat-names.ts';

/** A metric of the config, and where the program states it: nothing if it goes by its own name. */
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
  // A place has a name of our own, of which no part is a split.
  if (isNamed(from)) return { name: from.name, split: from.split };
  const stated = parseFlatName(from.name);
  return { name: stated.name, split: from.split ?? stated.split };
}

export function recordedNames(metrics: readonly SourcedMetric[]): string[] {
  return metrics.map((metric) => sourceOf(metric).name);
}
