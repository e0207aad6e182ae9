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
 * A larger variant is called needless where a gain is ruled out: it is equivalent or worse. Costs are trainable parameters, and elapsed times of a prediction and of training as
 * geometric means of ratios within seed pairs (`ratios.ts`).
 */
export const smallerModel = defineCheck({
  id: 'smaller-model',
  title: 'does a smaller model do as well?',
  options: { 'smaller-model': optionsSchema },
  threshold: (options) => options['smaller-model'].parameters,
  needs: ['records', 'comparisons'],
  of: eachVariant,
  judge({ model: variant }, { records, comparisons, models }, options) {
    const limit = options['smaller-model'].parameters;
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
      const ofPrediction = prediction === null ? '' : `; a prediction takes ${prediction} the time`;
      const ofTraining = training === null ? '' : `; training takes ${training} the time`;
      return notChecked(`${unknown}${ofPrediction}${ofTraining}`);
    }
    const value = large / small;
    const predicting = prediction === null ? 'prediction time unknown' : `${prediction} the prediction time`;
    const times = training === null ? predicting : `${predicting}, ${training} the training time`;
    const cost = `${show(value)}× the parameters (${large} against ${small}), ${times}`;
    const outcome = describeOutcome(comparisons.filter((one) => one.variant === variant));
    if (value <= limit || outcome === null || outcome.mayGain)
      return { status: 'pass', value, message: outcome === null ? cost : `${cost}, ${outcome.words}` };
    return {
      status: 'warn',
      value,
      message: `${show(value)}× the parameters, ${outcome.words}`,
      evidence: cost,
      advice: 'keep the smaller model',
    };
  },
});

const WORDS: Readonly<Record<Verdict, string>> = {
  improvement: 'a conclusive gain',
  inconclusive: 'a gain is neither shown nor ruled out',
  equivalent: 'no gain: equivalent',
  regression: 'and worse',
  invalid: 'no valid comparison',
};
/** Verdicts that rule a gain out. */
const WITHOUT_GAIN: readonly Verdict[] = ['equivalent', 'regression'];

const VERDICTS = Object.keys(WORDS) as Verdict[];

function describeOutcome(comparisons: readonly Comparison[]) {
  const primary = comparisons.filter(({ role }) => role === 'primary');
  const best = VERDICTS.find((verdict) => primary.some((one) => one.verdict === verdict));
  return best === undefined ? null : { words: WORDS[best], mayGain: !WITHOUT_GAIN.includes(best) };
}

function parametersOf(records: readonly RunRecord[], model: string): number | null {
  return runsOf(records, model).find(({ parameters }) => parameters !== null)?.parameters ?? null;
}
