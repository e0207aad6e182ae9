import { decidingValues, pairBySeed, type SeedValue } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';
import { wordFor } from '../../words/plural.ts';
import { wordsOf } from '../../words/unit-words.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { isShareOfOne, showDifference, showScore } from '../show-score.ts';
import { baselineOf, eachModel, primaryMetrics } from '../subjects.ts';
import { notChecked, showAmount } from '../words.ts';
import { fallsIntoGroups } from './bimodality.ts';

const FEWEST_RUNS = 5;
/** More runs may be a group (`instability/bimodality`). */
const FEW = 1 / 4;
/** Share of the runs that may be collapsed. Collapsed runs scatter, so they form no second group. */
const MOST = 1 / 2;
/** Distance to the others, over their range; the range of few runs is small by chance. */
const APART = { few: 6, many: 4 };
const FEW_RUNS = 8;
/** A smaller distance, relative to the others' median, is no collapse. */
const FAR = 0.1;
const LEVEL = 0.95;
const SHOWN = 3;

interface Collapsed {
  readonly metric: Metric;
  readonly seeds: readonly number[];
  /** Mean value of the collapsed runs, and median of the others. */
  readonly value: number;
  readonly others: number;
  readonly range: number;
  readonly isMany: boolean;
}

/**
 * Some runs collapsed if they lie far below all others. Errors above 0 are compared by their logarithms. The rule is not a test;
 * docs/contributing/check-calibration.md has its false alarms.
 *
 * A collapsed run is a result, so the finding names its seed and the difference without it, but never leaves it out.
 */
export const collapse = defineCheck({
  id: 'instability/collapse',
  title: 'did any run collapse?',
  isOfEvaluations: true,
  isOfSeeds: true,
  picture: 'runs',
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, models, alpha, unit }) {
    const enough = primaryMetrics(metrics).filter(
      ({ name }) => decidingValues(records, model, name).length >= FEWEST_RUNS,
    );
    if (enough.length === 0) return notChecked(`needs ${FEWEST_RUNS} finished runs with a primary metric`);
    const [worst] = enough.flatMap((metric) => {
      const found = findCollapsed(metric, decidingValues(records, model, metric.name));
      const isGroup =
        found?.isMany && fallsIntoGroups({ records, metrics, models, alpha }, model, metric.name);
      return found === null || isGroup ? [] : [found];
    });
    if (worst === undefined) {
      const runs = Math.max(...enough.map(({ name }) => decidingValues(records, model, name).length));
      const { high } = binomialInterval(0, runs, { level: 2 * LEVEL - 1 });
      return {
        status: 'pass',
        value: 0,
        message: `no collapse in ${runs} runs; the true rate could be up to ${Math.round(100 * high)} % (95 % confidence)`,
      };
    }
    const { metric, seeds, value, others } = worst;
    const which = `${wordFor(seeds.length, wordsOf({ unit }).seed)} ${seeds.slice(0, SHOWN).join(', ')}${seeds.length > SHOWN ? ', …' : ''}`;
    const runs = decidingValues(records, model, metric.name).length;
    return {
      status: 'warn',
      value: seeds.length,
      message: `${seeds.length} of ${runs} runs collapsed: ${metric.name} ${showScore(metric, value)} under ${which}, ${showScore(metric, others)} in the others. They decide the mean and its interval`,
      evidence: `the others lie within ${showDifference(metric, { value: worst.range, interval: null })} of each other; ${without(worst, records, baselineOf({ models }), model)}`,
      advice: `find out what happened under ${which}; do not leave ${wordFor(seeds.length, 'the run', 'the runs')} out`,
    };
  },
});

function findCollapsed(metric: Metric, runs: readonly SeedValue[]): Collapsed | null {
  const isError = metric.direction === 'minimize' && runs.every(({ value }) => value > 0);
  const scoreOf = (value: number) =>
    isError ? 0 - Math.log(value) : metric.direction === 'minimize' ? 0 - value : value;
  const sorted = runs
    .map(({ seed, value }) => ({ seed, value, score: scoreOf(value) }))
    .sort((a, b) => a.score - b.score);
  const apart = sorted.length < FEW_RUNS ? APART.few : APART.many;
  const at = (index: number) => sorted[index]?.score as number;
  const few = Math.max(1, Math.floor(FEW * sorted.length));
  const most = sorted.length < FEW_RUNS ? few : Math.floor(MOST * sorted.length);
  for (let count = most; count >= 1; count--) {
    const gap = at(count) - at(count - 1);
    const range = at(sorted.length - 1) - at(count);
    const middle = sorted[(count + sorted.length) >> 1] as (typeof sorted)[number];
    const far = isError ? Math.log1p(FAR) : FAR * Math.abs(middle.value);
    if (gap <= apart * range || gap <= far) continue;
    const collapsed = sorted.slice(0, count);
    const rest = sorted.slice(count).map(({ value }) => value);
    return {
      metric,
      seeds: collapsed.map(({ seed }) => seed).sort((a, b) => a - b),
      value: mean(collapsed.map(({ value }) => value)),
      others: middle.value,
      range: Math.max(...rest) - Math.min(...rest),
      isMany: count > few,
    };
  }
  return null;
}

/** The difference without these seeds; of the first variant if the baseline's runs collapsed. */
function without(
  { metric, seeds }: Collapsed,
  records: readonly RunRecord[],
  baseline: string,
  model: string,
) {
  const other = model === baseline ? records.find((record) => record.model !== baseline)?.model : model;
  if (other === undefined) return 'no model is compared with it';
  const pairs = pairBySeed(
    decidingValues(records, baseline, metric.name),
    decidingValues(records, other, metric.name),
  );
  const differences = (kept: typeof pairs) => kept.map((pair) => pair.candidate - pair.baseline);
  const describe = (kept: typeof pairs) => {
    const found = meanOverRuns(differences(kept), LEVEL, 1);
    if (found === null) return 'unknown';
    const amount = showAmount(found.value, isShareOfOne(metric, [found.value]), found.interval);
    return found.value < 0 ? amount : `+${amount}`;
  };
  const left = pairs.filter(({ seed }) => !seeds.includes(seed));
  return `the difference of ${other} is ${describe(pairs)} with it, and would be ${describe(left)} without it`;
}
