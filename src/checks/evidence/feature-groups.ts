/**
 * Groups of examples by what is known of their inputs: one for every value of a feature that has few, else fifths by its values.
 */
import { threeDigits } from '../../words/number.ts';

const MOST_VALUES = 5;
const BANDS = 5;

export interface FeatureGroup {
  /** For the reader: `token 17 = 1`, `length 3 to 7`. */
  readonly name: string;
  readonly examples: readonly number[];
}

/** @param values one an example; NaN where it is not known, which puts the example into no group */
export function groupByFeature(name: string, values: Float64Array): FeatureGroup[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = [...new Set(sorted)];
  // Equal values stay together, so a band begins at a value and not at a place.
  const quantile = (band: number) => sorted[Math.floor((band * sorted.length) / BANDS)] as number;
  const starts =
    distinct.length <= MOST_VALUES
      ? distinct
      : [...new Set(Array.from({ length: BANDS }, (_, band) => quantile(band)))];
  return starts.map((start, band) => {
    const end = starts[band + 1] ?? Number.POSITIVE_INFINITY;
    const examples: number[] = [];
    let highest = start;
    for (const [example, value] of values.entries()) {
      if (!(value >= start && value < end)) continue;
      examples.push(example);
      highest = Math.max(highest, value);
    }
    const range =
      highest === start ? `= ${threeDigits(highest)}` : `${threeDigits(start)} to ${threeDigits(highest)}`;
    return { name: `${name} ${range}`, examples };
  });
}
