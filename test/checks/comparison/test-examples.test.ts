import { describe } from 'vitest';
import { testExamples } from '../../../src/checks/comparison/test-examples.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { cases, judgeOne } from '../judge.ts';
import { bothArms, record } from '../records.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];

/** `baseline 1 A`: the model, the seed, and the examples that the run was measured on, if known. */
const check = (runs: readonly string[], more: Partial<RunRecord> = {}) =>
  judgeOne(testExamples, {
    records: runs.map((run) => {
      const [model = '', seed, digest] = run.split(' ');
      const examples = digest === undefined ? null : digest === 'A' ? A : B;
      const predictions = {
        file: `${'0'.repeat(64)}.predictions.jsonl`,
        sha256: '1'.repeat(64),
        examples: examples ?? null,
      };
      const status = run.endsWith('diverged') ? 'diverged' : 'ok';
      return record(model, Number(seed), { predictions, status, ...more });
    }),
  });
const bySteps = (of: number) =>
  judgeOne(testExamples, {
    records: bothArms(6, (seed, arm) => ({
      metrics: { test: { accuracy: 1 - seed / (arm === 1 ? of : 228) } },
    })),
  });
const measuredOn = (split: 'test' | 'validation') =>
  check(['baseline 1 A', 'v 1 B'], { metrics: { [split]: { accuracy: 0.9 } } });
const OPEN = ['baseline 1 A', 'v 1 A', 'v 2', 'w 1'];
const DRAWN = ['baseline 1 A', 'baseline 2 B', 'v 1 A', 'v 2 B'];

describe('test-examples', () =>
  cases([
    [
      'the examples of the baseline',
      check(['baseline 1 A', 'v 1 A', 'w 1 A']),
      { status: 'pass', value: 0, message: '3 runs were measured on the examples of the baseline' },
    ],
    [
      'other examples',
      check(['baseline 1 A', 'v 1 A', 'v 2 B']),
      { status: 'fail', value: 1, message: /the first being v under seed 2/ },
    ],
    ['other examples of the test split', measuredOn('test'), { advice: /every example of the test set/ }],
    ['of the validation split', measuredOn('validation'), { advice: /every example of the validation set/ }],
    [
      'a run without predictions',
      check(OPEN),
      'not-checked',
      /^2 of 4 runs saved no predictions, the first being v under seed 2/,
    ],
    ['and another with other examples', check([...OPEN, 'w 2 B']), 'fail'],
    ['a failed run', check(['baseline 1 A', 'v 1 A', 'v 2 B diverged']), 'pass'],
    ['no predictions', check(['baseline 1', 'v 1']), { status: 'not-checked', value: null }],
    ['predictions of one arm', check(['baseline 1 A', 'v 1']), { status: 'not-checked', value: null }],
    ['a test set for each seed', check(DRAWN), 'pass'],
    ['another one for a seed', check([...DRAWN, 'w 2 A']), { status: 'fail', value: 1 }],
    [
      'accuracies with other steps',
      bySteps(57),
      'warn',
      'tested on different examples: accuracy changes in steps of 1/57 in head, but 1/228 in the baseline',
    ],
    ['accuracies with the same steps', bySteps(228), 'not-checked'],
  ]));
