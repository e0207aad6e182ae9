import { describe } from 'vitest';
import { codeUnchanged } from '../../../src/checks/comparison/code-unchanged.ts';
import type { CodeChanges } from '../../../src/plan/code/prepare-models.ts';
import { cases, judgeOne } from '../judge.ts';

const check = (files: string[], more: Partial<CodeChanges['changed'][number]> = {}) =>
  judgeOne(codeUnchanged, { codeChanges: { changed: [{ model: 'baseline', files, ...more }], added: [] } });

describe('code-unchanged', () =>
  cases([
    [
      'changed files',
      check(['a.py', 'b.py', 'c.py', 'd.py']),
      {
        status: 'fail',
        message: 'code changed during the runs: baseline (a.py, b.py, c.py and 1 more)',
        advice: /^find what changes files of the repository/,
      },
    ],
    [
      'an untracked file',
      check(['train.log'], { untracked: ['train.log'] }),
      {
        advice:
          "write train.log to the run directory or outside the checkout, or add it to .gitignore, and run again. Git does not know it; the model's records were discarded",
      },
    ],
    [
      'a file that runs share',
      check(['model.pt'], { shared: ['model.pt'] }),
      {
        status: 'fail',
        message: 'files shared by all runs changed during the runs: baseline (model.pt)',
        advice: /trainer\.outputs \(model\.pt\)/,
      },
    ],
    [
      'a shared file among others',
      check(['a.py', 'model.pt'], { shared: ['model.pt'] }),
      { message: 'code changed during the runs: baseline (a.py, model.pt)' },
    ],
    ['an added file', judgeOne(codeUnchanged, { codeChanges: { changed: [], added: ['ckpt.bin'] } }), 'pass'],
  ]));
