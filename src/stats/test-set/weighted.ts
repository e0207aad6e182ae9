/**
 * Metrics that are not a mean over the examples: macro-F1, R², calibration error, the area under the curve.
 *
 * What they need is to be computed on examples with weights: how often each was drawn. A redraw then makes one list of weights,
 * and every run that was drawn is measured under it. What an example contributes is not defined, so its place is taken by
 * its jackknife pseudo-value: n × metric − (n − 1) × metric without it.
 *
 * Source of pseudo-values: J. W. Tukey (1958); B. Efron and C. Stein, The Jackknife Estimate of Variance (1981).
 */
import { StatisticsError } from '../error.ts';
import type { WeightedRuns } from '../metrics/metric.ts';
import type { Random } from '../random.ts';
import { drawExamples } from './draw-examples.ts';
import type { MeasuredUnits, Pairing, Redraw } from './measured-units.ts';

/**
 * @param metric of the baseline's runs, then the candidate's
 * @param sizes `[pairs]`, or `[runs of the baseline, runs of the candidate]`
 * @throws StatisticsError where the metric is not defined on the examples as they are
 */
export function measureWeighted(
  metric: WeightedRuns,
  examples: number,
  sizes: readonly number[],
  pairing: Pairing,
): MeasuredUnits {
  const units = sizes.reduce((sum, size) => sum + size);
  const asTheyAre = metric.weigh(new Int32Array(examples).fill(1));
  const ofRuns = Float64Array.from({ length: pairing === 'seed' ? 2 * units : units }, (_, run) =>
    asTheyAre(run),
  );
  if (ofRuns.some(Number.isNaN)) {
    throw new StatisticsError(
      'measureWeighted requires a metric that is defined on the examples: a class is missing, or the labels do not vary',
    );
  }
  /** The value of a unit from those of its runs. */
  const combine = (ofRun: (run: number) => number, unit: number) =>
    pairing === 'seed' ? ofRun(units + unit) - ofRun(unit) : ofRun(unit);
  return {
    pairing,
    sizes,
    examples,
    values: Float64Array.from({ length: units }, (_, unit) => combine((run) => ofRuns[run] as number, unit)),
    createRedraw: (random) => createRedraw(metric, examples, combine, random),
    contributions: (unit) => {
      const candidate = pseudoValues(metric, ofRuns, pairing === 'seed' ? units + unit : unit);
      if (pairing === 'none') return candidate;
      const baseline = pseudoValues(metric, ofRuns, unit);
      return candidate.map((value, example) => value - (baseline[example] as number));
    },
  };
}

function createRedraw(
  metric: WeightedRuns,
  examples: number,
  combine: (ofRun: (run: number) => number, unit: number) => number,
  random: Random,
): Redraw {
  const positions = new Int32Array(examples);
  const weights = new Int32Array(examples);
  return (unitWeights) => {
    drawExamples(random, positions);
    weights.fill(0);
    for (let draw = 0; draw < positions.length; draw++) {
      const example = positions[draw] as number;
      weights[example] = (weights[example] as number) + 1;
    }
    const ofRun = metric.weigh(weights);
    let sum = 0;
    for (let unit = 0; unit < unitWeights.length; unit++) {
      const weight = unitWeights[unit] as number;
      if (weight !== 0) sum += weight * combine(ofRun, unit);
    }
    return sum;
  };
}

/** Leaving out an example that the metric cannot do without (the last of its class) counts as changing nothing. */
function pseudoValues(metric: WeightedRuns, ofRuns: Float64Array, run: number): Float64Array {
  const value = ofRuns[run] as number;
  const others = metric.leaveOneOut(run);
  return others.map((without) =>
    Number.isNaN(without) ? value : value + (others.length - 1) * (value - without),
  );
}
