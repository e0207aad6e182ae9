import { describe, expect, test } from 'vitest';
import { evaluationFiles } from '../../../src/checks/comparison/evaluation-files.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import { judgeOne } from '../judge.ts';

describe('evaluation-files', () => {
  const check = (evaluationDigests: NonNullable<Gathered['evaluationDigests']>) =>
    judgeOne(evaluationFiles, { evaluationDigests });
  const digests = (baseline: string | null, head: string | null) => [
    { model: 'baseline', files: { 'data/test.csv': baseline, 'score.py': 's' } },
    { model: 'same', files: { 'data/test.csv': baseline, 'score.py': 's' } },
    { model: 'head', files: { 'data/test.csv': head, 'score.py': 's' } },
  ];

  test('passes where every model has the same files', () => {
    expect(check(digests('a', 'a'))).toMatchObject({ status: 'pass', value: 0 });
  });

  test.each([
    ['changed', 'b'],
    ['deleted', null],
  ])('fails where a file is %s, and names file and model', (_, head) => {
    expect(check(digests('a', head))).toMatchObject({
      status: 'fail',
      value: 1,
      message:
        "data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
    });
  });

  test('warns where the base has changed files since, unless a model has changed them as well', () => {
    const outdated = (head: string) => {
      const [baseline, ...variants] = digests('a', head);
      return check([{ files: {}, model: 'baseline', ...baseline, outdated: ['score.py'] }, ...variants]);
    };
    expect(outdated('a')).toMatchObject({
      status: 'warn',
      value: 1,
      message: expect.stringContaining('the base has changed score.py since this branch started'),
    });
    expect(outdated('b')).toMatchObject({ status: 'fail' });
  });

  test('is not checked where none are declared', () => {
    expect(check([{ model: 'baseline', files: {} }])).toMatchObject({ status: 'not-checked' });
  });
});
