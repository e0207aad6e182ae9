import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { fisherExact } from '../../stats/tests/fisher-exact.ts';
import { defineCheck } from '../define-check.ts';
import { warnedVariants } from '../headline.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showP } from '../words.ts';

/**
 * Whether runs of the variant fail more often than those of the baseline: Fisher's exact test of the rates of runs that diverged or
 * crashed. `failed-runs` limits each model by itself; this one tells a variant that trains less reliably from bad luck.
 *
 * Where not even a variant of which every run fails would be told from a baseline of which none does, nothing is checked.
 *
 * Runs that the machine ended (killed, timed out) count as well: a variant that needs more memory or time fails by them.
 */
export const failures = defineCheck({
  id: 'instability/failures',
  title: 'does the variant fail more often?',
  invalidates: false,
  options: {},
  headline: [
    {
      rank: 25,
      words: 'failing more often than the baseline',
      about: (facts) => warnedVariants(facts),
    },
  ],
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, ...setup }) {
    const level = levelPerVariant(setup);
    const baseline = baselineOf(setup);
    const ofBaseline = countFailures(records, baseline);
    const ofVariant = countFailures(records, variant);
    if (ofBaseline.of === 0 || ofVariant.of === 0)
      return notChecked('needs runs of both models', null, level);
    const counts = `${ofVariant.failed} of ${ofVariant.of} runs failed, ${ofBaseline.failed} of ${ofBaseline.of} of the baseline's`;
    const smallestAttainable = fisherExact(
      { ...ofVariant, failed: ofVariant.of },
      { ...ofBaseline, failed: 0 },
    );
    if (smallestAttainable > level) {
      return notChecked(
        `${counts}; so few runs cannot get below ${showP(smallestAttainable)}, but the level is ${show(level)}`,
        null,
        level,
      );
    }
    if (ofBaseline.failed + ofVariant.failed === 0) {
      const message = 'no run of either model failed';
      return { threshold: level, status: 'pass', value: 1, interval: null, message, advice: null };
    }
    const value = fisherExact(ofVariant, ofBaseline);
    const isWorse = ofVariant.failed / ofVariant.of > ofBaseline.failed / ofBaseline.of && value <= level;
    return {
      threshold: level,
      status: isWorse ? 'warn' : 'pass',
      value,
      severity: -value,
      interval: null,
      message: `${counts}; Fisher's exact ${showP(value)}`,
      advice: isWorse
        ? 'find out why these runs failed; the metrics cover only the runs that finished'
        : null,
    };
  },
});

function countFailures(records: readonly RunRecord[], model: string) {
  const runs = runsOf(records, model);
  return { failed: runs.filter(({ status }) => status !== 'ok').length, of: runs.length };
}
