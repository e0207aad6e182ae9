/** Times are comparable only if both sides trained the same. */
import { mean, standardDeviation } from '../../src/stats/describe.ts';

/** Each side draws its seeds differently. */
const STANDARD_ERRORS = 5;
/** Share of the mean: few seeds may vary little by chance. */
const SHARE = 0.03;
const METRICS = ['accuracy', 'log_loss', 'macro_f1'] as const;

export type Scores = Readonly<Record<(typeof METRICS)[number], number>>;

export interface Run extends Scores {
  readonly model: string;
  readonly seed: number;
  readonly cpuSeconds: number;
}

/** @throws Error if the models of both sides are not equally good */
export function requireSameResults(ours: readonly Run[], theirs: readonly Run[]): void {
  for (const model of new Set(ours.map((run) => run.model)))
    for (const metric of METRICS) {
      const [here, there] = [ours, theirs].map((runs) =>
        runs.filter((run) => run.model === model).map((run) => run[metric]),
      ) as [number[], number[]];
      const standardError = (runs: number[]) => standardDeviation(runs) / Math.sqrt(runs.length);
      const apart = STANDARD_ERRORS * Math.hypot(standardError(here), standardError(there));
      const most = Math.max(apart, SHARE * Math.abs(mean(there)));
      if (!(Math.abs(mean(here) - mean(there)) <= most))
        throw new Error(`${model}: ${metric} is ${mean(here)} in the mean, and ${mean(there)} in PyTorch`);
    }
}
