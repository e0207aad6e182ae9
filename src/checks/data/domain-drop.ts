import { pairBySeed, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { differenceOfMeans, isConstant, mean } from '../../stats/describe.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import type { Judgement } from '../check.ts';
import { defineCheck } from '../define-check.ts';
import { type MeanOverRuns, meanOverRuns } from '../mean-over-runs.ts';
import { baselineOf, eachVariant, levelPerVariant, primaryMetrics } from '../subjects.ts';
import { notChecked, showEstimate } from '../words.ts';

/** One seed pair. A loss on the shifted split is positive, and so is a lead of the variant. */
interface DropPair {
  readonly baseline: number;
  readonly candidate: number;
  readonly leads: { readonly test: number; readonly shifted: number };
  /** The largest absolute value that these were computed from. */
  readonly magnitude: number;
}

/**
 * The drop of a run is what its metric loses from the test to the shifted split. If the variant still leads there, a larger drop
 * is the price of a higher start. The first primary metric that both splits have counts.
 */
export const domainDrop = defineCheck({
  id: 'domain/drop',
  title: 'is the lead lost in another domain?',
  threshold: 0,
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, metrics, ...setup }) {
    const level = levelPerVariant(setup);
    const measured = primaryMetrics(metrics)
      .map((metric) => ({ metric, pairs: dropPairs(records, baselineOf(setup), variant, metric) }))
      .find(({ pairs }) => pairs.length >= 2);
    if (measured === undefined) return unknown(records, variant);
    const { metric, pairs } = measured;
    const ofBaseline = pairs.map((pair) => pair.baseline);
    const ofVariant = pairs.map((pair) => pair.candidate);
    const drops = `${metric.name} drops by ${mean(ofVariant).toFixed(3)} from the test to the shifted split, the baseline's by ${mean(ofBaseline).toFixed(3)}`;
    const value = differenceOfMeans(ofVariant, ofBaseline);
    const differences = pairs.map(({ baseline, candidate }) => candidate - baseline);
    if (isConstant(differences, Math.max(...ofBaseline.map(Math.abs), ...ofVariant.map(Math.abs)))) {
      const message = `${drops}; the difference does not vary over ${pairs.length} seeds, so it cannot be tested`;
      return { status: 'not-checked', value, message };
    }
    const ofDrop = levelPerVariant(setup, 'quarter');
    const { interval, pValue } = pairedT(differences, { level: 1 - ofDrop });
    const isLarger = value > 0 && pValue <= ofDrop && interval.high > (metric.margin ?? 0);
    const lead = leadOn('shifted', pairs, level);
    const isKept = isLarger && lead.interval.low > 0;
    const leads = `its lead is ${showEstimate(leadOn('test', pairs, level))} on the test split and ${showEstimate(lead)} on the shifted one`;
    const message = `${drops}; difference ${showEstimate({ value, interval })}`;
    const found = { value, interval };
    if (isLarger && !isKept)
      return {
        ...found,
        status: 'warn',
        message: `${message}. No lead is left there`,
        evidence: leads,
        advice: adviceOn(lead),
      };
    const kept = isKept ? ', so it still leads, but by less' : '';
    return { ...found, status: 'pass', message: `${message}; ${leads}${kept}` };
  },
});

function adviceOn({ interval }: MeanOverRuns): string {
  return interval.high < 0
    ? 'find what it loses on the shifted split before merging'
    : 'do not claim the gain for other domains, or add seeds';
}

function leadOn(split: 'test' | 'shifted', pairs: readonly DropPair[], level: number): MeanOverRuns {
  const leads = pairs.map((pair) => pair.leads[split]);
  const found = meanOverRuns(leads, 1 - level, Math.max(...pairs.map(({ magnitude }) => magnitude)));
  return found as MeanOverRuns;
}

function dropPairs(
  records: readonly RunRecord[],
  baseline: string,
  variant: string,
  metric: Metric,
): DropPair[] {
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const scores = (model: string) =>
    pairBySeed(
      seedValues(records, model, metric.name, 'test'),
      seedValues(records, model, metric.name, 'shifted'),
    ).map((pair) => ({ seed: pair.seed, test: sign * pair.baseline, shifted: sign * pair.candidate }));
  const ofVariant = new Map(scores(variant).map((run) => [run.seed, run]));
  return scores(baseline).flatMap((before) => {
    const after = ofVariant.get(before.seed);
    if (after === undefined) return [];
    return [
      {
        baseline: before.test - before.shifted,
        candidate: after.test - after.shifted,
        leads: { test: after.test - before.test, shifted: after.shifted - before.shifted },
        magnitude: Math.max(...[before, after].flatMap((run) => [run.test, run.shifted]).map(Math.abs)),
      },
    ];
  });
}

function unknown(records: readonly RunRecord[], variant: string): Judgement {
  return records.some(({ model, metrics }) => model === variant && metrics.shifted !== undefined)
    ? notChecked('needs two seed pairs with a primary metric on both the test and the shifted split')
    : notChecked(
        'no run was measured on a shifted split',
        'give examples of another domain as the shifted split',
      );
}
