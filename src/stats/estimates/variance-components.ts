/**
 * Where the uncertainty of a difference comes from: the seeds, the test examples, or both together.
 *
 * When: to know what to spend next. A difference d[s, e] of pair s on example e is taken apart into a mean, an effect of the pair,
 * an effect of the example, and what is left (interaction): a run that is bad at some examples only. Then
 *
 *     variance of the mean difference = σ²(pairs) / S + σ²(examples) / E + σ²(interaction) / (S × E)
 *
 * The verdict's test, which takes the test set as given, sees the first and third term alone. Twice the seeds halve these two, twice
 * the examples the last two.
 *
 * Estimates: those of the two-way random-effects analysis of variance, unbiased but for this: a component that comes out below
 * zero, which happens when it is small, is set to zero. With few seeds that of the seeds is rough: at five pairs its 95 %
 * interval reaches from a third to eight times its value. Runs without pairs: the same for each arm's runs, and for the
 * examples the variance of the difference between the arms' means.
 *
 * Metrics that are no means (macro-F1) go by the jackknife pseudo-values of `test-set/weighted.ts`, to first order in 1 / E.
 *
 * Source: S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), ch. 4; G. Brennan, Generalizability
 * Theory (2001), for p × i designs.
 */
import { StatisticsError } from '../error.ts';
import type { MeasuredUnits } from '../test-set/measured-units.ts';

export interface VarianceComponents {
  /** Each term of the variance of the difference, in the metric's unit squared. */
  readonly seeds: number;
  readonly examples: number;
  readonly interaction: number;
  readonly standardErrors: {
    /** Of new seeds on these examples: what the verdict's test sees. */
    readonly seeds: number;
    /** Of new examples for these seeds. */
    readonly examples: number;
    readonly total: number;
    readonly withTwiceTheSeeds: number;
    readonly withTwiceTheExamples: number;
  };
}

/** Sums of squares of a two-way layout, as mean squares. */
interface Layout {
  readonly units: number;
  /** Mean over the units, one an example. */
  readonly ofExamples: Float64Array;
  readonly unitsMeanSquare: number;
  readonly interactionMeanSquare: number;
}

/**
 * @throws StatisticsError with fewer than two units of a kind or two examples
 * @example varianceComponents(measureMeans({ baseline, candidate, pairing: 'seed' })).standardErrors.withTwiceTheSeeds
 */
export function varianceComponents(units: MeasuredUnits): VarianceComponents {
  const { sizes, examples } = units;
  if (examples < 2 || sizes.some((size) => size < 2)) {
    throw new StatisticsError(
      `varianceComponents requires at least two examples and two runs of each kind: there are ${examples} examples and ${sizes.join(' and ')} runs`,
    );
  }
  let first = 0;
  const layouts = sizes.map((size) => {
    const layout = layOut(units, first, size);
    first += size;
    return layout;
  });
  const seeds = sum(
    layouts,
    ({ units: size, unitsMeanSquare, interactionMeanSquare }) =>
      Math.max(0, unitsMeanSquare - interactionMeanSquare) / (size * examples),
  );
  const interaction = sum(
    layouts,
    ({ units: size, interactionMeanSquare }) => interactionMeanSquare / (size * examples),
  );
  const [of, minus] = layouts.map((layout) => layout.ofExamples).reverse() as [Float64Array, Float64Array?];
  const differences =
    minus === undefined ? of : of.map((value, example) => value - (minus[example] as number));
  const examplesAndInteraction = meanSquare(differences) / examples;
  const ofExamples = Math.max(0, examplesAndInteraction - interaction);
  return {
    seeds,
    examples: ofExamples,
    interaction,
    standardErrors: {
      seeds: Math.sqrt(seeds + interaction),
      examples: Math.sqrt(ofExamples + interaction),
      total: Math.sqrt(seeds + ofExamples + interaction),
      withTwiceTheSeeds: Math.sqrt(seeds / 2 + ofExamples + interaction / 2),
      withTwiceTheExamples: Math.sqrt(seeds + ofExamples / 2 + interaction / 2),
    },
  };
}

function layOut({ examples, contributions }: MeasuredUnits, first: number, size: number): Layout {
  const ofExamples = new Float64Array(examples);
  const unitMeans = new Float64Array(size);
  for (let unit = 0; unit < size; unit++) {
    const values = contributions(first + unit);
    unitMeans[unit] = average(values);
    for (let example = 0; example < examples; example++) {
      ofExamples[example] = (ofExamples[example] as number) + (values[example] as number) / size;
    }
  }
  const grand = average(unitMeans);
  let residual = 0;
  for (let unit = 0; unit < size; unit++) {
    const values = contributions(first + unit);
    const effect = (unitMeans[unit] as number) - grand;
    for (let example = 0; example < examples; example++) {
      residual += ((values[example] as number) - (ofExamples[example] as number) - effect) ** 2;
    }
  }
  return {
    units: size,
    ofExamples,
    unitsMeanSquare: examples * meanSquare(unitMeans),
    interactionMeanSquare: residual / ((size - 1) * (examples - 1)),
  };
}

function average(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Sample variance (divisor n − 1). */
function meanSquare(values: Float64Array): number {
  const centre = average(values);
  return values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - 1);
}

function sum(layouts: readonly Layout[], term: (layout: Layout) => number): number {
  return layouts.reduce((total, layout) => total + term(layout), 0);
}
