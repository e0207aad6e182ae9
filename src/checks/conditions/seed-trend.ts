import { sampleRankCorrelation } from 'simple-statistics';
import { decidingValues } from '../../analysis/compare/samples.ts';
import { createRandom } from '../../stats/random.ts';
import { bartelsTest } from '../../stats/tests/bartels.ts';
import { defineCheck } from '../define-check.ts';
import { showScore } from '../show-score.ts';
import { baselineOf, eachVariant, primaryMetrics } from '../subjects.ts';
import { notChecked, showP } from '../words.ts';

/** A p far above the level needs no more digits. */
const ENOUGH_HITS = 100;

/** Both arms of a seed may share their luck, so each arm alone must be this unlikely. */
const LEVEL = 0.001;
/** Rank correlation of value and seed. */
const TREND = 0.7;
/** Fewer runs reach the level in no order. */
const FEWEST_RUNS = 7;

/**
 * A seed is a name, so values must not depend on its size. They do if the rows are epochs of one run, if each run continues
 * from the last one, or if rows were sorted by their value and then numbered. Bartels' test of serial dependence in each arm.
 */
export const seedTrend = defineCheck({
  id: 'seed-trend',
  title: 'do values follow the seed number?',
  threshold: LEVEL,
  needs: ['records'],
  of: eachVariant,
  judge({ model }, { records, metrics, resultSource, chosenSeeds, ...setup }) {
    if (resultSource !== undefined && chosenSeeds === undefined)
      return notChecked('the results have no seeds');
    const arms = [baselineOf(setup), model];
    const measured = primaryMetrics(metrics).flatMap((metric) => {
      const values = arms.map((arm) => decidingValues(records, arm, metric.name).map(({ value }) => value));
      const trends = values.flatMap((own) => trendOf(own) ?? []);
      return trends.length < arms.length ? [] : [{ metric, values, trends }];
    });
    const [first] = measured;
    if (first === undefined)
      return notChecked(`needs ${FEWEST_RUNS} runs of both models whose primary metric varies`);
    const found = measured.find(({ trends }) =>
      trends.every(
        ({ pValue, correlation }) =>
          pValue <= LEVEL &&
          Math.abs(correlation) >= TREND &&
          Math.sign(correlation) === Math.sign(trends[0]?.correlation ?? 0),
      ),
    );
    const value = Math.max(...(found ?? first).trends.map(({ pValue }) => pValue));
    if (found === undefined)
      return { status: 'pass', value, message: `${first.metric.name} does not follow the seed number` };
    const { metric, values, trends } = found;
    const verb = (trends[0]?.correlation ?? 0) > 0 ? 'rises' : 'falls';
    const ranges = values.map(
      (own, arm) =>
        `from ${showScore(metric, own[0] as number)} to ${showScore(metric, own.at(-1) as number)} in ${arms[arm]}`,
    );
    return {
      status: 'warn',
      value,
      severity: -value,
      message: `${metric.name} ${verb} with the seed number, ${ranges.join(' and ')}. Such rows are steps of one training, or were sorted, and not separate runs, so the interval is wrong`,
      evidence: `Bartels' test: ${trends.map(({ pValue }) => showP(pValue)).join(' and ')}`,
      advice:
        'give each separate training one row with its last value, under its own seed, and start each run from new weights',
    };
  },
});

function trendOf(values: readonly number[]) {
  if (values.length < FEWEST_RUNS || new Set(values).size < values.length / 2) return null;
  const { pValue } = bartelsTest(values, {
    random: createRandom('checks', 'seed trend', values.length),
    enough: ENOUGH_HITS,
  });
  const correlation = sampleRankCorrelation([...values.keys()], [...values]);
  return { pValue, correlation };
}
