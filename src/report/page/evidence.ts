/** What a check found, as a picture: losses, runs or slices where it looked at these, else its value against its limit. */
import type { Check } from '../../checks/check.ts';
import type { View } from '../view.ts';
import { checkValue } from './charts/check-value.ts';
import { lossEvidence } from './charts/loss-evidence.ts';
import { runEvidence } from './charts/run-evidence.ts';
import { sliceEvidence } from './charts/slices.ts';

export interface EvidencePicture {
  readonly svg: string;
  /** This program's own words. */
  readonly label: string;
}

/** Null for a check without numbers. */
export function evidencePicture(view: View, check: Check): EvidencePicture | null {
  const { id, model } = check;
  if (model !== null && (id.startsWith('overfitting/') || id === 'undertrained')) {
    const svg = lossEvidence(view, model);
    if (svg !== null) return { svg, label: 'Loss by epoch' };
  }
  const metric = check.metric ?? view.primaryMetrics[0]?.name;
  if (
    model !== null &&
    metric !== undefined &&
    id.startsWith('instability/') &&
    id !== 'instability/failures'
  ) {
    const svg = runEvidence(view, model, metric);
    if (svg !== null) return { svg, label: 'One dot per run' };
  }
  if (model !== null && id.startsWith('slices/')) {
    const svg = sliceEvidence(view, model, id === 'slices/named');
    if (svg !== null) return { svg, label: 'Difference by slice, the worst ones' };
  }
  const svg = checkValue(check);
  return svg === null ? null : { svg, label: 'Value against its limit' };
}
