import { expect, test } from 'vitest';
import { renderComment } from '../../../../src/report/comment.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { sampleDetails } from '../../../support/sample-details.ts';
import { better, invalidByCode } from '../../../support/samples.ts';

const foldOf = (result: ExperimentResult) =>
  /<summary>Changed examples[^<]*<\/summary>([\s\S]*?)<\/details>/.exec(renderComment(result))?.[1] ?? null;
const details = sampleDetails('head', 'macro_f1');
const [changes] = details.changes;
if (changes === undefined) throw new Error('no sample');

test('the comment names the examples that are newly wrong, then those newly right', () => {
  const rows = foldOf({ ...better, details })
    ?.split('\n')
    .filter((line) => /newly (wrong|right) \|/.test(line));
  expect(rows).toEqual([
    '| ✗ newly wrong | rare-17 | 2 | 2 | 0 | 7 → 1 of 8 | Many rare words that nobody reads. |',
    '| ✗ newly wrong | rare-18 | 2 | 2 | 1 | 7 → 1 of 8 | |',
    '| ✓ newly right | rare-19 | 2 | 0 | 2 | 1 → 8 of 8 | |',
  ]);
});

test('what a run names or shows stays text in one cell', () => {
  const hostile = {
    id: 'a|b\n<img src=x>',
    show: '</table> @someone `x` | y',
    label: 0,
    before: 0,
    after: 1,
  };
  const examples = [{ ...hostile, rightBefore: 8, rightAfter: 0 }];
  const classNames = ['[click](https://example.org)', '<b>'];
  const fold = foldOf({
    ...better,
    details: { ...details, classNames, changes: [{ ...changes, examples }] },
  });
  expect(fold?.split('\n').filter((line) => line.includes('newly wrong |'))).toHaveLength(1);
  const outsideOfCode = fold?.replaceAll(/(`+)[^`][\s\S]*?\1/g, '');
  expect(outsideOfCode).not.toMatch(/<img|<b>|<\/table|\]\(https|@someone/);
});

test('at most five of each kind are named, and of one run of each model no count of runs', () => {
  const [example] = changes.examples;
  if (example === undefined) throw new Error('no example');
  const examples = Array.from({ length: 9 }, (_, i) => ({
    ...example,
    id: `e${i}`,
    rightBefore: 1,
    rightAfter: 0,
  }));
  const fold = foldOf({ ...better, details: { ...details, changes: [{ ...changes, pairs: 1, examples }] } });
  expect(fold?.match(/newly wrong \|/g)).toHaveLength(5);
  expect(fold).toContain('One run of each model.');
  expect(fold).not.toContain('Right');
});

test('the title says how many, where they are of one variant', () => {
  const titleOf = (all: typeof details.changes) =>
    /<summary>(Changed examples[^<]*)</.exec(
      renderComment({ ...better, details: { ...details, changes: all } }),
    )?.[1];
  expect(titleOf([changes])).toBe('Changed examples: 31 newly wrong, 44 newly right');
  expect(titleOf([changes, { ...changes, variant: 'other' }])).toBe('Changed examples');
});

test('nothing is told where nothing changed, or where the comparison is broken', () => {
  const none = [{ ...changes, newlyWrong: 0, newlyRight: 0, examples: [] }];
  expect(foldOf({ ...better, details: { ...details, changes: none } })).toBeNull();
  expect(foldOf({ ...invalidByCode, details })).toBeNull();
});
