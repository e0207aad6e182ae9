import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { PLANNED_POWER } from '../../../analysis/compare/planned-power.ts';
import { intervalLevel, NBSP, threeDigits } from '../../../words/number.ts';
import { type Block, left, list, right, tableBlock } from '../../document.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, codes, enumerate, type Phrase, prose, say } from '../../phrase.ts';
import { isEvaluation, isMeasured, type View } from '../../view.ts';
import { isCompare } from '../headline/more-evidence.ts';
import { firstNames } from '../headline/names.ts';
import { exampleCount, ofTheseModels } from '../headline/subline.ts';
import { sharedInPairs } from '../pair-words.ts';
import { guardMethod } from '../tables/guards.ts';
import { failedRuns, jointLevel } from '../tables/rows.ts';
import { taskCount } from '../tasks.ts';
import { crossCheckTables } from './cross-checks.ts';

const MAX_LOOKS = 30;
const MAX_REASONS = 3;

const VARIED: Readonly<Record<string, string>> = {
  init: 'the initial weights',
  order: 'the order of the examples',
  data: 'the subset of the training data',
};

const SAME_TRAINING_DATA = say` All runs train on the same data, so the verdict does not cover other training data. ${code('vary: [init, order, data]')} draws a subset for each seed.`;

export function method(view: View): readonly Block[] {
  return [...list(steps(view)), ...looksTable(view), ...crossCheckTables(view)];
}

function steps(view: View): readonly Phrase[] {
  const { design } = view.result;
  const measured = view.primary.filter(isMeasured);
  const folds = design.folds;
  const crossed = measured.filter((one) => one.crossed !== null);
  const overSeeds = measured.filter((one) => one.crossed === null);
  const isAveraged = view.comparesEachTask && overSeeds.length > 0;
  const isFixed = overSeeds.some(({ pairing }) => pairing === 'value');
  const hasUnpaired = overSeeds.some(({ pairing }) => pairing === 'none');
  const unpaired = hasUnpaired && !isAveraged;
  const byTask = design.tasks !== undefined;
  const paired =
    folds === undefined &&
    !isAveraged &&
    (overSeeds.some(({ pairing }) => pairing === 'seed' || pairing === 'task') ||
      (!unpaired && !isFixed && crossed.length === 0 && design.maximumPairs > 1));
  const hasCrossed = crossed.length > 0;
  const when = (applies: boolean, step: Phrase) => (applies ? step : []);
  return [
    when(hasCrossed, say`${crossedTest(view, crossed)}${meansOf(view)}`),
    ...notForNewExamples(view, overSeeds),
    when(isAveraged, averagedTest(view, hasUnpaired)),
    when(
      paired,
      say`Test: paired t test on the differences of runs that share a ${sharedInPairs(view)}, two-sided.${meansOf(view)}`,
    ),
    when(
      isFixed,
      say`Test: one-sample t test of the runs against the fixed number, two-sided. The number itself has no error.`,
    ),
    folds === undefined ? [] : foldTest(folds),
    when(
      unpaired,
      say`Test of unpaired runs: Welch's t test, two-sided. It needs more runs than pairs would.`,
    ),
    spending(view),
    when(isCompare(view), EXPLORATORY),
    when(hasCrossed && design.looks.length > 1, crossedLevels(view)),
    multiplicity(view),
    when(view.result.tasks !== undefined, simultaneous(view)),
    equivalence(view),
    leastEffect(view),
    guardMethod(view),
    when(folds === undefined && design.unit === undefined, whatVaries(view, paired || unpaired || isFixed)),
    when(folds !== undefined, FOLDS_ASSUMED),
    when(hasCrossed, crossedAssumed(view)),
    ...rareCases(view, crossed),
    when(paired || isFixed, seedsAssumed(byTask ? 'task' : view.words.seed, paired ? 'pairs' : 'runs')),
    when(isAveraged, averagedAssumed(view, hasUnpaired)),
    when(unpaired, armsAssumed(measured.some(({ permutation }) => permutation !== null))),
    say`The smallest detectable difference has an ${PLANNED_POWER * 100}${NBSP}% chance of being found. Plans use the margin, never the observed difference.`,
    when(!byTask, rareFailures(view)),
  ];
}

function whatVaries({ result: { design }, words }: View, isOverSeeds: boolean): Phrase {
  const { vary, isVaryStated = false, testExamplesBySeed = false } = design;
  const varied = vary.flatMap((name) => (VARIED[name] === undefined ? [] : [[VARIED[name]]]));
  if (varied.length === 0) return [];
  const data = vary.includes('data') || testExamplesBySeed ? [] : SAME_TRAINING_DATA;
  const scope = testExamplesBySeed
    ? ` Each ${words.seed} draws its own ${words.testSet} from the same data.`
    : isOverSeeds
      ? ' A test over seeds covers new seeds on this test data, not new test data.'
      : '';
  return say`${isVaryStated ? 'As configured, a seed changes' : 'Assumed, not measured: a seed changes'} ${enumerate(varied)}.${data}${scope}`;
}

const LARGEST_LIMIT = 0.5;

function rareFailures({ result: { models } }: View): Phrase {
  const sound = models.filter((model) => model.collapseLimit !== null && failedRuns(model) === 0);
  if (sound.length === 0) return [];
  const limit = Math.max(...sound.map(({ collapseLimit }) => collapseLimit ?? 0));
  // Few runs cannot bound the rate.
  if (limit > LARGEST_LIMIT) return [];
  const fewest = Math.min(...sound.map(({ runs }) => runs.ok ?? 0));
  const who =
    sound.length === models.length
      ? 'each model'
      : enumerate(firstNames(codes(sound.map(({ name }) => name))));
  return say`No failures in ${fewest} runs of ${who}; the true rate could be up to ${Math.round(100 * limit)}${NBSP}% (95${NBSP}% confidence).`;
}

function meansOf(view: View): string {
  const { tasks } = view.result;
  const { seed } = view.words;
  if (tasks === undefined) return '';
  return tasks.question === 'new-tasks'
    ? ` The value of a task is the mean over its ${seed}s. What a ${seed} does to several tasks together widens the interval.`
    : ` The value of a ${seed} is the mean over the ${taskCount(view)} tasks with equal weights.`;
}

function averagedTest(view: View, isUnpaired: boolean): Phrase {
  const { seed } = view.words;
  const each = isUnpaired ? "Welch's t test" : `runs that share a ${seed}`;
  return say`Test: the mean over the ${taskCount(view)} tasks with equal weights, two-sided. Tasks have other ${seed}s, so each is compared alone (${each}) and their differences are averaged; the degrees of freedom are Satterthwaite's, or fewer where ${seed}s move several tasks together.`;
}

function averagedAssumed({ words: { seed } }: View, isUnpaired: boolean): Phrase {
  const sampled = `${isUnpaired ? 'runs of other ' : ''}${seed}s`;
  return say`Assumed: ${sampled} are independent, and the mean over the tasks is close to normal. A ${seed} may move its runs on several tasks together; what it does there widens the interval. Permutation tests and bootstraps are not used.`;
}

function simultaneous(view: View): Phrase {
  const { level } = view.result.tasks ?? { level: 0 };
  return say`Task by task: α of a model holds for all tasks together. Its interval on one task has a level of ${intervalLevel(level)} or more (Šidák). The verdict does not depend on single tasks.`;
}

const FOLDS_ASSUMED = say`Assumed: the differences are close to normal, and folds are correlated as much as their shared training examples imply. Permutation tests and bootstraps are not used, because folds are not exchangeable.`;

function crossedTest(view: View, comparisons: readonly MeasuredComparison[]): Phrase {
  const { seed, example, testExample } = view.words;
  const oneRun = comparisons.every(({ scope }) => scope === 'these-models');
  const clustered = comparisons.some((one) => one.crossed?.clusters)
    ? ` The ${example}s of a cluster count as one.`
    : '';
  if (oneRun)
    return say`Test: paired t test over the ${testExample}s, two-sided. One run does not show how runs differ, so the result ${ofTheseModels(view)}.${clustered}`;
  if (isEvaluation(view))
    return say`Test: two-sided, over repeats and cases at once.${clustered} ${repeatsAsAWhole(comparisons)}`;
  return say`Test: two-sided, over ${seed}s and ${testExample}s at once (crossed design). The standard error covers new ${seed}s, new ${example}s and their interaction (Satterthwaite's degrees of freedom).${clustered}`;
}

function repeatsAsAWhole(comparisons: readonly MeasuredComparison[]): string {
  const shares = comparisons.map(
    ({ crossed, baseline, standardError }) =>
      (crossed?.components.seed ?? 0) / baseline.n / standardError ** 2,
  );
  const most = Math.max(...shares);
  return most === 0
    ? 'Answers to a case are taken as independent: nothing shows that repeats differ as a whole.'
    : `Repeats differ as a whole by more than single answers explain: this is ${shares.length > 1 ? 'up to ' : ''}${threeDigits(100 * most)}${NBSP}% of the variance, and has few degrees of freedom.`;
}

function crossedLevels({ words: { seed, example } }: View): Phrase {
  return say`The levels in the table of looks are for a test over ${seed}s only. A test over ${seed}s and ${example}s has slightly higher levels, because all looks share the ${example}s. The level next to each p decides.`;
}

function notForNewExamples({ words }: View, overSeeds: readonly MeasuredComparison[]): readonly Phrase[] {
  const reasons = [...new Set(overSeeds.flatMap(({ scopeReason }) => scopeReason ?? []))];
  return reasons
    .slice(0, MAX_REASONS)
    .map((reason) => say`Not judged for new ${words.testExample}s: ${prose(reason)}.`);
}

function crossedAssumed(view: View): Phrase {
  if (isEvaluation(view))
    return say`Assumed: cases (or clusters) are independent draws; so are the answers to a case, except for what a whole repeat shares; means over the cases are close to normal. Cross-checks can block a verdict but never grant one: a p corrected for skewness, by the likelihood of the cases; McNemar's test, if all repeats have the same answers.`;
  const { seed, example, testExample } = view.words;
  return say`Assumed: ${seed}s and ${testExample}s (or clusters) are independent draws, and their means are close to normal. Cross-checks can block a verdict but never grant one: a p corrected for skewness (of the ${seed}s, and by the likelihood of the ${example}s); swapped answers, if a class has few ${example}s; the studentised bootstrap of the ${seed}s, or the t test over ${seed}s if there are fewer than six; McNemar's test, if each model has one run. If one model is less steady, and its skewness or the better model's errors speak against the difference, every p must be ten times smaller.`;
}

/** With more examples, a missing group is too small to matter. */
const FEW_EXAMPLES = 300;
/** Expected examples of the group; none is drawn in 22 % of test sets. */
const EXPECTED_CASES = 1.5;

function rareCases(view: View, crossed: readonly MeasuredComparison[]): readonly Phrase[] {
  const few = crossed
    .map((comparison) => ({
      examples: comparison.crossed?.clusters ?? comparison.testExamples ?? 0,
      said: exampleCount(view, comparison),
    }))
    .filter(({ examples }) => examples > EXPECTED_CASES && examples <= FEW_EXAMPLES)
    .sort((one, other) => one.examples - other.examples);
  return few.slice(0, 1).map(({ examples, said }) => {
    const group = Number((EXPECTED_CASES / examples).toPrecision(2));
    const missing = Math.round(100 * (1 - group) ** examples);
    return say`${missing}${NBSP}% of ${view.words.testSet}s with ${said} miss a group that makes up ${threeDigits(100 * group)}${NBSP}% of cases. No test can judge a missing group.`;
  });
}

function seedsAssumed(sampled: string, unit: 'pairs' | 'runs'): Phrase {
  return say`Assumed: ${sampled}s are independent, and the differences are close to normal for this many ${unit}. The sign-flip permutation test and the studentised bootstrap do not assume normality. Either can block a verdict; neither can grant one. With very few ${unit}, the sign-flip test cannot reach the level and is ignored.`;
}

function armsAssumed(isPermuted: boolean): Phrase {
  const check = isPermuted
    ? 'The permutation test of the two models does not assume normality and, where their spreads differ, nor does the studentised bootstrap of both. They can block a verdict but never grant one.'
    : 'With this many runs of both models, no permutation test is needed.';
  return say`Assumed of unpaired runs: runs are independent, and the runs of each model are close to normal for this many. ${check}`;
}

function foldTest({ k, repeats }: NonNullable<View['result']['design']['folds']>): Phrase {
  const times = repeats === 1 ? '' : `, repeated with ${repeats} splits`;
  return say`Test: corrected resampled t test (Nadeau–Bengio) on the differences of runs on the same fold, two-sided: ${k} folds${times}. Training sets overlap, so the variance of the mean is s²${NBSP}(1/n${NBSP}+${NBSP}1/${k - 1}) instead of s²/n. The interval holds for new training sets of this size from the same source.`;
}

function spending(view: View): Phrase {
  const { design } = view.result;
  const alpha = `α${NBSP}=${NBSP}${threeDigits(design.alpha)}`;
  if (design.kind === 'fixed' && design.looks.length === 1)
    return say`Error rate: ${alpha} for all primary comparisons together, tested once.`;
  return say`Error rate: ${alpha} for all primary comparisons together. It is spread over ${design.looks.length} planned looks from ${design.looks[0]?.pairs ?? 0} to ${design.looks.at(-1)?.pairs ?? 0} ${unitOf(view)} (Lan–DeMets spending, Kim–DeMets type). The boundaries are computed for the paired t statistic, so early looks do not raise the error rate. A decided variant is not ${view.words.trained} further. The intervals hold at all looks together. The estimate is median-unbiased, because large chance effects stop early.`;
}

const EXPLORATORY = say`${code('compare')} remembers no earlier call: the verdict is exploratory unless metric, margin and α were chosen before anyone saw these results.`;

function multiplicity(view: View): Phrase {
  // One that could not be measured has its share as well.
  const tests = view.primary.length;
  if (tests <= 1) return [];
  return say`${tests} primary comparisons share α equally (Bonferroni); every p in the main table is adjusted for it. Each interval has the level printed with it, and all of them together cover with at least ${jointLevel(view)}. The verdict does not depend on secondary metrics.`;
}

function equivalence(view: View): Phrase {
  const margins = view.result.metrics.filter(({ role, margin }) => role === 'primary' && margin !== null);
  if (margins.length === 0) return say`No margin is set, so no verdict can be equivalent.`;
  const bounds = enumerate(
    margins.map(({ name, margin }) => say`±${view.format(name).exact(margin ?? 0)} ${metricName(name)}`),
  );
  return say`Equivalent means that the interval lies within ${bounds}. It takes precedence over significance, because a difference that small does not matter.`;
}

function leastEffect(view: View): Phrase {
  const effects = view.primaryMetrics.flatMap(({ name, minEffect }) =>
    minEffect === undefined ? [] : [say`${view.format(name).exact(minEffect)} ${metricName(name)}`],
  );
  if (effects.length === 0) return [];
  return say`Improvement means a gain above ${enumerate(effects)} (superiority by a margin): the whole interval lies above it. The p and the cross-checks test that the difference is between 0 and this effect. A smaller gain is called an improvement with a probability of at most half of α.`;
}

function looksTable(view: View): readonly Block[] {
  const { design } = view.result;
  if (design.looks.length < 2) return [];
  const looks = design.looks.map((look, at) => ({ ...look, at }));
  const last = looks.findLast(({ taken }) => taken);
  return tableBlock(looks.slice(0, MAX_LOOKS), [
    right('Look', ({ at }) => String(at + 1)),
    right(unitOf(view) === 'runs' ? 'Runs' : 'Pairs', ({ pairs }) => String(pairs)),
    right('p needed', ({ significanceLevel }) => `≤${NBSP}${threeDigits(significanceLevel)}`),
    right('α spent', ({ spent }) => threeDigits(spent)),
    left('Taken', ({ at, taken }) => (at === last?.at ? 'yes, the last' : taken ? 'yes' : 'no')),
  ]);
}

/** `Stopped after 8 of at most 20 pairs: the difference was decided.` */
export function stopping(view: View): Phrase {
  const { design, verdict } = view.result;
  if (design.kind === 'fixed') return [];
  const taken = Math.max(0, ...design.looks.filter((look) => look.taken).map(({ pairs }) => pairs));
  if (taken === 0 || taken >= design.maximumPairs) return [];
  // Each open comparison says why it stopped.
  if (verdict === 'inconclusive') return [];
  const why = {
    improvement: 'the difference was decided',
    regression: 'the difference was decided',
    equivalent: 'equivalence was shown',
    invalid: 'the comparison is broken',
  }[verdict];
  return say`Stopped after ${taken} of at most ${design.maximumPairs} ${unitOf(view)}: ${why}.`;
}

/** Runs are compared with a number, or else in pairs. */
function unitOf({ baseline }: View): 'runs' | 'pairs' {
  return baseline?.fixed === undefined ? 'pairs' : 'runs';
}
