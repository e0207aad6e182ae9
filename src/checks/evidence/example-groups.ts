/**
 * Groups test examples by class, by certainty of the runs, by confusion with another class, and by features of the inputs.
 *
 * Groups depend on *both* arms' runs together, so swapping the arms of a seed changes no group, and that swap can test what is
 * found in them.
 */
import type { Features } from '../../analysis/examples/run-predictions.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import { threeDigits } from '../../words/number.ts';

export interface ExampleGroup {
  /** `class 3`, `class 3 predicted as 5`, `hardest fifth`, `length 3 to 7`. */
  readonly name: string;
  readonly isClass?: true;
  /** One of the fifths by certainty, which together are all examples. */
  readonly isFifth?: true;
  readonly examples: readonly number[];
  /** Whether a run does well on an example. */
  isHit(run: RunPredictions, example: number): boolean;
}

/** In a smaller group, a single example decides. */
export const FEWEST_EXAMPLES = 10;
const MOST_CONFUSIONS = 50;
const MOST_CLASSES = 200;
const BANDS = [
  'hardest fifth',
  'second hardest fifth',
  'middle fifth',
  'second easiest fifth',
  'easiest fifth',
];

export function groupExamples(
  labels: ArrayLike<number>,
  runs: readonly RunPredictions[],
  features: Features,
  classNames: readonly string[] = [],
): ExampleGroup[] {
  const nameOf = (label: number) => classNames[label] ?? String(label);
  const byClass = new Map<number, number[]>();
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] as number;
    const known = byClass.get(label);
    if (known === undefined) byClass.set(label, [example]);
    else known.push(example);
  }
  const isHit = ({ predictions }: RunPredictions, example: number) =>
    predictions[example] === labels[example];
  const classes = [...byClass]
    .sort(([a, first], [b, second]) => second.length - first.length || a - b)
    .slice(0, MOST_CLASSES)
    .map(([label, examples]) => ({
      name: `class ${nameOf(label)}`,
      isClass: true as const,
      examples,
      isHit,
    }));
  const bands = bandsOf(labels, runs).map((examples, band) => ({
    name: BANDS[band] ?? '',
    isFifth: true as const,
    examples,
    isHit,
  }));
  const inputs = [...features].flatMap(([name, values]) =>
    groupByFeature(name, values).map((group) => ({ ...group, isHit })),
  );
  return [...classes, ...bands, ...inputs, ...confusions(byClass, runs, nameOf)].filter(
    ({ examples }) => examples.length >= FEWEST_EXAMPLES,
  );
}

/** Fifths by the mean probability of the true class over all runs; none without probabilities. */
function bandsOf(labels: ArrayLike<number>, runs: readonly RunPredictions[]): number[][] {
  const sure = new Float64Array(labels.length);
  for (const { probabilities } of runs) {
    if (probabilities === null) return [];
    for (let example = 0; example < sure.length; example++) {
      sure[example] = (sure[example] as number) + (probabilities.ofLabel[example] as number);
    }
  }
  const order = Array.from(sure, (_, example) => example).sort(
    (a, b) => (sure[a] as number) - (sure[b] as number) || a - b,
  );
  return BANDS.map((_, band) =>
    order.slice(
      Math.floor((band * order.length) / BANDS.length),
      Math.floor(((band + 1) * order.length) / BANDS.length),
    ),
  );
}

/** The most frequent confusions of all runs. A run does well on an example if it avoids the confusion. */
function confusions(
  byClass: ReadonlyMap<number, readonly number[]>,
  runs: readonly RunPredictions[],
  nameOf: (label: number) => string,
): ExampleGroup[] {
  const counts: Array<{ readonly label: number; readonly taken: number; count: number }> = [];
  for (const [label, examples] of byClass) {
    const ofLabel = new Map<number, { readonly label: number; readonly taken: number; count: number }>();
    for (const { predictions } of runs) {
      for (const example of examples) {
        const taken = predictions[example] as number;
        if (taken === label) continue;
        const known = ofLabel.get(taken);
        if (known === undefined) ofLabel.set(taken, { label, taken, count: 1 });
        else known.count += 1;
      }
    }
    counts.push(...ofLabel.values());
  }
  return counts
    .sort((a, b) => b.count - a.count || a.label - b.label || a.taken - b.taken)
    .slice(0, MOST_CONFUSIONS)
    .map(({ label, taken }) => ({
      name: `class ${nameOf(label)} predicted as ${nameOf(taken)}`,
      examples: byClass.get(label) ?? [],
      isHit: ({ predictions }, example) => predictions[example] !== taken,
    }));
}

const MOST_VALUES = 5;
const FIFTHS = 5;

interface FeatureGroup {
  /** `token 17 = 1`, `length 3 to 7`. */
  readonly name: string;
  readonly examples: readonly number[];
}

/**
 * One group for each value of a feature with few values, else fifths by value.
 *
 * @param values one per example; NaN if unknown, which puts the example into no group
 */
export function groupByFeature(name: string, values: Float64Array): FeatureGroup[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = [...new Set(sorted)];
  // Equal values stay together, so a band starts at a value.
  const quantile = (band: number) => sorted[Math.floor((band * sorted.length) / FIFTHS)] as number;
  const starts =
    distinct.length <= MOST_VALUES
      ? distinct
      : [...new Set(Array.from({ length: FIFTHS }, (_, band) => quantile(band)))];
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
