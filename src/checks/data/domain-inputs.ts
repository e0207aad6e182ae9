import type { Separation } from '../../records/data/evidence-schema.ts';
import { normalQuantile } from '../../stats/distributions/normal.ts';
import { defineCheck } from '../define-check.ts';
import { notInspected, sharedModelData } from '../evidence/model-data.ts';
import { notChecked } from '../words.ts';

/** Below, a difference that many examples make certain is still too small to matter. */
const THRESHOLD = 0.7;
const LEVEL = 0.95;

/**
 * Whether test inputs can be told from training inputs. A linear classifier is trained on half of either and asked about the
 * other half (`stats/dataset/domain-classifier.ts`); its area under the ROC curve is 0.5 where both come from one source. Warns
 * from 0.7 on, where the interval (Hanley and McNeil) is above 0.5 too. The shifted split is meant to differ: its area is said.
 */
export const domainInputs = defineCheck({
  id: 'domain/inputs',
  title: 'do test and training inputs come from the same source?',
  invalidates: false,
  options: {},
  needs: ['modelData'],
  of: ({ modelData }) => sharedModelData(modelData),
  judge(known) {
    if (known.evidence === null) return notInspected(known.reason, THRESHOLD);
    const { test, shifted } = known.evidence.domains;
    if (test === null)
      return notChecked('too few training or test examples for a classifier', null, THRESHOLD);
    const interval = intervalOf(test);
    const ofShifted = shifted === null ? '' : `; shifted inputs ${describe(shifted)}`;
    const message = `a linear classifier tells test from training inputs: AUC ${describe(test)}${ofShifted} (0.5: indistinguishable)`;
    const differs = test.auc >= THRESHOLD && interval.low > 0.5;
    return {
      threshold: THRESHOLD,
      status: differs ? 'warn' : 'pass',
      value: test.auc,
      interval,
      message,
      advice: differs ? 'draw both splits from one source, or declare this split as shifted' : null,
    };
  },
});

function intervalOf({ auc, standardError }: Separation) {
  const half = normalQuantile(1 - (1 - LEVEL) / 2) * standardError;
  return { level: LEVEL, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

function describe(separation: Separation): string {
  const { low, high } = intervalOf(separation);
  return `${separation.auc.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
