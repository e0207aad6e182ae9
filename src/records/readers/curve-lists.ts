/** Curves as lists with one value an epoch, for boosting libraries and Keras. */
import { isObject } from '../json.ts';
import { isNumberList } from './files/json-file.ts';
import type { RunValues, ValueIdentity } from './run-values.ts';

/** Lists by metric. Lists with an inner list for each class are no curves. */
export type CurveLists = Readonly<Record<string, readonly unknown[]>>;

export function isCurveLists(value: unknown): value is CurveLists {
  if (!isObject(value)) return false;
  const lists = Object.values(value);
  return lists.some(isNumberList) && lists.every(Array.isArray);
}

export function addCurve(
  values: RunValues,
  curve: Pick<ValueIdentity, 'split' | 'name' | 'key' | 'file'>,
  list: readonly unknown[],
  firstEpoch: number,
): void {
  for (const [index, value] of list.entries()) {
    const key = `${curve.key}[${index}]`;
    values.add({ ...curve, key, at: index + firstEpoch, line: null }, value);
  }
}
