/**
 * F1 over classes among labels or predictions. A class without true positives has F1 0 (scikit-learn's `zero_division=0`).
 */
import { ACCURACY } from './accuracy.ts';
import { type ClassCounts, fromClassCounts } from './class-counts.ts';
import type { Metric } from './metric.ts';

const F1 = { direction: 'maximize', unit: 'none', maximum: 1, minimum: 0, task: 'classification' } as const;

export const MACRO_F1: Metric = {
  ...F1,
  name: 'macro_f1',
  // U+2011 keeps the name on one line.
  title: 'macro\u2011F1',
  compute: fromClassCounts((counts) => {
    let sum = 0;
    let classes = 0;
    for (let label = 0; label < counts.actual.length; label++) {
      const f1 = f1Of(counts, label);
      if (f1 === null) continue;
      classes++;
      sum += f1;
    }
    return sum / classes;
  }),
};

/** Equals accuracy, since every example has one class. */
export const MICRO_F1: Metric = {
  ...ACCURACY,
  ...F1,
  name: 'micro_f1',
  title: 'micro\u2011F1',
};

export const WEIGHTED_F1: Metric = {
  ...F1,
  name: 'weighted_f1',
  title: 'weighted F1',
  compute: fromClassCounts((counts, examples) => {
    let sum = 0;
    for (let label = 0; label < counts.actual.length; label++) {
      sum += (f1Of(counts, label) ?? 0) * (counts.actual[label] as number);
    }
    return sum / examples;
  }),
};

/** Null for a class without labels and predictions. */
function f1Of({ actual, predicted, right }: ClassCounts, label: number): number | null {
  const both = (actual[label] as number) + (predicted[label] as number);
  return both === 0 ? null : (2 * (right[label] as number)) / both;
}
