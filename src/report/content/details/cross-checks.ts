import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { studentisedLevel } from '../../../analysis/decide/cross-check.ts';
import { FEW_SEEDS, isCrossed, steadyLevel } from '../../../analysis/decide/crossed-checks.ts';
import { roughDuration } from '../../../words/duration.ts';
import { count, fixed, NBSP, pValue, threeDigits } from '../../../words/number.ts';
import { type Block, left, tableBlock } from '../../document.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import { decidingPValue, isMeasured, type View } from '../../view.ts';
import { estimatedSeconds, smallerArm } from '../headline/more-evidence.ts';
import { probabilityInterval } from '../tables/rows.ts';

const COLUMNS_A_TABLE = 4;
const MAX_COMPARISONS = 40;

type Row = readonly [string, (comparison: MeasuredComparison) => Phrase];

export function crossCheckTables(view: View): readonly Block[] {
  const measured = view.primary.filter(isMeasured).slice(0, MAX_COMPARISONS);
  const tables = Math.ceil(measured.length / COLUMNS_A_TABLE);
  return Array.from({ length: tables }, (_, at) => at * COLUMNS_A_TABLE).flatMap((from) =>
    numbersTable(view, measured.slice(from, from + COLUMNS_A_TABLE)),
  );
}

function numbersTable(view: View, comparisons: readonly MeasuredComparison[]): readonly Block[] {
  const isCorrected = comparisons.some((c) => c.pValueAdjusted !== c.pValue);
  const rows: readonly Row[] = [
    [
      't (degrees of freedom)',
      (c) =>
        say`${fixed(c.statistic, 2)} (${fixed(c.degreesOfFreedom, Number.isInteger(c.degreesOfFreedom) ? 0 : 1)})`,
    ],
    ['p, unadjusted', (c) => (isCorrected ? say`${pValue(c.pValue)}` : [])],
    [
      'p, adjusted',
      (c) =>
        say`${pValue(decidingPValue(c), c.significanceLevel)}, needed ≤${NBSP}${threeDigits(c.significanceLevel)}`,
    ],
    ['p over all looks', (c) => stageWise(view, c)],
    ['sign-flip permutation', (c) => permutation(c, c.signFlip)],
    ['permutation of the arms', (c) => permutation(c, c.permutation)],
    [
      'Wilcoxon signed rank',
      (c) => (c.wilcoxon === null ? [] : say`p ${pValue(c.wilcoxon.pValue)}, for comparison only`),
    ],
    ['studentised bootstrap', studentised],
    ['p, corrected for skewness', (c) => crossedCheck(c, c.crossed?.skewCorrectedPValue)],
    ["McNemar's mid-p", (c) => crossedCheck(c, c.crossed?.midPValue)],
    [`test over ${view.words.seed}s only`, seedsOnly],
    [
      `share of the variance from the ${view.words.testExample}s`,
      ({ crossed }) => (crossed === null ? [] : say`${`${Math.round(100 * crossed.exampleShare)}${NBSP}%`}`),
    ],
    ['equivalence', (c) => equivalence(view, c)],
    ["effect size (Hedges' g)", (c) => (c.effectSize === null ? [] : say`${fixed(c.effectSize.value, 2)}`)],
    [
      'P(better)',
      (c) => (c.probabilityOfImprovement === null ? [] : [probabilityInterval(c.probabilityOfImprovement)]),
    ],
    [
      'smallest detectable difference',
      (c) => say`${view.format(c.metric).size(c.power.minimumDetectableDifference)}`,
    ],
    ['pairs for a difference of the margin', (c) => (c.pairing === 'none' ? [] : forMargin(view, c))],
    ['runs per arm for a difference of the margin', (c) => (c.pairing === 'none' ? forMargin(view, c) : [])],
  ];
  return tableBlock(
    rows.filter(([, cell]) => comparisons.some((one) => cell(one).length > 0)),
    [
      left('', ([title]) => title),
      ...comparisons.map((one) =>
        left(say`${code(one.variant)} ${metricTitle(one.metric)}`, ([, cell]: Row) => cell(one)),
      ),
    ],
  );
}

/** Where the seeds of one model are unsteady, a stricter level than that of the t test. */
function crossedCheck(comparison: MeasuredComparison, p: number | null | undefined): Phrase {
  if (!isCrossed(comparison) || p == null) return [];
  return confirms(p, comparison, steadyLevel(comparison.crossed, comparison.localLevel));
}

/** An objection only below `FEW_SEEDS`; with more, the studentised bootstrap takes its place. */
function seedsOnly(comparison: MeasuredComparison): Phrase {
  const p = comparison.crossed?.seedsPValue;
  if (p == null) return [];
  return hasFewSeeds(comparison) ? crossedCheck(comparison, p) : say`p ${pValue(p)}, for comparison only`;
}

function hasFewSeeds({ baseline, candidate }: MeasuredComparison): boolean {
  return Math.min(baseline.n, candidate.n) < FEW_SEEDS;
}

function permutation(
  comparison: MeasuredComparison,
  test: MeasuredComparison['signFlip'] | MeasuredComparison['permutation'],
): Phrase {
  if (test === null) return [];
  const needed = comparison.localLevel;
  const p = `p ${pValue(test.pValue, needed)} (${test.exact ? 'exact' : 'sampled'})`;
  if (test.smallestAttainable > needed) {
    const few = ['seed', 'task'].includes(comparison.pairing) ? 'these pairs' : 'so few runs';
    return say`${p}: no evidence, ${few} cannot go below ${pValue(test.smallestAttainable, needed)}`;
  }
  return say`${p}, needed ≤${NBSP}${threeDigits(needed)}: ${agrees(test.pValue <= needed, comparison.pValue <= needed)}`;
}

function studentised(comparison: MeasuredComparison): Phrase {
  const { studentised, equivalence } = comparison;
  if (studentised === null) return [];
  const { pValue: p, equivalencePValue } = studentised;
  if (isCrossed(comparison) && hasFewSeeds(comparison)) return say`p ${pValue(p)}, for comparison only`;
  const forDifference = confirms(p, comparison, studentisedLevel(comparison, comparison.localLevel, 2));
  if (equivalence === null || equivalencePValue === null) return forDifference;
  const needed = studentisedLevel(comparison, equivalence.localLevel, 1);
  return say`${forDifference}; for equivalence ${confirms(equivalencePValue, equivalence, needed)}`;
}

/** Uses the level of this test, not that of the adjusted p. */
function confirms(
  p: number,
  { pValue: ofT, localLevel }: Pick<MeasuredComparison, 'pValue' | 'localLevel'>,
  needed: number,
): Phrase {
  return say`p ${pValue(p, needed)}, needed ≤${NBSP}${threeDigits(needed)}: ${agrees(p <= needed, ofT <= localLevel)}`;
}

function agrees(reaches: boolean, doesT: boolean): string {
  if (reaches === doesT) return 'agrees with the t test';
  return doesT ? 'objects to the t test' : 'reached, but no verdict without the t test';
}

function equivalence(view: View, { metric, interval, equivalence }: MeasuredComparison): Phrase {
  if (equivalence === null) return [];
  const { margin, pValue: p, localLevel } = equivalence;
  const is = p <= localLevel ? 'lies' : 'does not lie';
  const bounds = view.format(metric).difference(0, interval).interval;
  return say`${bounds} ${is} within ±${view.format(metric).exact(margin)} (one-sided p ${pValue(p, localLevel)}, needed ≤${NBSP}${threeDigits(localLevel)})`;
}

function stageWise(view: View, { metric, difference, stageWise }: MeasuredComparison): Phrase {
  if (stageWise === null) return [];
  return say`p ${pValue(stageWise.pValue)}; the plain mean is ${view.format(metric).signed(difference)}`;
}

function forMargin(view: View, comparison: MeasuredComparison): Phrase {
  const pairs = comparison.power.pairsForMargin;
  if (pairs === null) return [];
  const more = pairs - smallerArm(view, comparison);
  const seconds = more > 0 ? estimatedSeconds(view, more) : null;
  return say`${count(pairs)}${seconds === null ? '' : ` (≈${NBSP}${roughDuration(seconds)} more)`}`;
}
