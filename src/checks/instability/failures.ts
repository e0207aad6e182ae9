import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { fisherExact } from '../../stats/tests/fisher-exact.ts';
import { defineCheck } from '../define-check.ts';
import { warnedVariants } from '../headline.ts';
import { baselineOf, eachVariant, levelPerVariant } from '../subjects.ts';
import { notChecked, show, showP } from '../words.ts';

/**
 * Fisher's exact test of the failure rates separates a less reliable variant from bad luck. Runs that the machine ended
 * (killed, timed out) count, because a variant may need more memory or time. With too few runs, no result could reach the
 * level, so nothing is checked.
 */
export const failures = defineCheck({
  id: 'instability/failures',
  title: 'does the variant fail more often?',
  isOfEvaluations: true,
  isOfSeeds: true,
  headline: [
    { rank: 25, words: 'failing more often than the baseline', about: (facts) => warnedVariants(facts) },
  ],
  threshold: (_, setup) => levelPerVariant(setup),
  needs: ['records'],
  of: eachVariant,
  judge({ model: variant }, { records, ...setup }) {
    const level = levelPerVariant(setup);
    const baseline = baselineOf(setup);
    const ofBaseline = countFailures(records, baseline);
    const ofVariant = countFailures(records, variant);
    if (ofBaseline.of === 0 || ofVariant.of === 0) return notChecked('needs runs of both models');
    const counts = `${ofVariant.failed} of ${ofVariant.of} runs failed, ${ofBaseline.failed} of ${ofBaseline.of} of the baseline's`;
    const smallestAttainable = fisherExact(
      { ...ofVariant, failed: ofVariant.of },
      { ...ofBaseline, failed: 0 },
    );
    if (smallestAttainable > level) {
      return notChecked(
        `${counts}; so few runs cannot get below ${showP(smallestAttainable)}, but the level is ${show(level)}`,
      );
    }
    if (ofBaseline.failed + ofVariant.failed === 0)
      return { status: 'pass', value: 1, message: 'no run of either model failed' };
    const value = fisherExact(ofVariant, ofBaseline);
    const isWorse = ofVariant.failed / ofVariant.of > ofBaseline.failed / ofBaseline.of && value <= level;
    return {
      status: isWorse ? 'warn' : 'pass',
      value,
      severity: -value,
      message: `${counts}; Fisher's exact ${showP(value)}${isWorse ? '. Its metrics cover only the runs that finished' : ''}`,
      advice: isWorse ? 'find out why these runs failed' : null,
    };
  },
});

function countFailures(records: readonly RunRecord[], model: string) {
  const runs = runsOf(records, model);
  return { failed: runs.filter(({ status }) => status !== 'ok').length, of: runs.length };
}
