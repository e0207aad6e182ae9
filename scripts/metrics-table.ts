import { markdownTable } from 'markdown-table';
import { METRICS } from '../src/stats/metrics/registry.ts';

/** Every metric that is known by name: how it is read, and from what it is computed. */
export function renderMetricsTable(): string {
  const rows = METRICS.map(({ name, direction, unit, compute }) => [
    `\`${name}\``,
    direction === 'maximize' ? 'higher' : 'lower',
    unit === 'percent' ? 'percent' : 'as logged',
    compute?.needs ?? 'reported by the runs alone',
  ]);
  return markdownTable([['Metric', 'Better', 'Printed', 'Computed from'], ...rows]);
}
