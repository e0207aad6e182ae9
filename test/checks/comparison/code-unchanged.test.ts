import { describe, expect, test } from 'vitest';
import { codeUnchanged } from '../../../src/checks/comparison/code-unchanged.ts';
import type { CodeChanges } from '../../../src/plan/code/prepare-models.ts';
import { judgeOne } from '../judge.ts';

describe('code-unchanged', () => {
  const check = (codeChanges: CodeChanges) => judgeOne(codeUnchanged, { codeChanges });

  test('fails where a file of a model changed under way, and names both', () => {
    expect(
      check({
        changed: [{ model: 'baseline', files: ['a.py', 'b.py', 'c.py', 'd.py'] }],
        added: [],
      }),
    ).toMatchObject({
      status: 'fail',
      message: 'code changed during the runs: baseline (a.py, b.py, c.py and 1 more)',
      advice: expect.stringMatching(/^find what changes files of the repository/),
    });
    expect(
      check({
        changed: [{ model: 'baseline', files: ['train.log'], untracked: ['train.log'] }],
        added: [],
      }).advice,
    ).toBe(
      "write train.log to the run directory or outside the checkout, or add it to .gitignore, and run again. Git does not know it; the model's records were discarded",
    );
    const shared = ['model.pt'];
    expect(check({ changed: [{ model: 'baseline', files: shared, shared }], added: [] })).toMatchObject({
      status: 'fail',
      message: 'files shared by all runs changed during the runs: baseline (model.pt)',
      advice: expect.stringContaining('trainer.outputs (model.pt)'),
    });
    expect(
      check({ changed: [{ model: 'baseline', files: ['a.py', ...shared], shared }], added: [] }).message,
    ).toBe('code changed during the runs: baseline (a.py, model.pt)');
    expect(check({ changed: [], added: ['ckpt.bin'] })).toMatchObject({ status: 'pass' });
  });
});
