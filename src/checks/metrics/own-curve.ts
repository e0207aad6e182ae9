import { decidingSplit, finishedRuns } from '../../analysis/compare/samples.ts';
import { wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { mean } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { showScore } from '../show-score.ts';
import { baselineOf, eachModel, levelPerModel } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** For a share; a part of the value for any other metric. */
const FAR = { share: 0.05, other: 0.5 };
const FEWEST_RUNS = 2;
const FEWEST_EPOCHS = 3;

interface Final {
  readonly value: number;
  readonly last: number;
  readonly best: number;
}

/**
 * The final value on validation should be that of the last epoch, or of the best one. A value far from both was measured in
 * another way: with dropout, from another checkpoint, on other examples. If validation decides, and one arm has its best epoch
 * and the other its last, the first is better by luck.
 */
export const ownCurve = defineCheck({
  id: 'metrics/own-curve',
  title: 'does the final value belong to its curve?',
  threshold: FAR.share,
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }) {
    const measured = metrics.flatMap((metric) => {
      const finals = finalsOf(records, model, metric);
      return finals.length < FEWEST_RUNS ? [] : [{ metric, finals }];
    });
    const [first] = measured;
    if (first === undefined)
      return notChecked(`needs two runs with a validation metric at ${FEWEST_EPOCHS} epochs and at the end`);
    const level = levelPerModel(setup);
    const far = measured.find(({ metric, finals }) => isFar(metric, finals, level));
    const { metric, finals } = far ?? first;
    const shown = (of: (final: Final) => number) => showScore(metric, mean(finals.map(of)));
    const value = mean(finals.map(distanceOf));
    if (far !== undefined)
      return {
        status: 'warn',
        value,
        severity: Math.abs(value),
        message: `${metric.name} on validation is ${shown((final) => final.value)} at the end, but ${shown(({ last }) => last)} at the last epoch of its curve and ${shown(({ best }) => best)} at the best. The final value was measured in another way, so it may not describe the trained model`,
        advice:
          'check that the final evaluation has dropout off, and the checkpoint and the examples of the curve',
      };
    const baseline = baselineOf(setup);
    const unlike = measured.find((one) => {
      if (decidingSplit(records, one.metric.name) !== 'validation') return false;
      const ofBaseline = finalsOf(records, baseline, one.metric);
      return (isBest(one.finals) && isLast(ofBaseline)) || (isLast(one.finals) && isBest(ofBaseline));
    });
    if (unlike !== undefined) {
      const chosen = isBest(unlike.finals) ? model : baseline;
      const own = chosen === model ? unlike.finals : finalsOf(records, baseline, unlike.metric);
      const gain = mean(own.map(({ best, last }) => Math.abs(best - last)));
      return {
        status: 'warn',
        value: gain,
        message: `${unlike.metric.name} on validation is that of the best epoch in ${chosen}, and of the last in ${chosen === model ? baseline : model}. The best of several epochs is better by luck, here by ${showScore(unlike.metric, gain)}`,
        advice:
          'take the last epoch in both models, or the best on validation in both and compare them on test',
      };
    }
    return {
      status: 'pass',
      value,
      message: `${metric.name} on validation is ${shown((final) => final.value)} at the end and ${shown(({ last }) => last)} at the last epoch`,
    };
  },
});

function finalsOf(records: readonly RunRecord[], model: string, { name, direction }: Metric): Final[] {
  return finishedRuns(records, model).flatMap(({ curves, metrics }) => {
    const value = metrics.validation?.[name];
    const values = curves.flatMap(({ validation }) => validation[name] ?? []);
    if (value === undefined || values.length < FEWEST_EPOCHS) return [];
    const best = direction === 'minimize' ? Math.min(...values) : Math.max(...values);
    return [{ value, last: values.at(-1) as number, best }];
  });
}

/** Outside of the range from the last value to the best one; 0 within it. */
function distanceOf({ value, last, best }: Final): number {
  const low = Math.min(last, best);
  const high = Math.max(last, best);
  return value < low ? value - low : value > high ? value - high : 0;
}

function isFar(metric: Metric, finals: readonly Final[], level: number): boolean {
  const values = finals.flatMap(({ value, last }) => [value, last]);
  const isShare = metric.unit === 'percent';
  const whole = isShare ? wholeOf(metric.name, values) : Math.min(...values.map(Math.abs));
  const limit = (isShare ? FAR.share : FAR.other) * whole;
  const found = meanOverRuns(finals.map(distanceOf), 1 - level, Math.max(...values.map(Math.abs)));
  return found !== null && limit > 0 && Math.max(found.interval.low, 0 - found.interval.high) > limit;
}

function isBest(finals: readonly Final[]): boolean {
  return differs(finals) && finals.every(({ value, best }) => value === best);
}

function isLast(finals: readonly Final[]): boolean {
  return differs(finals) && finals.every(({ value, last }) => value === last);
}

/** Runs that all end at their best do not show which epoch they report. */
function differs(finals: readonly Final[]): boolean {
  return finals.some(({ last, best }) => last !== best);
}
