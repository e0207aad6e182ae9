/** Curves as lists, a value an epoch, as `json.dump` writes them: shared by boosting libraries and Keras' history. */
import { isObject } from '../json.ts';
import type { Split } from '../record.ts';
import { isNumberList } from './files/json-file.ts';
import type { Findings } from './findings.ts';

/** Lists by metric; those with a list a class inside are no curves. */
export type CurveLists = Readonly<Record<string, readonly unknown[]>>;

export function isCurveLists(value: unknown): value is CurveLists {
  if (!isObject(value)) return false;
  const lists = Object.values(value);
  return lists.some(isNumberList) && lists.every(Array.isArray);
}

/** @param key of the list in the file, for messages */
export function addCurve(
  { split, name }: { readonly split: Split; readonly name: string },
  values: readonly unknown[],
  firstEpoch: number,
  key: string,
  file: string,
  findings: Findings,
): void {
  const place = { file, line: null };
  for (const [index, value] of values.entries()) {
    findings.add(findings.epoch(index + firstEpoch, place)[split], name, value, `${key}[${index}]`, place);
  }
}
