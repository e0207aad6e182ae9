import type { Separation } from '../../records/data/evidence-schema.ts';
import { normalQuantile } from '../../stats/distributions/normal.ts';
import { defineCheck } from '../define-check.ts';
import { notInspected, sharedModelData } from '../evidence/model-data.ts';
import { notChecked } from '../words.ts';

/** A smaller difference does not matter, even if many examples make it certain. */
const THRESHOLD = 0.7;
const LEVEL = 0.95;

/**
 * A linear classifier (`stats/dataset/domain-classifier.ts`) learns to tell test from training inputs on half of each; its area
 * under the ROC curve on the other half is 0.5 if both come from one source. The shifted split should differ, so its area is only
 * reported.
 */
export const domainInputs = defineCheck({
  id: 'domain/inputs',
  title: 'do test and training inputs come from the same source?',
  threshold: THRESHOLD,
  needs: ['modelData'],
  of: ({ modelData }) => sharedModelData(modelData),
  judge(known) {
    if (known.evidence === null) return notInspected(known.reason);
    const { test, shifted } = known.evidence.domains;
    if (test === null) return notChecked('too few training or test examples for a classifier');
    const interval = intervalOf(test);
    const ofShifted = shifted === null ? '' : `; shifted inputs ${describe(shifted)}`;
    const message = `a linear classifier tells test from training inputs: AUC ${describe(test)}${ofShifted} (0.5: indistinguishable)`;
    const differs = test.auc >= THRESHOLD && interval.low > 0.5;
    return {
      status: differs ? 'warn' : 'pass',
      value: test.auc,
      interval,
      message: differs ? `${message}. Test may hold another kind of examples` : message,
      advice: differs
        ? 'declare the test split as shifted if you split by time, site or user; otherwise draw both splits from one source'
        : null,
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
