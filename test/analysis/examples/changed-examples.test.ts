import { expect, test } from 'vitest';
import { changedExamples } from '../../../src/analysis/examples/changed-examples.ts';

const run = (predictions: readonly number[]) => ({ predictions, probabilities: null });

test('an example is newly wrong, or newly right, where most pairs say so, the clearest first', () => {
  const labels = [0, 1, 2, 1];
  const pairs = [
    [run([0, 1, 0, 0]), run([2, 1, 2, 1])],
    [run([0, 1, 0, 0]), run([2, 1, 2, 0])],
    [run([0, 0, 0, 1]), run([1, 0, 2, 1])],
  ] as const;
  expect(changedExamples(pairs, labels, ['a', 'b', 'c', 'd'], 10)).toEqual({
    pairs: 3,
    newlyWrong: 1,
    newlyRight: 2,
    confusion: [
      { label: 0, taken: 2, newlyWrong: 1, newlyRight: 0 },
      { label: 2, taken: 0, newlyWrong: 0, newlyRight: 1 },
      { label: 1, taken: 0, newlyWrong: 0, newlyRight: 1 },
    ],
    examples: [
      { id: 'a', label: 0, before: 0, after: 2, rightBefore: 3, rightAfter: 0 },
      { id: 'c', label: 2, before: 0, after: 2, rightBefore: 0, rightAfter: 3 },
      { id: 'd', label: 1, before: 0, after: 1, rightBefore: 1, rightAfter: 2 },
    ],
  });
});

test('a half is not most, and what most runs get wrong is not taken for what it is', () => {
  const labels = [0, 0];
  const pairs = [
    [run([0, 0]), run([0, 0])],
    [run([0, 0]), run([0, 1])],
    [run([0, 0]), run([1, 2])],
    [run([0, 1]), run([1, 2])],
    [run([0, 1]), run([0, 0])],
  ] as const;
  expect(changedExamples(pairs.slice(0, 4), labels, ['half', 'lost'], 2)).toMatchObject({
    newlyWrong: 1,
    newlyRight: 0,
    examples: [{ id: 'lost', before: 0, after: 2, rightBefore: 3, rightAfter: 1 }],
  });
  // Two runs of five take it for 0, its class, two for 2 and one for 1.
  expect(changedExamples(pairs, labels, ['half', 'lost'], 2).examples).toEqual([
    { id: 'lost', label: 0, before: 0, after: 2, rightBefore: 3, rightAfter: 2 },
  ]);
});

test('what is not named is counted', () => {
  const pairs = [[run([0, 0, 0]), run([1, 1, 1])]] as const;
  const { newlyWrong, confusion, examples } = changedExamples(pairs, [0, 0, 0], ['a', 'b', 'c'], 2);
  expect(confusion).toEqual([{ label: 0, taken: 1, newlyWrong: 3, newlyRight: 0 }]);
  expect([newlyWrong, examples.map(({ id }) => id)]).toEqual([3, ['a', 'b']]);
});

test('models that agree have no changes', () => {
  const pairs = [[run([0, 1]), run([0, 1])]] as const;
  expect(changedExamples(pairs, [0, 0], ['a', 'b'], 2)).toEqual({
    pairs: 1,
    newlyWrong: 0,
    newlyRight: 0,
    confusion: [],
    examples: [],
  });
});

test('an example carries what the runs show of it, and nothing where they show nothing', () => {
  const pairs = [[run([0, 0]), run([1, 1])]] as const;
  const { examples } = changedExamples(pairs, [0, 0], ['a', 'b'], 2, ['a text', null]);
  expect(examples.map((example) => 'show' in example && example.show)).toEqual(['a text', false]);
});
