import { markdownTable } from 'markdown-table';
import { otherNames } from '../src/stats/metrics/names.ts';
import { METRICS } from '../src/stats/metrics/registry.ts';

export function renderMetricsTable(): string {
  const rows = METRICS.map(({ name, direction, unit, compute }) => [
    `\`${name}\``,
    direction === 'maximize' ? 'higher' : 'lower',
    unit === 'percent' ? 'percent' : 'as logged',
    compute?.needs ?? 'reported by the runs alone',
  ]);
  const { equal, reported } = otherNames();
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const words = equal.map(([name, names]) => `- \`${name}\`: ${list(names)}`);
  const known = reported.map(([{ direction, maximum, minimum }, names]) => {
    const from = minimum === undefined ? 'at most' : `${minimum} to`.replace('-', '−');
    return `- ${direction === 'maximize' ? 'Higher' : 'Lower'} is better${maximum === 1 ? `, ${from} 1 as a share` : ''}: ${list(names)}`;
  });
  return [
    markdownTable([['Metric', 'Better', 'Printed', 'Computed from'], ...rows]),
    `Other tools call them:\n\n${words.join('\n')}`,
    `Known by name as well, reported by the runs alone (and every \`neg_…\` of scikit-learn: higher is better):\n\n${known.join('\n')}`,
  ].join('\n\n');
}
