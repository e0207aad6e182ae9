import { expect, test } from 'vitest';
import { progressLine } from '../../src/report/progress-line.ts';
import type { Progress } from '../../src/train/progress.ts';

const LEFT = { runs: { least: 12, most: 50 }, seconds: { least: 130, most: 540 } };

const FINISHED = {
  kind: 'finished',
  run: 'aa',
  model: 'head',
  seed: 3,
  status: 'ok',
  failure: null,
  wallSeconds: 8.4,
  done: 5,
  of: 12,
  secondsLeft: { least: 200, most: 560 },
} as const;

test.each<[Progress, string | null]>([
  [
    {
      kind: 'planned',
      trainer: 'model.ts',
      models: ['baseline', 'head'],
      looks: [6, 25],
      parallel: 1,
      left: LEFT,
    },
    'baseline, head: 12 to 50 runs, about 2 to 9 min (6 to 25 seeds each), 1 at a time; model.ts',
  ],
  [
    {
      kind: 'planned',
      trainer: 'x',
      models: ['baseline', 'head'],
      looks: [10],
      folded: true,
      parallel: 2,
      left: { runs: { least: 20, most: 20 }, seconds: null },
    },
    'baseline, head: 20 runs (10 folds each), 2 at a time; x',
  ],
  [
    {
      kind: 'planned',
      trainer: 'x',
      models: ['baseline', 'head'],
      looks: [1],
      parallel: 2,
      left: { runs: { least: 2, most: 2 }, seconds: null },
    },
    'baseline, head: 2 runs (1 seed each), 2 at a time; x',
  ],
  [
    { kind: 'look', look: 1, of: 3, pairs: 6, undecided: ['a', 'b'], next: 8, left: LEFT },
    'look 1 of 3, at 6 pairs: training continues with a, b to 8 pairs; 12 to 50 runs, about 2 to 9 min left',
  ],
  [
    {
      ...{ kind: 'look', look: 1, of: 3, pairs: 6, undecided: ['a'], next: 8 },
      left: { runs: { least: 0, most: 0 }, seconds: null },
    },
    'look 1 of 3, at 6 pairs: training continues with a to 8 pairs; no run left',
  ],
  [{ kind: 'looked-up', reused: 0, missing: 4 }, null],
  [
    { kind: 'looked-up', reused: 4, missing: 0 },
    '4 of 4 runs are on record and reused; nothing is left to train',
  ],
  [{ kind: 'looked-up', reused: 1, missing: 3 }, '1 of 4 runs are on record and reused; 3 to train'],
  [{ kind: 'started', run: 'aa', model: 'head', seed: 3 }, null],
  [FINISHED, '[ 5/12] head, seed 3: 8.4 s, about 3 to 9 min left'],
  [{ ...FINISHED, done: 12, fold: { repeat: 1, fold: 2, of: 5 } }, '[12/12] head, fold 2 of repeat 1: 8.4 s'],
  [
    { ...FINISHED, status: 'crashed', failure: 'the trainer exited with code 1' },
    '[ 5/12] head, seed 3: CRASHED after 8.4 s, about 3 to 9 min left: the trainer exited with code 1',
  ],
  [{ kind: 'extra-runs', runs: 6, left: LEFT }, 'the comparison is decided; checks train 6 more runs'],
  [{ kind: 'warning', message: 'a\u001b[31mred\nline' }, 'warning: ared line'],
])('%j is the line %j', (progress, line) => {
  expect(progressLine(progress)?.replaceAll('\u00a0', ' ') ?? null).toBe(line);
});
