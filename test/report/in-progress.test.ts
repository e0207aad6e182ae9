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

  const ended = { model: 'a', seed: 1, status: 'ok', failure: null, wallSeconds: 1, done: 1, of: 9 } as const;
  const secondsLeft = { least: 95, most: 300 };
  const step = (status: LiveStatus, kind: 'queued' | 'started' | 'stopped', run: string) =>
    nextStatus(status, { kind, run, model: 'a', seed: 1 });

  test('tells how many runs wait in a queue, until they have started or ended there', () => {
    const queued = step(step(planned, 'queued', 'a'), 'queued', 'b');
    expect(read(queued)).toContain('and 11 at most. 2 runs wait in the queue.');
    const started = step(queued, 'started', 'a');
    expect(read(started)).toContain(' 1 run waits in the queue.');
    expect(step(started, 'started', 'a')).toBe(started);
    // A run that is lost waits once more.
    expect(read(step(started, 'queued', 'a'))).toContain(' 2 runs wait');
    expect(read(step(started, 'stopped', 'b'))).not.toContain('queue');
    const finished = nextStatus(started, { kind: 'finished', run: 'b', ...ended, secondsLeft });
    expect(read(finished)).not.toContain('queue');
  });

  test('goes on after a look with those that are undecided', () => {
    const look = { look: 1, of: 3, pairs: 6, undecided: ['a'], next: 8, left: LEFT };
    const looked = nextStatus(planned, { kind: 'look', ...look });
    const text = read(nextStatus(looked, { kind: 'finished', run: 'c', ...ended, secondsLeft }));
    expect(text).toContain('**6 of 8 seed pairs**');
    expect(text).toContain('About 1 min 40 s left until that look.');
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

test('while setup runs, the comment names its command, and an unchanged one makes no new status', () => {
  const step = { kind: 'setup', program: 'pip `install`', line: 'secret', isLogged: true } as const;
  const installing = nextStatus(planned, { ...step, seconds: 0, isOver: false });
  expect(nextStatus(installing, { ...step, seconds: 1, isOver: false })).toBe(installing);
  const text = renderInProgress(installing, { head: 'main', base: null, runUrl: null, last: null });
  expect(text).toContain('Installing the environment (`` pip `install` ``).');
  expect(text).not.toContain('secret');
  expect(nextStatus(installing, { ...step, seconds: 2, isOver: true })).toEqual(planned);
});
