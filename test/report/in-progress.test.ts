import { describe, expect, test } from 'vitest';
import { type LiveStatus, NOT_STARTED, nextStatus, renderInProgress } from '../../src/report/in-progress.ts';

const WAITING = {
  head: 'b'.repeat(40),
  base: 'main',
  runUrl: 'https://github.com/o/r/actions/runs/1',
  last: null,
};
const read = (status: LiveStatus, waiting: Partial<Parameters<typeof renderInProgress>[1]> = {}) =>
  renderInProgress(status, { ...WAITING, ...waiting }).replaceAll('\u00a0', ' ');
const LEFT = { runs: { least: 1, most: 9 }, seconds: null };
const planned = nextStatus(NOT_STARTED, {
  kind: 'planned',
  trainer: 'model.ts',
  models: ['baseline', 'a', 'b'],
  looks: [6, 8, 11],
  parallel: 2,
  left: LEFT,
});

describe('the comment of an experiment that trains', () => {
  test('names the commits and the log before there is a plan', () => {
    expect(read(NOT_STARTED)).toBe(
      '### ⏳ In progress: `bbbbbbb` against `main`\n\nPreparing the models. [Log of the run](https://github.com/o/r/actions/runs/1).\n',
    );
  });

  test('counts pairs of which every model has its run, those on record among them', () => {
    const status = nextStatus(planned, { kind: 'looked-up', reused: 7, missing: 11 });
    expect(read(status)).toContain(
      '**2 of 6 seed pairs** of 3 models are done; the next look is at 6, and 11 at most.',
    );
  });

  test('tells how many runs wait in a queue, until they have started or ended there', () => {
    const queued = (['a', 'b'] as const).reduce(
      (status, run) => nextStatus(status, { kind: 'queued', run, model: 'a', seed: 1 }),
      planned,
    );
    expect(read(queued)).toContain('and 11 at most. 2 runs wait in the queue.');
    const started = nextStatus(queued, { kind: 'started', run: 'a', model: 'a', seed: 1 });
    expect(read(started)).toContain(' 1 run waits in the queue.');
    expect(nextStatus(started, { kind: 'started', run: 'a', model: 'a', seed: 1 })).toBe(started);
    // A run that is lost waits once more.
    expect(read(nextStatus(started, { kind: 'queued', run: 'a', model: 'a', seed: 1 }))).toContain(
      ' 2 runs wait',
    );
    expect(read(nextStatus(started, { kind: 'stopped', run: 'b', model: 'a', seed: 1 }))).not.toContain(
      'queue',
    );
    const ended = { status: 'ok', failure: null, wallSeconds: 1, done: 1, of: 9 } as const;
    const secondsLeft = { least: 60, most: 60 };
    expect(
      read(nextStatus(started, { kind: 'finished', run: 'b', model: 'a', seed: 1, ...ended, secondsLeft })),
    ).not.toContain('queue');
  });

  test('goes on after a look with those that are undecided', () => {
    const looked = nextStatus(planned, {
      kind: 'look',
      look: 1,
      of: 3,
      pairs: 6,
      undecided: ['a'],
      next: 8,
      left: LEFT,
    });
    const status = nextStatus(looked, {
      kind: 'finished',
      run: 'c',
      model: 'a',
      seed: 7,
      status: 'ok',
      failure: null,
      wallSeconds: 10,
      done: 1,
      of: 4,
      secondsLeft: { least: 95, most: 300 },
    });
    expect(read(status)).toContain('**6 of 8 seed pairs**');
    expect(read(status)).toContain('About 1 min 40 s left until that look.');
  });

  test('keeps in view what was found before, and writes nothing of others but as code', () => {
    const text = read(planned, {
      base: '<b>@octocat',
      runUrl: 'javascript:alert(1)',
      last: { verdict: 'regression', commit: 'c'.repeat(40) },
    });
    expect(text).toContain('against `<b>@octocat`');
    expect(text).not.toContain('javascript');
    expect(text).toContain('Previous result, for `ccccccc`: regression.');
  });
});
