import { runsOf } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { eachModel } from '../subjects.ts';
import { notChecked } from '../words.ts';

/** Of so many runs, none but those that were chosen on the test set agree to the last digit in every one. */
const FEWEST_RUNS = 3;

/**
 * Whether the test set has chosen what it measures. Three signs, each in every finished run of a model (three at least): the value on test is
 * stated as the best of several, by its name or its own curve (and in
 * some runs the last as well); it equals the best value of the validation curve, which is not its last, so that
 * the epoch was chosen on the test set under the name of validation; or validation and test agree in all metrics that both have, so that
 * there is one split under two names.
 *
 * The best of many noisy values is too good by luck, and the more epochs or settings were tried, the better.
 */
export const testSelection = defineCheck({
  id: 'test-selection',
  title: 'was anything chosen on the test set?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics }) {
    const base = { threshold: 0, interval: null } as const;
    const runs = runsOf(records, model).filter(
      ({ status, metrics: measured }) => status === 'ok' && measured.test !== undefined,
    );
    if (runs.length < FEWEST_RUNS)
      return notChecked(`needs ${FEWEST_RUNS} finished runs that were tested`, null, 0);
    const primary = metrics.filter(({ role }) => role === 'primary');
    const found = primary.flatMap((metric) => {
      const words = isStated(metric, runs) ?? isBestOfValidation(metric, runs) ?? isOneSplit(metric, runs);
      return words === null ? [] : [words];
    });
    const [words] = found;
    if (words === undefined) {
      const message = 'no sign that an epoch or a setting was chosen on the test set';
      return { ...base, status: 'pass', value: 0, message, advice: null };
    }
    return {
      ...base,
      status: 'warn',
      value: runs.length,
      message: words,
      advice:
        'choose on the validation split, then measure the choice once, on a test set that was not used for choosing',
    };
  },
});

function isStated({ name }: Metric, runs: readonly RunRecord[]): string | null {
  const origins = runs.map(({ origins }) => origins?.test?.[name]);
  // The best value may be the last one, too, in some of the runs.
  const chosen = origins.filter((origin) => origin?.selected !== undefined);
  if (chosen.length < FEWEST_RUNS || 2 * chosen.length < runs.length) return null;
  if (!origins.every((origin) => origin?.selected !== undefined || origin?.isBest)) return null;
  const most = Math.max(...origins.map((origin) => origin?.of ?? 0));
  return `${name} on test is the best of ${most > 1 ? `${most} values` : 'several values'}, chosen on the test set`;
}

function isBestOfValidation({ name, direction }: Metric, runs: readonly RunRecord[]): string | null {
  const places = runs.map(({ curves, metrics }) => {
    const values = curves.flatMap(({ validation }) => validation[name] ?? []);
    const best = direction === 'minimize' ? Math.min(...values) : Math.max(...values);
    return { isBest: values.length > 1 && best === metrics.test?.[name], isLast: best === values.at(-1) };
  });
  // A score as good as can be is the same on any two splits.
  if (new Set(runs.map(({ metrics }) => metrics.test?.[name])).size < 2) return null;
  if (!places.every(({ isBest }) => isBest) || places.every(({ isLast }) => isLast)) return null;
  return `${name} on test equals its best value on validation in all ${runs.length} runs: the epoch was chosen on the test set`;
}

function isOneSplit({ name }: Metric, runs: readonly RunRecord[]): string | null {
  const isSame = ({ metrics: { validation = {}, test = {} } }: RunRecord) => {
    const shared = Object.keys(test).filter((metric) => validation[metric] !== undefined);
    return shared.includes(name) && shared.every((metric) => validation[metric] === test[metric]);
  };
  // A score as good as can be is the same on any two splits.
  const values = new Set(runs.map(({ metrics }) => metrics.test?.[name]));
  if (values.size < 2 || !runs.every(isSame)) return null;
  return `validation and test give the same ${name} in all ${runs.length} runs: they are one split`;
}
