import { runsOf } from '../../analysis/compare/samples.ts';
import type { RunRecord } from '../../records/record.ts';
import { fisherExact } from '../../stats/tests/fisher-exact.ts';
import type { Check } from '../check.ts';
import { notChecked, show, showP } from '../words.ts';

const ID = 'instability/failures';

/**
 * Whether runs of the variant fail more often than those of the baseline: Fisher's exact test of the rates of runs that diverged or
 * crashed. `failed-runs` limits each model by itself; this one tells a variant that trains less reliably from bad luck.
 *
 * Where not even a variant of which every run fails would be told from a baseline of which none does, nothing is checked.
 *
 * Runs that the machine ended (killed, timed out) count as well: a variant that needs more memory or time fails by them.
 *
 * @param level alpha, shared among the variants
 */
export function checkFailures(
  records: readonly RunRecord[],
  baseline: string,
  variant: string,
  level: number,
): Check {
  const base = { id: ID, model: variant, threshold: level } as const;
  const [ofBaseline, ofVariant] = [countFailures(records, baseline), countFailures(records, variant)];
  if (ofBaseline.of === 0 || ofVariant.of === 0) return notChecked(base, 'needs runs of both models');
  const counts = `${ofVariant.failed} of ${ofVariant.of} runs failed, ${ofBaseline.failed} of ${ofBaseline.of} of the baseline's`;
  const smallestAttainable = fisherExact(
    { ...ofVariant, failed: ofVariant.of },
    { ...ofBaseline, failed: 0 },
  );
  if (smallestAttainable > level) {
    return notChecked(
      base,
      `${counts}; so few runs reach ${showP(smallestAttainable)} at best, and the level is ${show(level)}`,
    );
  }
  if (ofBaseline.failed + ofVariant.failed === 0) {
    const message = 'no run of either model failed';
    return { ...base, status: 'pass', value: 1, interval: null, message, advice: null };
  }
  const value = fisherExact(ofVariant, ofBaseline);
  const isWorse = ofVariant.failed / ofVariant.of > ofBaseline.failed / ofBaseline.of && value <= level;
  return {
    ...base,
    status: isWorse ? 'warn' : 'pass',
    value,
    severity: -value,
    interval: null,
    message: `${counts}; Fisher's exact ${showP(value)}`,
    advice: isWorse
      ? 'its metrics are those of the runs that survived: find out why the others failed'
      : null,
  };
}

function countFailures(records: readonly RunRecord[], model: string) {
  const runs = runsOf(records, model);
  return { failed: runs.filter(({ status }) => status !== 'ok').length, of: runs.length };
}
