import { decidingValues } from '../../analysis/compare/samples.ts';
import { standardDeviation } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import { standardDeviationInterval } from '../../stats/estimates/standard-deviation-interval.ts';
import { brownForsythe, smallestBrownForsytheP } from '../../stats/tests/brown-forsythe.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import { adjustByHolm } from '../seed-differences.ts';
import { baselineOf, eachVariant, levelPerVariant, primaryMetrics } from '../subjects.ts';
import { notChecked, show, showBounds, showP } from '../words.ts';

const LEVEL = 0.95;

interface Spread {
  readonly name: string;
  readonly ofBaseline: readonly number[];
  readonly ofVariant: readonly number[];
  readonly pValue: number;
  readonly smallestAttainable: number;
}

/**
 * The Brown–Forsythe test, on every primary metric with Holm's correction, shows whether the variant varies more between seeds.
 * Standard deviations have chi-square intervals.
 */
export const spread = defineCheck({
  id: 'instability/spread',
  title: 'does the variant vary more?',
  isOfEvaluations: true,
  isOfSeeds: true,
  picture: 'runs',
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }) {
    const { seed, training } = wordsOf(setup);
    const level = levelPerVariant(setup, 'quarter');
    const baseline = baselineOf(setup);
    const spreads = primaryMetrics(metrics).flatMap(({ name }) => {
      const valuesOf = (model: string) => decidingValues(records, model, name).map(({ value }) => value);
      return spreadOf(name, valuesOf(baseline), valuesOf(variant)) ?? [];
    });
    const wider = adjustByHolm(spreads, ({ pValue }) => pValue)
      .filter((spread) => spread.pValueAdjusted <= level && isWider(spread))
      .toSorted((a, b) => a.pValueAdjusted - b.pValueAdjusted);
    const told = wider[0] ?? spreads[0];
    if (told === undefined)
      return notChecked('needs three finished runs of both models whose primary metric varies');
    if (spreads.every(({ smallestAttainable }) => spreads.length * smallestAttainable > level)) {
      const { ofBaseline, ofVariant } = told;
      return notChecked(
        `${ofBaseline.length} and ${ofVariant.length} finished runs are too few to show that the variant varies more`,
      );
    }
    const { value, interval, words } = deviationOf(told.ofVariant);
    const message = `standard deviation of ${told.name} over ${seed}s ${words}, the baseline's ${deviationOf(told.ofBaseline).words}; Brown–Forsythe ${showP(wider[0]?.pValueAdjusted ?? told.pValue)}`;
    const short = `standard deviation of ${told.name} over ${seed}s ${show(value)}, the baseline's ${show(deviationOf(told.ofBaseline).value)}. A single run of it says less than one of the baseline`;
    if (wider.length === 0) return { status: 'pass', value, interval, message };
    return {
      status: 'warn',
      value,
      interval,
      message: short,
      evidence: message,
      advice: `look for ${seed}s with failed ${training}, and report the spread with the mean`,
    };
  },
});

/** @returns null if the test is not defined, for too few runs or runs that don't vary */
function spreadOf(name: string, ofBaseline: readonly number[], ofVariant: readonly number[]): Spread | null {
  if (ofBaseline.length < 3 || ofVariant.length < 3) return null;
  try {
    const { pValue } = brownForsythe(ofVariant, ofBaseline);
    const smallestAttainable = smallestBrownForsytheP(ofVariant.length, ofBaseline.length);
    return { name, ofBaseline, ofVariant, pValue, smallestAttainable };
  } catch (error) {
    if (error instanceof StatisticsError) return null;
    throw error;
  }
}

function isWider({ ofBaseline, ofVariant }: Spread): boolean {
  return standardDeviation(ofVariant) > standardDeviation(ofBaseline);
}

function deviationOf(values: readonly number[]) {
  const value = standardDeviation(values);
  const interval =
    value === 0
      ? { level: LEVEL, low: 0, high: 0 }
      : standardDeviationInterval(value, values.length, { level: LEVEL });
  return { value, interval, words: `${show(value)} ${showBounds(interval)}` };
}
