/** A margin in points for a metric that is logged as a share, or the other way round: equivalence never, or always. */
import type { Metric } from '../config/file/normalise.ts';
import { isShare } from '../config/known-metrics.ts';
import type { RunRecord } from '../records/record.ts';
import { decidingSplit, seedValues } from './compare/samples.ts';
import { wholeOf } from './compare/scale.ts';

/** In points: no test set tells less apart, and no difference as large as the other does not matter. */
const SMALLEST_POINTS = 0.1;
const LARGEST_POINTS = 20;

/**
 * What to tell of margins that were hardly meant on the scale on which the metric is logged.
 *
 * @param models whose runs are compared; where they are on two scales there is nothing to say of the margin
 */
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
