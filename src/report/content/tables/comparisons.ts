/** The comparisons with every number: the clearest, or all. */
import { type Block, small, tableBlock } from '../../document.ts';
import { say } from '../../phrase.ts';
import { byStrength, type View } from '../../view.ts';
import { comparisonsByMetric, comparisonTable } from './comparison-table.ts';
import { pairMeans } from './pair-means.ts';

const MAX_LEAD_ROWS = 12;
const MAX_ROWS = 200;

export function leadComparisons(view: View): readonly Block[] {
  const { primary, primaryMetrics } = view;
  const [metric, ...others] = primaryMetrics;
  if (metric === undefined) return [];
  if (primary.length > MAX_LEAD_ROWS) {
    const shown = byStrength(primary).slice(0, MAX_LEAD_ROWS);
    return [
      ...tableBlock(comparisonsByMetric(view, primaryMetrics, shown)),
      ...small(pairMeans(view, shown)),
      ...small(say`The ${shown.length} clearest of ${primary.length} comparisons.`),
    ];
  }
  const table =
    others.length === 0 ? comparisonTable(view, metric) : comparisonsByMetric(view, primaryMetrics, primary);
  return [...tableBlock(table), ...small(pairMeans(view, primary))];
}

/** All of them with means ± sd, intervals and p; where the lead has room for all, the same. */
export function everyComparison(view: View): readonly Block[] {
  const { primary, primaryMetrics } = view;
  if (primary.length <= MAX_LEAD_ROWS) return leadComparisons(view);
  const shown = primary.slice(0, MAX_ROWS);
  const hidden = primary.length - shown.length;
  return [
    ...tableBlock(comparisonsByMetric(view, primaryMetrics, shown)),
    ...small(pairMeans(view, shown)),
    ...small(hidden > 0 ? say`${hidden} more are in the result file.` : []),
  ];
}
