import type { FixedBaseline, Metric } from '../../config/file/normalise.ts';
import { UserError } from '../../config/user-error.ts';
import { describeReported } from '../../records/metrics/reported-metrics.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { compareCrossed } from './compare-crossed.ts';
import { compareFolds } from './compare-folds.ts';
import {
  type ComparisonRequest,
  compareArms,
  impossible,
  type Measurement,
  TOO_LARGE,
} from './compare-models.ts';
import { compareStrata, type Stratum, widenBySeeds } from './compare-strata.ts';
import type { ExamplesOf } from './compared-examples.ts';
import type { ImpossibleComparison } from './comparison.ts';
import { decidingSplit, pairBySeed, recordsByModel, seedValues } from './samples.ts';
import { bestValueOf } from './scale.ts';
import { allFinite } from './values.ts';

export interface MeasureRequest {
  readonly experiment: string;
  /** Name of the model to compare with. Default: `baseline`, as in every config. */
  readonly baseline?: string;
  readonly metrics: readonly Metric[];
  readonly variants: readonly string[];
  readonly alpha: number;
  /** Variants whose seeds mean nothing to the baseline's, although some are equal. */
  readonly unpaired?: ReadonlySet<string> | undefined;
  /** The baseline is these numbers instead of a model. */
  readonly fixed?: FixedBaseline | undefined;
  /** The runs on each task, where tasks do not all have the same seeds. */
  readonly strataOf?: ((variant: string, metric: string) => readonly Stratum[]) | undefined;
  /** The runs on each task, where the tasks are the pairs. */
  readonly runsOfPairs?: ((variant: string, metric: string) => readonly Stratum[]) | undefined;
  /** Size of a test set over that of a training set, if runs are folds of a cross-validation. */
  readonly testShare?: number | undefined;
  /** `repeat` for evaluations. */
  readonly unit?: 'repeat' | undefined;
}

/**
 * @param plannedLevel level of one primary comparison when all share alpha
 * @throws UserError for a metric that no finished run reports
 */
export function measureAll(
  request: MeasureRequest,
  records: readonly RunRecord[],
  plannedLevel: number,
  examplesOf?: ExamplesOf,
  isWanted: (variant: string, metric: string) => boolean = () => true,
): Array<Measurement | ImpossibleComparison> {
  const {
    baseline = 'baseline',
    metrics,
    variants,
    alpha,
    testShare,
    unpaired,
    strataOf,
    runsOfPairs,
  } = request;
  const byModel = recordsByModel(records);
  const measured = metrics.map((metric) => {
    const split = requireSplit(records, metric.name);
    const values = (model: string) => seedValues(byModel.get(model) ?? [], model, metric.name, split);
    return { metric, values, baseline: values(baseline) };
  });
  const compare = (arms: ComparisonRequest) => {
    if (strataOf !== undefined) return compareStrata(arms, strataOf(arms.variant, arms.metric));
    const compared = testShare === undefined ? compareByExamples(arms) : compareFolds(arms, testShare);
    return runsOfPairs === undefined || compared.verdict !== null
      ? compared
      : widenBySeeds(arms, compared, runsOfPairs(arms.variant, arms.metric));
  };
  return variants.flatMap((variant) =>
    measured
      .filter(({ metric }) => isWanted(variant, metric.name))
      .map(({ metric: { name, role, direction, margin, minEffect }, values, baseline }) =>
        compare({
          variant,
          metric: name,
          role,
          direction,
          margin,
          ...(minEffect === undefined ? {} : { minEffect }),
          alpha,
          plannedLevel: role === 'primary' ? plannedLevel : alpha,
          baseline,
          candidate: values(variant),
          isUnpaired: unpaired?.has(variant) ?? false,
          words: wordsOf(request),
          ...(examplesOf && { examples: examplesOf(variant, name) }),
        }),
      ),
  );
}

function compareByExamples(request: ComparisonRequest): Measurement | ImpossibleComparison {
  const { examples } = request;
  const compared = examples?.sample ? compareCrossed(request, examples.sample) : null;
  if (compared !== null) {
    return allFinite(compared) ? compared : impossible(request, compared.pairing, TOO_LARGE);
  }
  if (examples?.isRequired && examples.sample === null) {
    return impossible(
      request,
      'seed',
      `verdict.for is new-examples, which needs predictions by example: ${examples.reason}. Save predictions in every run, or set verdict: { for: this-test-set }`,
    );
  }
  if (examples?.sample && pairBySeed(request.baseline, request.candidate).length === 1)
    return impossible(request, 'seed', ...noSpreadOverExamples(request));
  return compareArms(request);
}

/** For one run per model whose examples all differ by the same amount. */
function noSpreadOverExamples({
  metric,
  baseline,
  candidate,
  words: { testExample, testSet } = wordsOf({}),
}: ComparisonRequest): [string, ImpossibleComparison['cause']] {
  const before = baseline[0]?.value ?? 0;
  const after = candidate[0]?.value ?? 0;
  if (before !== after) {
    return [
      `every ${testExample} differs by the same amount, ${Number((after - before).toPrecision(3))}, and without spread no test is possible; use more ${testExample}s, and check labels and predictions`,
      'constant',
    ];
  }
  if (bestValueOf(metric, [before, after]) === before)
    return [
      `${metric} is ${before} in both models, the best possible value, so it cannot tell them apart; use a harder ${testSet} or another metric`,
      'ceiling',
    ];
  return [
    `both models have the same result on every ${testExample}, so there is no difference to test; use more ${testExample}s`,
    'identical',
  ];
}

function requireSplit(records: readonly RunRecord[], metric: string): Split {
  const split = decidingSplit(records, metric);
  if (split !== null) return split;
  const finished = records.find(({ status }) => status === 'ok');
  const seen = finished === undefined ? '' : `; the first reports ${describeReported(finished)}`;
  throw new UserError(
    `metrics: no finished run reports "${metric}" on the test, validation or training split${seen}`,
  );
}
