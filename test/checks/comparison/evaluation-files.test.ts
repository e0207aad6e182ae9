import { describe } from 'vitest';
import { evaluationFiles } from '../../../src/checks/comparison/evaluation-files.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import { cases, judgeOne } from '../judge.ts';

const check = (evaluationDigests: NonNullable<Gathered['evaluationDigests']>) =>
  judgeOne(evaluationFiles, { evaluationDigests });
const digests = (head: string | null, outdated: string[] = []) => [
  { model: 'baseline', files: { 'data/test.csv': 'a', 'score.py': 's' }, outdated },
  { model: 'same', files: { 'data/test.csv': 'a', 'score.py': 's' } },
  { model: 'head', files: { 'data/test.csv': head, 'score.py': 's' } },
];
const DIFFERS = {
  status: 'fail',
  value: 1,
  message: "data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
};

describe('evaluation-files', () =>
  cases([
    ['the same files', check(digests('a')), { status: 'pass', value: 0 }],
    ['a changed file', check(digests('b')), DIFFERS],
    ['a deleted file', check(digests(null)), DIFFERS],
    [
      'files that the base has changed since',
      check(digests('a', ['score.py'])),
      { status: 'warn', value: 1, message: /^the base has changed score\.py since this branch started/ },
    ],
    ['files that a model has changed as well', check(digests('b', ['score.py'])), 'fail'],
    ['no declared files', check([{ model: 'baseline', files: {} }]), 'not-checked'],
  ]));
