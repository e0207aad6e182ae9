/** Metrics over cases and repeats among the options of a call: some are computed, some compared apart. */
import type { CaseMetric } from '../analysis/cases/case-rows.ts';
import { type ComparedMetrics, requireOneLook, withPassScores } from '../analysis/cases/pass-metrics.ts';
import { usualDirection } from '../analysis/cases/passes.ts';
import { passMetric, quantileMetric } from '../config/case-metrics.ts';
import { UserError } from '../config/user-error.ts';
import type { CaseTable } from '../records/evaluations/evaluation.ts';
import type { PredictedModels } from '../records/results/read-predicted.ts';
import { quoteNames } from '../words/list.ts';
import type { MetricOptions } from './choose-metrics.ts';

interface Call extends MetricOptions {
  readonly passMark?: number | undefined;
}

export interface CaseMetrics<Given extends Call> {
  readonly predicted: PredictedModels;
  /** Without quantiles, which are no columns. */
  readonly given: Given;
  readonly caseMetrics: readonly CaseMetric[];
}

/** @throws UserError for quantiles that are to decide, or of a scorer that is not there, and as `withPassScores` */
export function takeCaseMetrics<Given extends Call>(
  evaluated: PredictedModels,
  given: Given,
  isSequential: boolean,
): CaseMetrics<Given> {
  const { cases } = evaluated;
  if (cases === undefined) return { predicted: evaluated, given, caseMetrics: [] };
  const names = [...given.metrics, ...given.secondary];
  const isOurs = (name: string) => !cases.scorers.includes(name);
  const isQuantile = (name: string | null) => name !== null && quantileMetric(name) !== null && isOurs(name);
  const deciding = given.metrics.find(isQuantile);
  if (deciding !== undefined)
    throw new UserError(
      `--metric ${deciding}: can be guarded or shown, but can't decide; use --no-worse ${deciding}=SIZE, or --secondary ${deciding}`,
    );
  const quantiles = names.filter(isQuantile);
  for (const name of quantiles) requireScorer(name, cases.scorers);
  const passes = names.filter((name) => passMetric(name) !== null && isOurs(name));
  requireOneLook(passes, isSequential);
  const compared: ComparedMetrics = {
    deciding: given.metrics[0],
    all: names.map((name) => ({ name, direction: statedFor(name, given) ?? usualDirection(name, cases) })),
  };
  return {
    predicted: withPassScores(evaluated, compared, given.passMark),
    given: {
      ...given,
      secondary: given.secondary.filter((name) => !isQuantile(name)),
      noWorse: (given.noWorse ?? []).filter(({ metric }) => !isQuantile(metric)),
      margins: given.margins.filter(({ metric }) => !isQuantile(metric)),
      directions: given.directions.filter(({ metric }) => !isQuantile(metric)),
    },
    caseMetrics: [
      ...passes.map((name) => ({ name, margin: null, direction: 'maximize' as const })),
      ...quantiles.map((name) => ({
        name,
        margin: marginOf(name, given),
        direction: directionOfQuantile(name, given, cases),
      })),
    ],
  };
}

function statedFor(name: string, { directions }: Call) {
  return directions.findLast(({ metric }) => metric === null || metric === name)?.value;
}

/** The direction stated for the quantile, else for its scorer, else by the log. One for all metrics is not for cost and latency. */
function directionOfQuantile(
  name: string,
  { directions }: Call,
  cases: Pick<CaseTable, 'lowerIsBetter'>,
): CaseMetric['direction'] {
  const { scorer = '' } = quantileMetric(name) ?? {};
  const own = [name, scorer].flatMap((of) => directions.findLast(({ metric }) => metric === of) ?? []);
  return own[0]?.value ?? usualDirection(scorer, cases);
}

function marginOf(name: string, { noWorse = [], margins }: Call): number | null {
  const guard = noWorse.findLast(({ metric }) => metric === name);
  if (guard === undefined) return null;
  const margin = guard.margin ?? margins.findLast(({ metric }) => metric === name)?.value ?? null;
  if (margin !== null) return margin;
  throw new UserError(
    `--no-worse: "${name}" has no margin, so no acceptable loss is defined; write --no-worse ${name}=SIZE`,
  );
}

function requireScorer(name: string, scorers: readonly string[]): void {
  const { scorer = '' } = quantileMetric(name) ?? {};
  if (scorers.includes(scorer)) return;
  throw new UserError(`${name}: not every answer has "${scorer}"; there are ${quoteNames(scorers)}`);
}
