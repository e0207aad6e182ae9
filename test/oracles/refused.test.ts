/** Data on which a statistic is not defined: each is refused with a reason that users may read in a report. */
import { expect, test } from 'vitest';
import { randomTasksDifference } from '../../bench/tasks/random-tasks.ts';
import { findClusters, sumByCluster } from '../../src/stats/crossed/clusters.ts';
import { crossedEstimate, crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { CrossedTable } from '../../src/stats/crossed/layout.ts';
import { expectedPrecision } from '../../src/stats/crossed/planning.ts';
import { unpairedEstimate } from '../../src/stats/crossed/unpaired.ts';
import { mean, quantile, standardDeviation } from '../../src/stats/describe.ts';
import { StatisticsError } from '../../src/stats/error.ts';
import { binomialInterval } from '../../src/stats/estimates/binomial-interval.ts';
import { generalisationLoss, trainingProgress } from '../../src/stats/estimates/early-stopping.ts';
import { expectedMaximum } from '../../src/stats/estimates/expected-maximum.ts';
import { falseAlarmRate } from '../../src/stats/estimates/false-alarms.ts';
import { hedgesG, hedgesGPaired } from '../../src/stats/estimates/hedges-g.ts';
import { probabilityOfImprovement } from '../../src/stats/estimates/probability-of-improvement.ts';
import { standardDeviationInterval } from '../../src/stats/estimates/standard-deviation-interval.ts';
import { regressionMetrics } from '../../src/stats/metrics/compute.ts';
import { holm } from '../../src/stats/multiplicity/holm.ts';
import { stepDownMaxT } from '../../src/stats/multiplicity/max-t.ts';
import { findRoot } from '../../src/stats/numerics/root.ts';
import {
  equivalencePairsNeeded,
  minimumDetectableDifference,
  pairsNeeded,
} from '../../src/stats/power/power.ts';
import { resampleMeans } from '../../src/stats/resampling/mean-resamples.ts';
import { normalBoundaries } from '../../src/stats/sequential/normal-boundaries.ts';
import { stageWiseEstimate, stageWisePValue } from '../../src/stats/sequential/stage-wise.ts';
import { pairedTBoundaries } from '../../src/stats/sequential/t-boundaries.ts';
import { sharedSeeds } from '../../src/stats/tasks/shared-seeds.ts';
import { stratifiedDifference } from '../../src/stats/tasks/stratified-difference.ts';
import { pairedDifference, unpairedDifference } from '../../src/stats/tasks/task-difference.ts';
import { bartelsTest } from '../../src/stats/tests/bartels.ts';
import { brownForsythe } from '../../src/stats/tests/brown-forsythe.ts';
import { dipTest } from '../../src/stats/tests/dip.ts';
import { mcNemar } from '../../src/stats/tests/mcnemar.ts';
import { correctedResampledT } from '../../src/stats/tests/nadeau-bengio.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';
import { signFlipTest } from '../../src/stats/tests/sign-flip.ts';
import { twoOneSidedTests } from '../../src/stats/tests/tost.ts';
import { twoSamplePermutation } from '../../src/stats/tests/two-sample-permutation.ts';
import { welchT } from '../../src/stats/tests/welch-t.ts';
import { wilcoxonSignedRank } from '../../src/stats/tests/wilcoxon.ts';
import { layOut } from '../stats/crossed/lay-out.ts';

const random = () => 0.5;
const tableOf = (row: readonly number[]) => {
  const table = new CrossedTable(row.length);
  table.add(row);
  return table;
};
const T = { difference: 0, standardError: 1, degreesOfFreedom: 4, margin: 0, alpha: 0.05 };
const POWER = { difference: 1, standardDeviation: 1, alpha: 0.05, power: 0.8 };
const PLAN = { alpha: 0.05, spent: [1, 1] };
const COMPONENTS = { seed: 1, example: 1, rest: 1 };
const LOOK = { information: 1, degreesOfFreedom: 4, critical: 2 };
const looks = (pairs: number) => [{ pairs, critical: 2 }];

test.each<[string, () => unknown]>([
  ['mean requires at least one value', () => mean([])],
  ['mean requires finite values: value 2 of 3 is NaN', () => standardDeviation([1, Number.NaN, 3])],
  ['mean requires finite values: value 1 of 2 is Infinity', () => mean([Infinity, 1])],
  ['standardDeviation requires at least two values', () => standardDeviation([3])],
  ['quantile requires probability above 0 and below 1, but it is 1.1', () => quantile([1, 2], 1.1)],

  ['pairedT requires at least two pairs', () => pairedT([0.5])],
  ['pairedT requires differences that vary, but all 3 are 0.2', () => pairedT([0.2, 0.2, 0.2])],
  ['pairedT requires differences that vary, but all 2 are 0', () => pairedT([0, 0])],
  ['pairedT requires finite values: value 3 of 3 is NaN', () => pairedT([1, 2, Number.NaN])],
  ['a t test requires level above 0 and below 1, but it is 95', () => pairedT([1, 2], { level: 95 })],
  ['welchT requires at least two runs of each model', () => welchT([1], [1, 2])],
  [
    'welchT requires values that vary, but all are 1 in one arm and 2 in the other',
    () => welchT([1, 1], [2, 2]),
  ],
  ['welchT requires finite values: value 1 of 2 is Infinity', () => welchT([1, 2], [Infinity, 2])],
  ['requires at least two differences', () => correctedResampledT([1], { testShare: 0 })],
  ['requires differences that vary', () => correctedResampledT([1, 1], { testShare: 0 })],
  ['a testShare of zero or more, but it is -1', () => correctedResampledT([1, 2], { testShare: -1 })],
  ['twoOneSidedTests requires margin above 0', () => twoOneSidedTests(T)],
  ['signFlipTest requires at least one pair', () => signFlipTest([])],
  ['signFlipTest requires finite values: value 2 of 2 is NaN', () => signFlipTest([1, Number.NaN])],
  ['wilcoxonSignedRank requires at least one pair', () => wilcoxonSignedRank([])],
  ['requires at least one run of each model', () => twoSamplePermutation([], [1])],
  ['twoSamplePermutation requires finite values', () => twoSamplePermutation([1], [Number.NaN])],
  ['bartelsTest requires at least three values', () => bartelsTest([1, 2], { random })],
  ['bartelsTest requires values that vary', () => bartelsTest([1, 1, 1], { random })],
  ['requires deviations from the median that vary', () => brownForsythe([1, 2], [1, 5])],
  ['brownForsythe requires at least two runs of each model', () => brownForsythe([1], [1, 5])],
  ['dipTest requires at least four values', () => dipTest([1, 2, 3], [])],
  ['mcNemar requires counts, but onlyBaseline is 1.5', () => mcNemar(1.5, 2)],
  ['mcNemar requires counts, but onlyCandidate is -2', () => mcNemar(1, -2)],

  ['binomialInterval requires counts, but 1 of 0 is given', () => binomialInterval(1, 0)],
  ['losses above 0, but that of epoch 2 is -0.5', () => generalisationLoss([1, -0.5])],
  ['trainingProgress requires at least one epoch', () => trainingProgress([])],
  ['expectedMaximum requires at least one value', () => expectedMaximum([], 1)],
  ['a whole budget from 1 to 2, but it is 1.5', () => expectedMaximum([1, 2], 1.5)],
  ['a whole budget from 1 to 2, but it is 3', () => expectedMaximum([1, 2], 3)],
  ['expectedMaximum requires finite values', () => expectedMaximum([1, Number.NaN], 1)],
  ['requires at least four runs', () => falseAlarmRate([[1], [2], [3]], looks(2), { random })],
  [
    'a last look at 2 to 2 pairs, half of the runs, but it is at 3',
    () => falseAlarmRate([[1], [2], [3], [4]], looks(3), { random }),
  ],
  ['but it is at 0', () => falseAlarmRate([[1], [2], [3], [4]], [], { random })],
  ['hedgesGPaired requires at least three pairs', () => hedgesGPaired([1, 2])],
  ['hedgesGPaired requires differences that vary', () => hedgesGPaired([1, 1, 1])],
  ['hedgesG requires values that vary', () => hedgesG([1, 1], [2, 2])],
  ['hedgesG requires at least two runs of each model', () => hedgesG([1, 2, 3], [1])],
  [
    'as many runs of one model as of the other: 2, 1',
    () => probabilityOfImprovement([1, 2], [1], { paired: true }),
  ],
  ['requires at least one run of each model', () => probabilityOfImprovement([], [1])],
  ['requires deviation above 0', () => standardDeviationInterval(0, 5)],
  ['standardDeviationInterval requires at least two values', () => standardDeviationInterval(1, 1)],
  [
    'one prediction a label: 1 predictions, 2 labels',
    () => regressionMetrics({ labels: [1, 2], predictions: [1] }),
  ],
  [
    'regressionMetrics requires finite values',
    () => regressionMetrics({ labels: [1], predictions: [Number.NaN] }),
  ],

  ['holm requires p-values from 0 to 1: value 2 of 2 is NaN', () => holm([0.1, Number.NaN])],
  ['stepDownMaxT requires at least two pairs', () => stepDownMaxT([])],
  [
    'the first has 2, number 2 has 3',
    () =>
      stepDownMaxT([
        [1, 2],
        [1, 2, 3],
      ]),
  ],
  ['requires a random generator above 20 pairs', () => stepDownMaxT([new Array(21).fill(1)])],
  ['findRoot requires a change of sign', () => findRoot((x) => x * x + 1, -1, 1)],
  ['at least two pairs, but pairs is 1', () => minimumDetectableDifference({ ...POWER, pairs: 1 })],
  [
    'standardDeviation above 0',
    () => minimumDetectableDifference({ ...POWER, pairs: 5, standardDeviation: 0 }),
  ],
  ['pairsNeeded requires power', () => pairsNeeded({ ...POWER, power: 80 })],
  ['finite', () => equivalencePairsNeeded({ ...POWER, margin: 1, difference: Number.NaN })],
  ['resampleMeans requires at least two values', () => resampleMeans([1])],
  ['resampleMeans requires finite values', () => resampleMeans([1, Number.NaN])],
  ['resampleMeans requires values that vary', () => resampleMeans([2, 2, 2])],

  ['normalBoundaries requires at least one look', () => normalBoundaries({ ...PLAN, information: [] })],
  ['2 is followed by 2', () => normalBoundaries({ ...PLAN, information: [2, 2] })],
  ['pairedTBoundaries requires at least one look', () => pairedTBoundaries({ ...PLAN, looks: [] })],
  ['at least two pairs at its first look, not 1', () => pairedTBoundaries({ ...PLAN, looks: [1, 5] })],
  ['5 is followed by 5', () => pairedTBoundaries({ ...PLAN, looks: [5, 5] })],
  ['alpha above 0 and below 1, but it is 5', () => pairedTBoundaries({ ...PLAN, alpha: 5, looks: [5] })],
  ['requires at least one look before it stops', () => stageWisePValue([], 2)],
  ['standardError above 0', () => stageWiseEstimate([LOOK], { mean: 1, standardError: 0 })],

  ['a task requires at least two pairs, but it has 1', () => pairedDifference([1])],
  ['two runs of each model, but it has 3 and 1', () => unpairedDifference([1, 2, 3], [1])],
  ['stratifiedDifference requires at least one task', () => stratifiedDifference([])],
  ['at least two seeds of each task, but task 2 has 1', () => sharedSeeds([[1, 2], [3]])],
  ['at least 6 tasks, but there are 2', () => randomTasksDifference([1, 2])],

  ['a row of 1 contributions', () => sumByCluster([1], findClusters(['a', 'b']))],
  ['at least two, but all 2 examples are in one', () => findClusters(['a', 'a'])],
  ['requires two seeds or two examples', () => crossedEstimate(layOut([[1]]))],
  ['a t test requires level', () => crossedTest(crossedEstimate(layOut([[1, 2, 4]])), { level: 1 })],
  [
    'requires contributions that vary, but all are 0.5',
    () => crossedTest(crossedEstimate(layOut([[0.5, 0.5]]))),
  ],
  ['a crossed design requires at least one row', () => new CrossedTable(2).layout()],
  ['the same examples in every row: one has 1, the first 2', () => layOut([[1, 2], [1]])],
  ['requires finite contributions', () => layOut([[1, Number.NaN]])],
  ['at least one example, not 0', () => new CrossedTable(0)],
  ['two seeds or two examples', () => expectedPrecision({ components: COMPONENTS, seeds: 1, examples: 1 })],
  ['they have 2 and 3', () => unpairedEstimate(tableOf([1, 2]), tableOf([1, 2, 3]))],
])('%s', (message, compute) => {
  expect(compute).toThrow(StatisticsError);
  expect(compute).toThrow(message);
});
