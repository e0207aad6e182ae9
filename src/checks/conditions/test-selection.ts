import { runsOf } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import type { ChosenThreshold } from '../evidence/chosen-thresholds.ts';
import { eachModel, primaryMetrics } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

/** So many runs agree to the last digit only if the test set chose them. */
const FEWEST_RUNS = 3;

/**
 * The best of many noisy values is too good by luck. Each of four signs must show in every finished run: the value on test is the
 * best of several; it equals the best of the validation curve, so the epoch was chosen on the test set; or validation and test
 * agree in all shared metrics, so they are one split; or the threshold is the best on test (`evidence/chosen-thresholds.ts`).
 */
export const testSelection = defineCheck({
  id: 'test-selection',
  title: 'was anything chosen on the test set?',
  threshold: 0,
  needs: ['records', 'chosenThresholds'],
  of: eachModel,
  judge({ model }, { records, metrics, chosenThresholds }) {
    const runs = runsOf(records, model).filter(
      ({ status, metrics: measured }) => status === 'ok' && measured.test !== undefined,
    );
    if (runs.length < FEWEST_RUNS) return notChecked(`needs ${FEWEST_RUNS} finished runs that were tested`);
    const [message] = primaryMetrics(metrics).flatMap(
      (metric) =>
        statedAsBest(metric, runs) ?? bestOfValidation(metric, runs) ?? sameOnBothSplits(metric, runs) ?? [],
    );
    const threshold = chosenThresholds.find((one) => one.model === model);
    if (message === undefined && threshold !== undefined)
      return { status: 'warn', value: threshold.runs, message: describeThreshold(threshold), advice: ADVICE };
    if (message === undefined) {
      const none = 'no sign that an epoch or a setting was chosen on the test set';
      return { status: 'pass', value: 0, message: none };
    }
    return {
      status: 'warn',
      value: runs.length,
      message,
      advice: ADVICE,
    };
  },
});

const ADVICE =
  'choose on the validation split, then measure the choice once, on a test set that was not used for choosing';

function describeThreshold({ metric, runs, from, to }: ChosenThreshold): string {
  return `in all ${runs} runs, the threshold between the two classes (${show(from)} to ${show(to)}) is the one with the best ${metric} on test: it was chosen there, so ${metric} is too high`;
}

function statedAsBest({ name }: Metric, runs: readonly RunRecord[]): string | null {
  const origins = runs.map(({ origins }) => origins?.test?.[name]);
  // In some runs the best value is also the last one.
  const chosen = origins.filter((origin) => origin?.selected !== undefined);
  if (chosen.length < FEWEST_RUNS || 2 * chosen.length < runs.length) return null;
  if (!origins.every((origin) => origin?.selected !== undefined || origin?.isBest)) return null;
  const most = Math.max(...origins.map((origin) => origin?.of ?? 0));
  return `${name} on test is the best of ${most > 1 ? `${most} values` : 'several values'}, chosen on the test set: the best of many is too good by luck`;
}

function bestOfValidation({ name, direction }: Metric, runs: readonly RunRecord[]): string | null {
  const places = runs.map(({ curves, metrics }) => {
    const values = curves.flatMap(({ validation }) => validation[name] ?? []);
    const best = direction === 'minimize' ? Math.min(...values) : Math.max(...values);
    return { isBest: values.length > 1 && best === metrics.test?.[name], isLast: best === values.at(-1) };
  });
  if (!hasVariedTest(name, runs)) return null;
  if (!places.every(({ isBest }) => isBest) || places.every(({ isLast }) => isLast)) return null;
  return `${name} on test equals its best value on validation in all ${runs.length} runs: the epoch was chosen on the test set, so the value is too good by luck`;
}

function sameOnBothSplits({ name }: Metric, runs: readonly RunRecord[]): string | null {
  const isSame = ({ metrics: { validation = {}, test = {} } }: RunRecord) => {
    const shared = Object.keys(test).filter((metric) => validation[metric] !== undefined);
    return shared.includes(name) && shared.every((metric) => validation[metric] === test[metric]);
  };
  if (!hasVariedTest(name, runs) || !runs.every(isSame)) return null;
  return `validation and test give the same ${name} in all ${runs.length} runs: they are one split, so what was chosen on validation was chosen on test`;
}

/** The best possible score is the same on any two splits. */
function hasVariedTest(name: string, runs: readonly RunRecord[]): boolean {
  return new Set(runs.map(({ metrics }) => metrics.test?.[name])).size > 1;
}
