import { argMax } from '../../../../../src/stats/arg-max.ts';
import type { Predictions, Trained } from '../../../types/module.d.ts';
import { checkSlices } from '../data/dataset.ts';
import { checkIds, checkShown } from '../data/examples.ts';
import { findNonFinite } from '../data/find-non-finite.ts';
import { requireUsable, UnusableModule } from '../unusable-module.ts';
import { Diverged } from './curve.ts';
import type { SplitPredictions } from './predict.ts';

export interface CheckedTrained {
  readonly predictions: ReadonlyMap<string, SplitPredictions>;
  readonly slices: ReadonlyMap<string, readonly number[]>;
  readonly parameters: number | undefined;
}

export function checkTrained(value: unknown): CheckedTrained {
  requireUsable(
    typeof value === 'object' && value !== null,
    `train() returned ${value === null ? 'null' : `a ${typeof value}`}; it must return { test: { labels, predictions or probabilities } }`,
  );
  const { validation, test, shifted, slices, parameters } = value as Partial<Trained>;
  requireUsable(test !== undefined, 'train() returned no test; it must return { test: { labels, … } }');
  const predictions = new Map<string, SplitPredictions>();
  for (const [name, split] of Object.entries({ validation, test, shifted })) {
    if (split !== undefined) predictions.set(name, checkPredictions(name, split));
  }
  requireUsable(
    parameters === undefined || (Number.isInteger(parameters) && parameters >= 0),
    `train() returned parameters = ${String(parameters)}; it must be a whole number`,
  );
  return {
    predictions,
    slices: checkSlices(slices, predictions.get('test')?.labels.length ?? 0),
    parameters,
  };
}

function checkPredictions(name: string, split: Predictions): SplitPredictions {
  const { labels, predictions, probabilities } = split;
  requireUsable(isList(labels), `${name}.labels is missing; it must be a list of numbers`);
  const count = labels.length;
  requireUsable(count > 0, `${name} holds no examples`);
  requireUsable(
    predictions !== undefined || probabilities !== undefined,
    `${name} has neither predictions nor probabilities; give one of them`,
  );
  for (const [key, list] of Object.entries({ predictions, probabilities })) {
    if (list === undefined) continue;
    const found = isList(list) ? `${list.length} entries` : 'no list';
    requireUsable(
      isList(list) && list.length === count,
      `${name}.${key} has ${found}, ${name}.labels has ${count}: both need the same number`,
    );
  }
  requireFinite(`${name}.labels`, labels, UnusableModule);
  if (predictions !== undefined) requireFinite(`${name}.predictions`, predictions, Diverged);
  const width = probabilities?.[0]?.length ?? 0;
  probabilities?.forEach((row, i) => {
    requireUsable(
      isList(row) && row.length === width,
      `${name}.probabilities[${i}] has ${isList(row) ? row.length : 'no'} columns, the first row has ${width}: give one per class`,
    );
    requireFinite(`${name}.probabilities[${i}]`, row, Diverged);
  });
  return {
    labels,
    predictions: predictions ?? Array.from(probabilities ?? [], (row) => argMax(row)),
    probabilities,
    ids: checkIds(name, split.ids, count),
    show: checkShown(name, split.show, count),
  };
}

function isList(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function requireFinite(
  label: string,
  values: ArrayLike<number>,
  Failure: new (message: string) => Error,
): void {
  const at = findNonFinite(values);
  if (at >= 0) throw new Failure(`${label} holds ${String(values[at])} at ${at}: every value must be finite`);
}
