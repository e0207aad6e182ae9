import { expect, test } from 'vitest';
import { type PredictionRow, TableBuilder } from '../../../src/records/readers/predictions/table-builder.ts';
import { alignClasses } from '../../../src/records/results/align-classes.ts';

function table(rows: readonly PredictionRow[]) {
  const builder = new TableBuilder('t');
  for (const [line, row] of rows.entries()) builder.add(row, line);
  return builder.build();
}
const named = (...pairs: ReadonlyArray<readonly [string, string]>) =>
  table(pairs.map(([label, prediction], id) => ({ id, label, prediction })));
const names = ({ splits, classNames }: ReturnType<typeof table>) =>
  [...(splits.get('test')?.predictions ?? [])].map((index) => classNames?.[index]);

test('a class that one model alone predicts does not move those of the others', () => {
  const tables = [named(['cat', 'cat'], ['emu', 'emu']), named(['cat', 'dog'], ['emu', 'emu'])];
  const aligned = alignClasses(['a', 'b'], tables);
  expect(aligned.map(({ classNames }) => classNames)).toEqual(Array(2).fill(['cat', 'dog', 'emu']));
  expect(aligned.map(names)).toEqual([
    ['cat', 'emu'],
    ['dog', 'emu'],
  ]);
  expect(aligned[0]?.splits.get('test')?.labels).toEqual(aligned[1]?.splits.get('test')?.labels);
});

test('classes that are numbers are as they are', () => {
  const tables = [table([{ id: 1, label: 0, prediction: 1 }])];
  expect(alignClasses(['a'], tables)).toBe(tables);
});

test('names beside numbers, and probabilities of other classes, are refused', () => {
  const numbered = table([{ id: 1, label: 0, prediction: 1 }]);
  expect(() => alignClasses(['a', 'b'], [named(['x', 'y']), numbered])).toThrow(
    'b: its classes are numbers, but those of a are names; use the same in every file',
  );
  const probable = table([
    { id: 1, label: 'cat', probabilities: [0.9, 0.1] },
    { id: 2, label: 'dog', probabilities: [0.9, 0.1] },
  ]);
  expect(() => alignClasses(['a', 'b'], [probable, named(['cat', 'emu'], ['dog', 'dog'])])).toThrow(
    'a: has probabilities of 2 classes, but all files together have 3',
  );
});
