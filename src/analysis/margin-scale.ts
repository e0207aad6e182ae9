/** Warns of a margin in points for a metric logged as a share, or the reverse: equivalence would be certain or impossible. */
import type { Metric } from '../config/file/normalise.ts';
import { isShare } from '../config/known-metrics.ts';
import type { RunRecord } from '../records/record.ts';
import { decidingSplit, seedValues } from './compare/samples.ts';
import { wholeOf } from './compare/scale.ts';

/** In points: a test set hardly resolves less, and no margin as large as the other bound is meant. */
const SMALLEST_POINTS = 0.1;
const LARGEST_POINTS = 20;

/** @param models whose runs are compared; if they use two scales, the margin gets no notice */
export function marginNotices(
  metrics: readonly Metric[],
  models: readonly string[],
  records: readonly RunRecord[],
): string[] {
  return metrics.flatMap(({ name, margin }) => {
    const split = decidingSplit(records, name);
    if (margin === null || split === null || !isShare(name)) return [];
    const wholes = new Set(
      models
        .map((model) => seedValues(records, model, name, split).map(({ value }) => value))
        .filter((values) => values.length > 0)
        .map((values) => wholeOf(name, values)),
    );
    const [whole] = wholes;
    if (whole === undefined || wholes.size > 1) return [];
    const points = (100 / whole) * margin;
    const isMeant = whole === 100 ? points >= SMALLEST_POINTS : points <= LARGEST_POINTS;
    if (isMeant) return [];
    const meant = whole === 100 ? 100 * margin : margin / 100;
    return [
      `${name} is logged as 0–${whole}, so its margin ${margin} means ${tidy(points)} percentage points; did you mean ${tidy(meant)}?`,
    ];
  });
}

function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
