import { rising } from '../../analysis/compare/canonical.ts';
import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { foldDenominator } from '../../stats/estimates/share-denominator.ts';
import { createRandom, type Random, shuffle } from '../../stats/random.ts';
import { dipTest, uniformDips } from '../../stats/tests/dip.ts';
import { plural } from '../../words/plural.ts';
import { defineCheck } from '../define-check.ts';
import type { Evidence, Setup } from '../evidence.ts';
import { adjustByHolm } from '../seed-differences.ts';
import { eachModel, levelPerModel, primaryMetrics } from '../subjects.ts';
import { notChecked, show, showP } from '../words.ts';

const ID = 'instability/bimodality';
const MINIMUM_RUNS = 6;
/**
 * More runs are sampled at random. The test keeps its level, groups of a few runs in a hundred still show, and reference
 * samples of 50,000 values would take a minute.
 */
const MOST_RUNS = 500;
const COARSE = (name: string) =>
  `${name} falls into groups, but they may be steps of a metric over few examples, whose number is unknown without an accuracy`;

/**
 * If runs fall into two groups, such as trained and stuck ones, the mean describes no run, and one arm may only have had more
 * lucky seeds. Hartigan's dip test, on every primary metric, with Holm's correction. A metric over n examples falls into steps,
 * so values are blurred by 1/n; without n, groups must be further apart than the steps of a usual test set.
 */
export const bimodality = defineCheck({
  id: ID,
  title: 'do the runs fall into two groups?',
  isOfSeeds: true,
  picture: 'runs',
  threshold: (_, setup) => levelPerModel(setup, 'quarter'),
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }) {
    const level = levelPerModel(setup, 'quarter');
    const worst = worstOf(testGroups(records, model, metrics), level);
    if (worst === undefined)
      return notChecked(`needs ${MINIMUM_RUNS} finished runs whose primary metric varies`);
    const { name, values, statistic, pValueAdjusted: pValue } = worst;
    const which = values.length > MOST_RUNS ? `${MOST_RUNS} of them, picked at random: ` : '';
    const test = `${which}dip ${show(statistic)}, ${showP(pValue)}`;
    if (pValue > level) {
      const message = `${name} over ${values.length} seeds does not fall into groups: ${test}`;
      return { status: 'pass', value: pValue, message };
    }
    if (!worst.isTold && worst.isCoarse)
      return notChecked(COARSE(name), 'also report accuracy, or save predictions');
    const [low, high] = splitAtWidestGap(values);
    if (!worst.isTold) {
      const message = `${name} over ${values.length} seeds falls into groups that are too close together to matter: ${test}`;
      return { status: 'pass', value: pValue, message };
    }
    return {
      status: 'warn',
      value: pValue,
      severity: -pValue,
      message: `${name} falls into two groups: ${describe(low)} and ${describe(high)}. Its mean describes neither, and luck decides how many runs fall into each`,
      evidence: test,
      advice: 'find out what sets the runs of the worse group apart, and train more seeds',
    };
  },
});

function testGroups(records: readonly RunRecord[], model: string, metrics: readonly Metric[]) {
  const tested = primaryMetrics(metrics).flatMap(({ name }) => {
    const split = decidingSplit(records, name);
    const values =
      split === null ? [] : rising(seedValues(records, model, name, split).map(({ value }) => value));
    if (split === null || values.length < MINIMUM_RUNS || isConstant(values)) return [];
    const resolution = resolutionOf(records, model, split, values);
    const random = createRandom('analysis', ID, values.length);
    const picked = values.length > MOST_RUNS ? pick(values, MOST_RUNS, random) : values;
    const found = dipTest(picked, referenceOf(picked.length), resolution);
    const isCoarse = resolution === null;
    return [{ name, values, ...found, isCoarse, isTold: areApart(values, isCoarse ? WIDE : LEAST) }];
  });
  return adjustByHolm(tested, ({ pValue }) => pValue);
}

type TestedGroups = ReturnType<typeof testGroups>[number];

function isFound({ isTold, pValueAdjusted }: TestedGroups, level: number): boolean {
  return isTold && pValueAdjusted <= level;
}

function worstOf(tested: readonly TestedGroups[], level: number): TestedGroups | undefined {
  const byP = tested.toSorted((a, b) => a.pValueAdjusted - b.pValueAdjusted);
  return byP.find((one) => isFound(one, level)) ?? byP[0];
}

/** Whether the check warns of groups in this metric. */
export function fallsIntoGroups(
  { records, metrics, ...setup }: Pick<Setup, 'alpha' | 'models' | 'metrics'> & Pick<Evidence, 'records'>,
  model: string,
  metric: string,
): boolean {
  const level = levelPerModel(setup, 'quarter');
  return testGroups(records, model, metrics).some((one) => one.name === metric && isFound(one, level));
}

function pick(values: readonly number[], size: number, random: Random): readonly number[] {
  const shuffled = [...values];
  shuffle(shuffled, random);
  return shuffled.slice(0, size);
}

/** Cache, because 2,000 samples take milliseconds and most models of an experiment have equally many runs. */
const known = new Map<number, readonly number[]>();

function referenceOf(runs: number): readonly number[] {
  const found = known.get(runs) ?? uniformDips(runs, createRandom('checks', ID, runs));
  known.set(runs, found);
  return found;
}

/** @returns null if the accuracies give no number of examples, or the values are no shares */
function resolutionOf(records: readonly RunRecord[], model: string, split: Split, values: readonly number[]) {
  const areShares = values.every((value) => value >= 0 && value <= 1);
  const accuracies = seedValues(records, model, 'accuracy', split).map(({ value }) => value);
  const examples = areShares ? foldDenominator(accuracies) : null;
  return examples === null ? null : 1 / examples;
}

/** Closer groups, relative to the largest value, differ too little to matter. */
const LEAST = 0.02;
const WIDE = 0.1;

function areApart(values: readonly number[], least: number): boolean {
  const [low, high] = splitAtWidestGap(values);
  const widthOf = (group: readonly number[]) => (group.at(-1) as number) - (group[0] as number);
  const gap = (high[0] as number) - (low.at(-1) as number);
  return gap > Math.max(widthOf(low), widthOf(high), least * Math.max(...values.map(Math.abs)));
}

function splitAtWidestGap(values: readonly number[]): readonly [readonly number[], readonly number[]] {
  const sorted = values.toSorted((a, b) => a - b);
  const gapBefore = (index: number) => (sorted[index] as number) - (sorted[index - 1] as number);
  const split = sorted.reduce(
    (widest, _, index) => (index > 0 && gapBefore(index) > gapBefore(widest) ? index : widest),
    1,
  );
  return [sorted.slice(0, split), sorted.slice(split)];
}

function describe(group: readonly number[]): string {
  const low = show(group[0] as number);
  const high = show(group.at(-1) as number);
  return `${plural(group.length, 'run')} at ${low === high ? low : `${low} to ${high}`}`;
}
