import { type Block, paragraph } from '../../document.ts';
import type { View } from '../../view.ts';
import { armTable, judgeLine, sliceTable } from './arms.ts';
import { policyTable } from './policies.ts';

/** What a reader can do without. */
export function evaluationDetails(view: View): readonly Block[] {
  return [...policyTable(view), ...sliceTable(view), ...armTable(view), ...paragraph(judgeLine(view))];
}
