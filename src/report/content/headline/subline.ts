/** The line below the headline: sample, scope, what else was found, commits. */
import type { Comparison, MeasuredComparison, Verdict } from '../../../analysis/compare/comparison.ts';
import { traitsOf } from '../../../checks/registry.ts';
import { jointVerdict } from '../../../verdict/overall.ts';
import { count, intervalLevel } from '../../../words/number.ts';
import { plural, wordFor } from '../../../words/plural.ts';
import { metricName } from '../../format/metric-name.ts';
import { enumerate, join, type Phrase, prose, say } from '../../phrase.ts';
import { isEvaluation, isMeasured, type View } from '../../view.ts';
import { comparedCommits } from '../compared-commits.ts';
import { overTasks, taskCount, taskWords, worseTasks } from '../tasks.ts';
import { range } from './amounts.ts';
import { leadingStatement } from './claim-headline.ts';
import { headlineComparison } from './headline.ts';
import { firstNames, shortName } from './names.ts';
import { isTakenBack, qualifiers, withheldWords } from './qualifiers.ts';
import { CHECK_GLYPHS } from './verdict-words.ts';

/** `8 seed pairs · holds for new seeds on this test set`. */
export function subline(view: View): Phrase {
  const { verdict } = view.result;
  if (verdict === 'invalid') return comparedCommits(view);
  const lead = headlineComparison(view);
  const measured = lead !== null && isMeasured(lead) ? lead : null;
  const said =
    measured === null
      ? []
      : [taskWords(view, measured), say`${sampleSize(view, [measured])}`, scopeWords(view), seedWords(view)];
  return join(
    [
      ...said,
      ...(measured === null ? [] : [intervalWords(view, measured), bestOf(view, measured)]),
      ...claimWords(view),
      ...restWords(view, lead),
      ...qualifiers(view).map((clause) => say`${CHECK_GLYPHS.warn} ${clause}`),
      comparedCommits(view),
    ],
    ' · ',
  );
}

/** The headline of an equivalence names the margin instead of the interval. */
function intervalWords(view: View, { verdict, metric, interval }: MeasuredComparison): Phrase {
  if (view.result.verdict !== 'equivalent' || verdict !== 'equivalent') return [];
  return say`${intervalLevel(interval.level)} CI ${range(view, metric, interval)}`;
}

/** Warns that the best of several variants is partly chosen by chance. */
function bestOf({ variants, primary }: View, { metric, estimate, verdict }: MeasuredComparison): Phrase {
  if (variants.length < 2 || verdict !== 'improvement') return [];
  const isLargest = primary.every(
    (one) => one.metric !== metric || !isMeasured(one) || one.estimate <= estimate,
  );
  return say`the ${isLargest ? 'best' : 'clearest'} of ${variants.length} variants, perhaps overstated`;
}

const CLAIM_WORDS = { supported: 'proven', contradicted: 'disproven', 'not-shown': 'not proven' } as const;

/** What the headline does not say of the claims. */
function claimWords(view: View): readonly Phrase[] {
  const { claim } = view.result;
  if (claim === null) return [];
  const { statements, status } = claim;
  const alike = statements.filter((statement) => statement.status === status);
  if (statements.length > 1)
    return [say`${alike.length} of ${statements.length} claims ${CLAIM_WORDS[status]}`];
  const [only] = statements;
  if (only === undefined || leadingStatement(view) !== null) return [];
  return [say`claim “${prose(only.text)}” ${CLAIM_WORDS[status]}`];
}

/** Order of further verdicts. */
const REST: readonly Verdict[] = ['regression', 'improvement', 'inconclusive', 'equivalent'];
const IN_LIST: Readonly<Record<Verdict, string>> = {
  regression: 'worse',
  improvement: 'better',
  inconclusive: 'open',
  equivalent: 'no meaningful change',
  invalid: 'not compared',
};

function restWords(view: View, lead: Comparison | null): readonly Phrase[] {
  const isGuard = lead?.role === 'secondary';
  // If a guard leads, the gain of its variant has its own sentence.
  const others = view.primary.filter(
    (one) => one !== lead && !(isGuard && one.variant === lead.variant && one.verdict === 'improvement'),
  );
  const { comparisons } = view.result;
  const takenBack = view.primary.filter(isTakenBack);
  const doubted = takenBack.map((one) => say`${shortName(view, one)}: ${withheldWords(one)}`);
  const counted = REST.flatMap((verdict) => {
    const found = others.filter((one) => !isTakenBack(one) && jointVerdict(one, comparisons) === verdict);
    if (found.length === 0) return [];
    const names = firstNames(found.map((one) => say`${shortName(view, one)}${worseTasks(view, one)}`));
    const also = verdict === view.result.verdict ? 'also ' : '';
    return [say`${also}${IN_LIST[verdict]}: ${enumerate(names)}`];
  });
  return [...doubted, ...guardedGain(view, lead), ...counted];
}

/** A guard leads although the primary metric improves. */
function guardedGain(view: View, lead: Comparison | null): readonly Phrase[] {
  if (lead?.role !== 'secondary') return [];
  const ofVariant = (one: Comparison) => one.variant === lead.variant;
  const gains = view.primary.filter(ofVariant).filter(({ verdict }) => verdict === 'improvement');
  const better = firstNames(gains.map(({ metric }) => say`${metricName(metric)}`));
  const alike = view.secondary.filter(
    (one) => one !== lead && ofVariant(one) && one.guard?.status === lead.guard?.status,
  );
  const names = firstNames(alike.map(({ metric }) => say`${metricName(metric)}`));
  const open = lead.guard?.status === 'worse' ? 'also worse' : 'may also be worse';
  return [
    better.length === 0 ? [] : say`better: ${enumerate(better)}`,
    names.length === 0 ? [] : say`${open}: ${enumerate(names)}`,
  ];
}

/** `holds for new seeds on these 100 test examples`. */
export function scopeWords(view: View): Phrase {
  const { words } = view;
  const { scope, design, tasks } = view.result;
  if (design.tasks !== undefined) return say`holds for tasks like these`;
  if (tasks !== undefined && scope !== null)
    return say`holds for new ${words.seed}s${scope === 'new-examples' ? ` and new ${words.example}s` : ''} on these ${taskCount(view)} tasks`;
  const isFolded = design.folds !== undefined;
  switch (scope) {
    case null:
      return [];
    case 'these-models':
      return say`${view.baseline?.fixed === undefined || isEvaluation(view) ? ofTheseModels(view) : 'holds for this trained model only'}`;
    case 'new-examples':
      return isFolded
        ? say`holds for new training sets and new examples`
        : say`holds for new ${words.seed}s and new ${words.example}s`;
    case 'this-test-set':
      return design.testExamplesBySeed === true
        ? say`holds for new ${words.seed}s, each with its own ${words.testSet}`
        : say`holds for new ${isFolded ? 'training sets' : `${words.seed}s`} on ${testSet(view)}`;
  }
}

/** One run of each model does not show how runs differ. */
export function ofTheseModels(view: View): string {
  return isEvaluation(view)
    ? 'holds for new cases, with one repeat of each model'
    : 'holds for these two trained models only';
}

function testSet(view: View): string {
  const { words } = view;
  const { scope, verdict, splits } = view.result;
  const decided = view.primary
    .filter(isMeasured)
    .filter((one) => one.scope === scope && one.verdict === verdict);
  const isSuite = isEvaluation(view);
  const names = new Set(decided.map(({ metric }) => splits?.[metric] ?? 'test'));
  const [split = 'test'] = names;
  const kind = names.size > 1 ? 'evaluation' : split === 'train' ? 'training' : split;
  const counts = new Set(decided.map(({ testExamples }) => testExamples));
  const [examples = null] = counts;
  return examples === null || counts.size > 1
    ? `this ${isSuite ? words.testSet : `${kind} set`}`
    : `these ${count(examples)} ${isSuite ? '' : `${kind} `}${words.example}s`;
}

const SOURCES: ReadonlyArray<readonly [source: string, words: string]> = [
  ['init', 'weights'],
  ['order', 'order'],
  ['data', 'training data'],
];

/** `a seed varies weights and order`: only what the config states or the runs show. */
export function seedWords({ result: { design, checks, scope } }: View): Phrase {
  if (scope === null || scope === 'these-models' || design.folds !== undefined) return [];
  // To ignore the warning does not make the seed vary more.
  const warned = checks.filter(({ status }) => status === 'warn' || status === 'ignored');
  const part = warned.map(({ id }) => traitsOf(id).seedVaries).find((words) => words !== undefined);
  if (part !== undefined) return say`a seed varies ${part}`;
  const stated =
    design.isVaryStated === true ? SOURCES.filter(([source]) => design.vary.includes(source)) : [];
  return stated.length === 0 ? [] : say`a seed varies ${enumerate(stated.map(([, words]) => [words]))}`;
}

/** `20 seed pairs × 100 test examples`, `8 and 10 unpaired runs`, `75 seed pairs over 12 tasks`. */
export function sampleSize(view: View, comparisons: readonly Comparison[]): string {
  const measured = comparisons.filter(isMeasured);
  const [first] = measured;
  if (first !== undefined && measured.every(({ scope }) => scope === 'these-models'))
    return exampleCount(view, first);
  const examples = new Set(measured.map((one) => (one.crossed === null ? '' : exampleCount(view, one))));
  const [of = ''] = examples;
  return `${numberOfRuns(view, measured)}${view.comparesEachTask ? overTasks(view) : ''}${of === '' || examples.size > 1 ? '' : ` × ${of}`}`;
}

const UNITS = {
  none: 'unpaired run',
  value: 'run',
  seed: null,
  fold: 'fold',
  task: 'task',
} as const;

function numberOfRuns({ words }: View, measured: readonly MeasuredComparison[]): string {
  const sizes = measured.map(({ candidate }) => candidate.n);
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  const [first] = measured;
  if (first?.pairing === 'none' && measured.length === 1)
    return `${first.baseline.n} and ${plural(first.candidate.n, 'unpaired run')}`;
  const range = low === high ? String(low) : `${low} to ${high}`;
  return `${range} ${wordFor(high, UNITS[first?.pairing ?? 'seed'] ?? words.pair)}`;
}

export function exampleCount(
  { words }: Pick<View, 'words'>,
  { crossed, testExamples }: MeasuredComparison,
): string {
  return crossed?.clusters
    ? `${count(crossed.clusters)} clusters of ${words.testExample}s`
    : `${count(testExamples ?? 0)} ${words.testExample}s`;
}
