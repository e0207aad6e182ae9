/**
 * The crossed test of two arms that share test examples but no seeds, such as existing runs.
 *
 *     V = Σ over the arms of max(0, MS(runs) − MS(rest)) / (runs × m)  +  s²(difference of the arms on each example) / m
 *
 * and at least the variance of the runs alone; degrees of freedom are Satterthwaite's. A single run shows no spread between
 * runs, so the result is about that run. Assumption and source: as in `crossed-test.ts`.
 */
import { StatisticsError } from '../error.ts';
import { type CrossedEstimate, shapeOf } from './crossed-test.ts';
import { type CrossedTable, cumulantOfMean, powersAround } from './layout.ts';

/** @throws StatisticsError for arms on different examples or a single example */
export function unpairedEstimate(baseline: CrossedTable, candidate: CrossedTable): CrossedEstimate {
  return estimateOf(baseline, candidate, ({ arms, ofExamples, freedom }) => {
    const ofSeeds = arms.reduce((sum, { ofRuns, ofRest }) => sum + Math.max(0, ofRuns - ofRest), 0);
    const ofRuns = arms.reduce((sum, arm) => sum + arm.ofRuns, 0);
    return {
      ofSeeds,
      variance: Math.max(ofSeeds + ofExamples, ofRuns),
      uncertainty:
        arms.reduce((sum, arm) => sum + (arm.runs > 1 ? arm.ofRuns ** 2 / (arm.runs - 1) : 0), 0) +
        ofExamples ** 2 / freedom,
    };
  });
}

/**
 * For repeats of an evaluation, which train nothing: answers are independent given the case, unless repeats differ as a whole.
 *
 *     V = max(0, Σ over the arms of MS(repeats) − MS(rest)) / (repeats × m)  +  s²(difference of the arms on each case) / m
 *
 * Degrees of freedom are Satterthwaite's for these two terms: those of the cases, unless the repeats add to the variance. Repeat
 * k of one arm has nothing in common with repeat k of the other, so both arms show how repeats differ. So few repeats show no
 * skewness.
 */
export function repeatsEstimate(baseline: CrossedTable, candidate: CrossedTable): CrossedEstimate {
  const estimate = estimateOf(baseline, candidate, ({ arms, ofExamples, freedom }) => {
    const ofSeeds = Math.max(
      0,
      arms.reduce((sum, { ofRuns, ofRest }) => sum + ofRuns - ofRest, 0),
    );
    const ofRuns = arms.reduce((sum, arm) => sum + arm.ofRuns, 0);
    const relative = arms.reduce(
      (sum, arm) => sum + (arm.ofRuns > 0 ? (arm.ofRuns / ofRuns) ** 2 / (arm.runs - 1) : 0),
      0,
    );
    return {
      ofSeeds,
      variance: ofSeeds + ofExamples,
      uncertainty: ofSeeds ** 2 * relative + ofExamples ** 2 / freedom,
    };
  });
  return { ...estimate, skewness: estimate.skewness - estimate.seedSkewness, seedSkewness: 0 };
}

interface Parts {
  readonly arms: ReadonlyArray<{ readonly runs: number; readonly ofRuns: number; readonly ofRest: number }>;
  /** Variance of the mean over the examples, with `freedom`. */
  readonly ofExamples: number;
  readonly freedom: number;
}

interface Variance {
  readonly ofSeeds: number;
  readonly variance: number;
  /** The variance squared over its degrees of freedom. */
  readonly uncertainty: number;
}

function estimateOf(
  baseline: CrossedTable,
  candidate: CrossedTable,
  varianceOf: (parts: Parts) => Variance,
): CrossedEstimate {
  const m = baseline.examples;
  if (candidate.examples !== m || m < 2) {
    throw new StatisticsError(
      `a crossed test requires both arms to have the same examples, two at least: they have ${m} and ${candidate.examples}`,
    );
  }
  const layouts = [baseline.layout(), candidate.layout()] as const;
  const [before, after] = layouts;
  const difference = after.difference - before.difference;
  const columns = candidate.columnMeans();
  for (const [example, mean] of baseline.columnMeans().entries()) {
    columns[example] = (columns[example] as number) - mean;
  }
  const { squares, cubes } = powersAround(difference, columns);
  const ofExamples = squares / (m - 1) / m;
  const arms = layouts.map(({ seeds, meanSquares }) => ({
    runs: seeds,
    ofRuns: (meanSquares.seeds ?? 0) / (seeds * m),
    ofRest: (meanSquares.rest ?? 0) / (seeds * m),
  }));
  const freedom = before.effectiveExamples - 1;
  const { ofSeeds, variance, uncertainty } = varianceOf({ arms, ofExamples, freedom });
  const standardError = Math.sqrt(variance);
  const isRounding = standardError <= 4 * Number.EPSILON * Math.max(before.magnitude, after.magnitude);
  const runs = Math.min(before.seeds, after.seeds);
  const ofRest = arms.reduce((sum, arm) => sum + arm.ofRest, 0);
  return {
    seeds: runs,
    examples: m,
    difference,
    standardError: isRounding ? 0 : standardError,
    degreesOfFreedom: isRounding ? freedom : variance ** 2 / uncertainty,
    ...shapeOf(
      {
        standardError: isRounding ? 0 : standardError,
        thirdCumulants: {
          seeds: after.thirdCumulants.seeds - before.thirdCumulants.seeds,
          examples: cumulantOfMean(cubes, m),
        },
        deviations: columns.map((value) => value - difference).sort(),
      },
      ofSeeds,
    ),
    // Expressed as pairs: seed / runs + example / m + rest / (runs × m) is the same variance.
    components: {
      seed: runs * ofSeeds,
      example: m * Math.max(0, ofExamples - ofRest),
      rest: runs * m * ofRest,
    },
  };
}
