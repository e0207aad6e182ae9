import { z } from 'zod';
import type { Comparison, Verdict } from '../../analysis/compare/comparison.ts';
import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { ratioOf, showRatio } from '../ratios.ts';
import { baselineOf, eachVariant } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

const DEFAULTS = { parameters: 1.25 };

const optionsSchema = z
  .strictObject({
    parameters: z
      .number()
      .min(1)
      .default(DEFAULTS.parameters)
      .describe("How many times the baseline's parameters a variant may have without a proven gain."),
  })
  .default(DEFAULTS)
  .describe('The size of a variant compared with its gain.');

/**
 * What a variant costs beside what it gains: trainable parameters, and the time of a prediction and of training on the clock, each as
 * the geometric mean of the ratios within seed pairs, with the Student-t interval of their logarithm. Warns where the variant has more
 * than `parameters` times the parameters and no primary metric improves, or looks as if it did: then the smaller baseline does as well as
 * far as anyone can tell. Where a metric is ahead and too few runs have been made to show it, the larger model may be worth its size. A
 * few more parameters, such as those of one more input, are no other size.
 */
export const smallerModel = defineCheck({
  id: 'smaller-model',
  title: 'does a smaller model do as well?',
  invalidates: false,
  options: { 'smaller-model': optionsSchema },
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, models }, options) {
    const threshold = options['smaller-model'].parameters;
    const baseline = baselineOf({ models });
    const small = parametersOf(records, baseline);
    const large = parametersOf(records, variant);
    const ratio = (secondsIn: (cost: RunRecord['cost']) => number) => {
      const found = ratioOf(records, baseline, variant, ({ cost }) => secondsIn(cost));
      return found === null || found.interval === null ? null : showRatio(found);
    };
    const training = ratio(({ wallSeconds }) => wallSeconds);
    const prediction = ratio((cost) => cost.inferenceSeconds ?? 0);
    if (small === null || large === null || small === 0) {
      const unknown = 'the runs do not report the number of parameters of both models';
      const told = [
        ...(prediction === null ? [] : [`a prediction takes ${prediction} the time`]),
        ...(training === null ? [] : [`training takes ${training} the time`]),
      ];
      return notChecked([unknown, ...told].join('; '), null, threshold);
    }
    const value = large / small;
    const sizes = `${show(value)}× the parameters (${large} against ${small})`;
    const cost = [
      sizes,
      prediction === null ? 'prediction time unknown' : `${prediction} the prediction time`,
      ...(training === null ? [] : [`${training} the training time`]),
    ].join(', ');
    const outcome = describeOutcome(comparisons.filter((one) => one.variant === variant));
    const base = { threshold, value, interval: null } as const;
    if (value <= threshold || outcome === null || outcome.mayGain) {
      const message = outcome === null ? cost : `${cost}, ${outcome.words}`;
      return { ...base, status: 'pass', message, advice: null };
    }
    return {
      ...base,
      status: 'warn',
      message: `${show(value)}× the parameters, ${outcome.words}`,
      evidence: cost,
      advice: 'keep the smaller model',
    };
  },
});

const WORDS: Readonly<Record<Verdict, string>> = {
  improvement: 'a conclusive gain',
  regression: 'and worse',
  equivalent: 'no gain: equivalent',
  inconclusive: 'no conclusive gain',
  invalid: 'no valid comparison',
};

/** The best verdict of the primary metrics; null without any. */
function describeOutcome(comparisons: readonly Comparison[]) {
  const primary = comparisons.filter(({ role }) => role === 'primary');
  const order: readonly Verdict[] = ['improvement', 'inconclusive', 'equivalent', 'regression', 'invalid'];
  const best = order.find((verdict) => primary.some((one) => one.verdict === verdict));
  if (best === undefined) return null;
  const isAhead = primary.some(
    (one) => one.difference !== null && one.verdict === 'inconclusive' && one.estimate > 0,
  );
  return { words: WORDS[best], mayGain: best === 'improvement' || isAhead };
}

function parametersOf(records: readonly RunRecord[], model: string): number | null {
  return runsOf(records, model).find(({ parameters }) => parameters !== null)?.parameters ?? null;
}
