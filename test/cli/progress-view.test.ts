import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgressView } from '../../src/cli/progress-view.ts';

const LEFT = { runs: { least: 3, most: 3 }, seconds: null };

/** What is written to a stream that is no terminal, or is called one. */
function written(environment: NodeJS.ProcessEnv, quiet = false, terminal: object = {}): string {
  const stream = Object.assign(new PassThrough(), { cursorTo() {}, clearLine() {} }, terminal);
  const view = createProgressView(stream as unknown as NodeJS.WriteStream, environment, quiet);
  view.show({
    kind: 'planned',
    trainer: 'command train',
    models: ['head'],
    looks: [3],
    parallel: 1,
    left: LEFT,
  });
  view.show({
    ...{ kind: 'finished', run: 'a1', model: 'head', seed: 1, status: 'ok', failure: null },
    ...{ wallSeconds: 2, done: 1, of: 3, secondsLeft: { least: 4, most: 4 } },
  });
  if (quiet) view.show({ kind: 'warning', message: 'the disk is nearly full' });
  view.end();
  view.end();
  return String(stream.read());
}

test('a log gets one line a run', () => {
  const lines = written({}).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('head');
});

test('a terminal that cannot go back in its line gets one line a run too', () => {
  expect(written({ TERM: 'dumb' }, false, { isTTY: true, columns: 80 })).toBe(written({}));
});

test('a narrow terminal gets the numbers without the picture', () => {
  const drawn = written({ TERM: 'xterm' }, false, { isTTY: true, columns: 30 });
  expect(drawn).toContain('0/3 runs');
  expect(drawn).not.toMatch(/[█░]/);
});

test('where a log can fold, the runs are one group, which is closed once', () => {
  const lines = written({ GITHUB_ACTIONS: 'true' }).trimEnd().split('\n');
  expect(lines[1]).toBe('::group::Runs');
  expect(lines.filter((line) => line === '::endgroup::')).toHaveLength(1);
  expect(lines.at(-1)).toBe('::endgroup::');
});

test('who wants it quiet gets warnings alone', () => {
  expect(written({}, true)).toBe('warning: the disk is nearly full\n');
});

test('a terminal tells what waits in a queue from what runs, whatever models and seeds they have in common', () => {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    cursorTo() {},
    clearLine() {},
  });
  const view = createProgressView(stream as unknown as NodeJS.WriteStream, {});
  view.show({
    ...{ kind: 'planned', trainer: 'command train', models: ['head'], looks: [3] },
    ...{ parallel: 3, left: LEFT },
  });
  const shown = () => {
    view.show({ kind: 'warning', message: 'drawn again' });
    return String(stream.read()).split('drawn again').at(-1) ?? '';
  };
  for (const run of ['a', 'b', 'c']) view.show({ kind: 'queued', run, model: 'head', seed: 2 });
  expect(shown()).toContain('3 queued');
  view.show({ kind: 'started', run: 'b', model: 'head', seed: 2 });
  expect(shown()).toContain('2 queued · head 2');
  // Lost: it waits again.
  view.show({ kind: 'queued', run: 'b', model: 'head', seed: 2 });
  expect(shown()).toMatch(/3 queued(?! ·)/);
  // Begun ahead, and in vain.
  view.show({ kind: 'stopped', run: 'c', model: 'head', seed: 2 });
  expect(shown()).toContain('2 queued');
  view.end();
});

test('a log tells once that runs wait in a queue', () => {
  const stream = new PassThrough();
  const view = createProgressView(stream as unknown as NodeJS.WriteStream, {});
  for (const run of ['a', 'b', 'c']) view.show({ kind: 'queued', run, model: 'head', seed: 2 });
  expect(String(stream.read())).toBe('runs wait in the queue; each has a line when it has ended\n');
});

const SETUP = {
  ...({ kind: 'setup', program: 'pip install', seconds: 190, isLogged: true, isOver: false } as const),
  line: `\u001b[31mDownloading\u001b[0m torch ${'x'.repeat(500)}`,
};

test.each([
  ['a log gets it now and then, cleaned and cut', {}, 300],
  ['a terminal replaces one line that fits', { isTTY: true, columns: 80, cursorTo() {}, clearLine() {} }, 40],
])('while setup installs, the time and the last line that it printed are shown: %s', (_, terminal, most) => {
  const stream = Object.assign(new PassThrough(), terminal);
  const view = createProgressView(stream as unknown as NodeJS.WriteStream, { TERM: 'xterm' });
  view.show(SETUP);
  const text = String(stream.read());
  expect(text.replaceAll('\u00a0', ' ')).toContain(
    'installing the environment (pip install) … 3 min 10 s: Downloading torch',
  );
  expect(text).not.toContain('x'.repeat(most));
  view.show({ ...SETUP, isLogged: false, isOver: true });
  view.end();
});

test('a terminal breaks lines at words', () => {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 40,
    cursorTo() {},
    clearLine() {},
  });
  const view = createProgressView(stream as unknown as NodeJS.WriteStream, { TERM: 'xterm' });
  view.show({ kind: 'warning', message: 'records are not reused because the versions of packages differ' });
  view.end();
  expect(String(stream.read())).toBe(
    'warning: records are not reused because\n  the versions of packages differ\n',
  );
});
