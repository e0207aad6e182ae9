/** What the checks of columns share: data from files, and columns in them. */
import type { ColumnEvidence } from '../../records/data/split-columns.ts';
import type { Finding } from '../check.ts';
import { type ModelData, notInspected, sharedModelData } from '../evidence/model-data.ts';
import { notChecked } from '../words.ts';

export function fromFiles({ modelData }: { readonly modelData: readonly ModelData[] }): readonly ModelData[] {
  return sharedModelData(modelData).filter(({ files }) => files !== undefined);
}

export function judgeColumns(known: ModelData, judge: (columns: ColumnEvidence) => Finding): Finding {
  if (known.evidence === null) return notInspected(known.reason);
  if (!known.columns) return notChecked('the files have no columns, or fewer than 20 rows');
  return judge(known.columns);
}
