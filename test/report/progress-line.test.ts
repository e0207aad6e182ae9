import { expect, test } from 'vitest';
import { progressLine } from '../../src/report/progress-line.ts';
import type { Progress } from '../../src/train/progress.ts';

const FINISHED = {
  kind: 'finished',
  model: 'head',
  seed: 3,
  status: 'ok',
  failure: null,
  wallSeconds: 8.4,
  done: 5,
  of: 12,
  secondsLeft: 200,
} as const;

test.each<[Progress, string | null]>([
  [
    { kind: 'planned', trainer: 'model.ts', models: ['baseline', 'head'], looks: [6, 8], parallel: 1 },
    'baseline, head: looks at 6, 8 seeds each, 1 run at a time; model.ts',
  ],
  [
    { kind: 'planned', trainer: 'x', models: ['baseline', 'head'], looks: [10], folded: true, parallel: 2 },
    'baseline, head: 10 folds each, 2 runs at a time; x',
  ],
  [
    { kind: 'look', look: 1, of: 3, pairs: 6, undecided: ['a', 'b'], next: 8 },
    'look 1 of 3, 6 pairs: a, b undecided, on to 8 pairs',
  ],
  [{ kind: 'looked-up', reused: 0, missing: 4 }, null],
  [
    { kind: 'looked-up', reused: 4, missing: 0 },
    '4 of 4 runs are on record and reused; nothing is left to train',
  ],
  [{ kind: 'looked-up', reused: 1, missing: 3 }, '1 of 4 runs are on record and reused; 3 to train'],
  [{ kind: 'started', model: 'head', seed: 3 }, null],
  [FINISHED, '[ 5/12] head, seed 3: 8.4 s, about 3 min 20 s left'],
  [{ ...FINISHED, done: 12, fold: { repeat: 1, fold: 2, of: 5 } }, '[12/12] head, fold 2 of repeat 1: 8.4 s'],
  [
    { ...FINISHED, status: 'crashed', failure: 'the trainer exited with code 1' },
    '[ 5/12] head, seed 3: CRASHED after 8.4 s, about 3 min 20 s left: the trainer exited with code 1',
  ],
  [{ kind: 'extra-runs', runs: 6 }, 'the verdict is decided; 6 runs more for checks'],
  [{ kind: 'warning', message: 'a\u001b[31mred\nline' }, 'warning: ared line'],
])('%j is the line %j', (progress, line) => {
  expect(progressLine(progress)?.replaceAll('\u00a0', ' ') ?? null).toBe(line);
});
