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
  const sum = (term: (arm: (typeof arms)[number]) => number) =>
    arms.reduce((total, arm) => total + term(arm), 0);
  const ofSeeds = sum(({ ofRuns, ofRest }) => Math.max(0, ofRuns - ofRest));
  const variance = Math.max(
    ofSeeds + ofExamples,
    sum(({ ofRuns }) => ofRuns),
  );
  const uncertainty =
    sum(({ runs, ofRuns }) => (runs > 1 ? ofRuns ** 2 / (runs - 1) : 0)) +
    ofExamples ** 2 / (before.effectiveExamples - 1);
  const standardError = Math.sqrt(variance);
  const isRounding = standardError <= 4 * Number.EPSILON * Math.max(before.magnitude, after.magnitude);
  const runs = Math.min(before.seeds, after.seeds);
  const ofRest = sum((arm) => arm.ofRest);
  return {
    seeds: runs,
    examples: m,
    difference,
    standardError: isRounding ? 0 : standardError,
    degreesOfFreedom: isRounding ? before.effectiveExamples - 1 : variance ** 2 / uncertainty,
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
