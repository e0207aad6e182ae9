import type { Dataset } from '../../../types/module.d.ts';
import { requireUsable } from '../unusable-module.ts';
import { type CheckedExamples, checkExamples, shapeText } from './examples.ts';

const EVALUATED = ['validation', 'test', 'shifted'] as const;
type EvaluatedSplit = (typeof EVALUATED)[number];

export interface CheckedDataset {
  readonly train: CheckedExamples;
  readonly evaluated: ReadonlyMap<EvaluatedSplit, CheckedExamples>;
  readonly slices: ReadonlyMap<string, readonly number[]>;
}

export function checkDataset(value: unknown): CheckedDataset {
  requireUsable(
    typeof value === 'object' && value !== null,
    `data() returned ${value === null ? 'null' : `a ${typeof value}`}; it must return { train, validation, test }`,
  );
  const dataset = value as Partial<Dataset>;
  const train = checkExamples('train', dataset.train);
  const evaluated = new Map<EvaluatedSplit, CheckedExamples>();
  for (const name of EVALUATED) {
    if (name === 'shifted' && dataset.shifted === undefined) continue;
    const examples = checkExamples(name, dataset[name]);
    requireAlike(train, name, examples);
    evaluated.set(name, examples);
  }
  const testCount = evaluated.get('test')?.count ?? 0;
  checkClasses(dataset.classes);
  return { train, evaluated, slices: checkSlices(dataset.slices, testCount) };
}

function requireAlike(train: CheckedExamples, name: string, examples: CheckedExamples): void {
  requireUsable(
    examples.inputs.length === train.inputs.length,
    `${name}.xs has ${examples.inputs.length} tensors, train.xs has ${train.inputs.length}: each split needs the same inputs`,
  );
  train.inputs.forEach((input, i) => {
    const expected = input.shape.slice(1);
    const found = examples.inputs[i]?.shape.slice(1) ?? [];
    requireUsable(
      String(found) === String(expected),
      `an example of ${name}.xs has shape ${shapeText(found)}, one of train.xs has ${shapeText(expected)}: each split needs the same shape`,
    );
  });
  requireUsable(
    examples.form === train.form && examples.columns === train.columns,
    `${name}.ys holds ${describeLabels(examples)}, train.ys ${describeLabels(train)}: each split needs labels of one kind`,
  );
}

export function describeLabels({ form, columns }: Pick<CheckedExamples, 'form' | 'columns'>): string {
  if (form === 'one-hot') return `one-hot rows of ${columns} classes`;
  return form === 'index' ? 'class indices (int32)' : 'regression values (float32)';
}

export function checkSlices(slices: unknown, testCount: number): ReadonlyMap<string, readonly number[]> {
  if (slices === undefined) return new Map();
  requireUsable(
    typeof slices === 'object' && slices !== null,
    'slices must map names to indices into the test split, e.g. { short: [0, 4] }',
  );
  const checked = new Map<string, readonly number[]>();
  for (const [name, indices] of Object.entries(slices)) {
    requireUsable(Array.isArray(indices), `slices.${name} is not a list of indices into the test split`);
    const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= testCount);
    requireUsable(
      wrong === undefined,
      `slices.${name} holds ${String(wrong)}; indices into the test split are whole numbers from 0 to ${testCount - 1}`,
    );
    checked.set(name, indices);
  }
  return checked;
}

function checkClasses(classes: unknown): void {
  if (classes === undefined) return;
  requireUsable(
    Array.isArray(classes) && classes.every((name) => typeof name === 'string'),
    'classes must be a list of strings, the name of each class by its index',
  );
}
