/** What a check found, as a picture: losses, runs or slices where it looked at these, else its value against its limit. */
import type { Check } from '../../checks/check.ts';
import { traitsOf } from '../../checks/registry.ts';
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
  return ownPicture(view, check) ?? labelled(checkValue(check), 'Value against its limit');
}

function ownPicture(view: View, { id, model, metric }: Check): EvidencePicture | null {
  const { picture } = traitsOf(id);
  if (picture === undefined || model === null) return null;
  if (picture === 'losses') return labelled(lossEvidence(view, model), 'Loss by epoch');
  if (picture === 'runs') {
    const shown = metric ?? view.primaryMetrics[0]?.name;
    return shown === undefined ? null : labelled(runEvidence(view, model, shown), 'One dot per run');
  }
  const isNamed = picture === 'named-slices';
  return labelled(sliceEvidence(view, model, isNamed), 'Difference by slice, the worst ones');
}

function labelled(svg: string | null, label: string): EvidencePicture | null {
  return svg === null ? null : { svg, label };
}
