/** Checks what `data()` returned, before any time is spent on training. */
import type { Dataset } from '../../../types/module.d.ts';
import { UnusableModule } from '../unusable-module.ts';
import { type CheckedExamples, checkExamples, shapeText } from './examples.ts';

const EVALUATED = ['validation', 'test', 'shifted'] as const;
type EvaluatedSplit = (typeof EVALUATED)[number];

export interface CheckedDataset {
  readonly train: CheckedExamples;
  /** The splits that predictions are made for. */
  readonly evaluated: ReadonlyMap<EvaluatedSplit, CheckedExamples>;
  readonly slices: ReadonlyMap<string, readonly number[]>;
  readonly classes: readonly string[] | undefined;
}

export function checkDataset(value: unknown): CheckedDataset {
  if (typeof value !== 'object' || value === null) {
    throw new UnusableModule(
      `data() returned ${value === null ? 'null' : `a ${typeof value}`}; it must return { train, validation, test }`,
    );
  }
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
  return {
    train,
    evaluated,
    slices: checkSlices(dataset.slices, testCount),
    classes: checkClasses(dataset.classes),
  };
}

function requireAlike(train: CheckedExamples, name: string, examples: CheckedExamples): void {
  if (examples.inputs.length !== train.inputs.length) {
    throw new UnusableModule(
      `${name}.xs has ${examples.inputs.length} tensors, train.xs has ${train.inputs.length}: each split needs the same inputs`,
    );
  }
  train.inputs.forEach((input, i) => {
    const expected = input.shape.slice(1);
    const found = examples.inputs[i]?.shape.slice(1) ?? [];
    if (String(found) !== String(expected)) {
      throw new UnusableModule(
        `an example of ${name}.xs has shape ${shapeText(found)}, one of train.xs has ${shapeText(expected)}: each split needs the same shape`,
      );
    }
  });
  if (examples.form !== train.form || examples.columns !== train.columns) {
    throw new UnusableModule(
      `${name}.ys holds ${describeLabels(examples)}, train.ys ${describeLabels(train)}: each split needs labels of one kind`,
    );
  }
}

export function describeLabels({ form, columns }: Pick<CheckedExamples, 'form' | 'columns'>): string {
  if (form === 'one-hot') return `one-hot rows of ${columns} classes`;
  return form === 'index' ? 'class indices (int32)' : 'regression values (float32)';
}

/** Slices are named subsets of the test split; an index may be in several of them. */
export function checkSlices(slices: unknown, testCount: number): ReadonlyMap<string, readonly number[]> {
  if (slices === undefined) return new Map();
  if (typeof slices !== 'object' || slices === null) {
    throw new UnusableModule('slices must map names to indices into the test split, e.g. { short: [0, 4] }');
  }
  const checked = new Map<string, readonly number[]>();
  for (const [name, indices] of Object.entries(slices)) {
    if (!Array.isArray(indices))
      throw new UnusableModule(`slices.${name} is not a list of indices into the test split`);
    const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= testCount);
    if (wrong !== undefined) {
      throw new UnusableModule(
        `slices.${name} holds ${String(wrong)}; indices into the test split are whole numbers from 0 to ${testCount - 1}`,
      );
    }
    checked.set(name, indices);
  }
  return checked;
}

function checkClasses(classes: unknown): readonly string[] | undefined {
  if (classes === undefined) return undefined;
  if (Array.isArray(classes) && classes.every((name) => typeof name === 'string')) return classes;
  throw new UnusableModule('classes must be a list of strings, the name of each class by its index');
}
