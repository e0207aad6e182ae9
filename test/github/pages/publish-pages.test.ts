import { describe, expect, test } from 'vitest';
import { type EventContext, readContext } from '../../../src/github/event/context.ts';
import { pagesBranch, publishPages, whyNoPages } from '../../../src/github/pages/publish-pages.ts';
import { Deadline } from '../../../src/github/request/deadline.ts';
import { entryOf, historySchema } from '../../../src/report/history/history.ts';
import { renderHistory } from '../../../src/report/history/history-page.ts';
import { better } from '../../support/samples.ts';
import { everyCase } from '../../support/some-of.ts';
import { PULL_REQUEST } from '../pull-request.ts';
import { bareRemote } from './bare-remote.ts';

const commit = (n: number) => n.toString(16).padStart(40, '0');
const pageOf = (n: number, html = `<p>${n}</p>`, config = 'conclusive.yml') => ({
  config,
  html,
  renderHistory,
  entry: entryOf(better, commit(n), new Date(Date.UTC(2026, 0, 1) + n * 60_000)),
});

describe('pages on a branch', () => {
  test('a result adds its page and its entry in the history; the same commit again takes its own place', async () => {
    const { branch, files } = await bareRemote();
    await publishPages({ ...pageOf(1), branch }, new Deadline());
    await publishPages({ ...pageOf(1, '<p>again</p>'), branch }, new Deadline());
    const found = await files();
    expect(Object.keys(found)).toEqual([
      'conclusive/conclusive/history.json',
      'conclusive/conclusive/index.html',
      `conclusive/conclusive/reports/${commit(1)}.html`,
    ]);
    expect(found[`conclusive/conclusive/reports/${commit(1)}.html`]).toBe('<p>again</p>');
    const history = historySchema.parse(JSON.parse(found['conclusive/conclusive/history.json'] ?? ''));
    expect(history.entries).toHaveLength(1);
    expect(found['conclusive/conclusive/index.html']).toContain(`href="reports/${commit(1)}.html"`);
  });

  test.runIf(everyCase)('configs have folders of their own, and paths that are alike do too', async () => {
    const { branch, paths } = await bareRemote();
    for (const config of ['a/b.yml', 'a-b.yml', '../../etc/x.yml'])
      await publishPages({ ...pageOf(1, 'x', config), branch }, new Deadline());
    const folders = new Set((await paths()).map((path) => path.split('/').slice(0, 2).join('/')));
    expect(folders.size).toBe(3);
    for (const folder of folders) expect(folder).toMatch(/^conclusive\/[A-Za-z0-9-]+$/);
  });

  test.runIf(everyCase)('what is no history of this config is not written over', async () => {
    const { branch, files, pushAsSomebodyElse } = await bareRemote();
    for (const text of [
      '{"mine": true}',
      'no JSON',
      '{"schema":"conclusive.history/1","config":"other.yml","entries":[]}',
    ]) {
      await pushAsSomebodyElse({ 'conclusive/conclusive/history.json': text });
      await expect(publishPages({ ...pageOf(1), branch }, new Deadline())).rejects.toThrow(
        /is not the history of conclusive\.yml; move the file/,
      );
      expect(await files()).toEqual({ 'conclusive/conclusive/history.json': text });
    }
  });
});

describe('who may publish', () => {
  const payload = { before: 'a'.repeat(40), repository: { default_branch: 'main' } };
  const contextOf = (event: string, ref = 'refs/heads/main', given: object = payload) =>
    readContext(
      { GITHUB_EVENT_NAME: event, GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'b'.repeat(40), GITHUB_REF: ref },
      given,
    );

  test.each(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'])(
    'a %s on the default branch',
    (event) => {
      expect(whyNoPages(contextOf(event), false)).toBeNull();
    },
  );

  test.each<[string, EventContext, boolean]>([
    ['a pull request, or the results of a fork', PULL_REQUEST, false],
    ['a merge queue', { ...contextOf('push'), governedByBase: true }, false],
    ['another branch', contextOf('push', 'refs/heads/work'), false],
    ['a tag', contextOf('push', 'refs/tags/main'), false],
    ['a release', contextOf('release', 'refs/tags/v1'), false],
    ['a payload that names no branch', contextOf('schedule', 'refs/heads/main', {}), false],
    ['commits named by hand', contextOf('push'), true],
  ])('not %s', (_, context, isByHand) => {
    expect(whyNoPages(context, isByHand)).not.toBeNull();
  });

  test('an address is made of what the runner says, and of nothing else', () => {
    const runner = { GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'o/r' };
    expect(pagesBranch(runner, 't')).toEqual({
      remote: 'https://github.example/o/r.git',
      name: 'gh-pages',
      token: 't',
    });
    expect(pagesBranch({ GITHUB_REPOSITORY: 'o/r' }, 't')).toBeNull();
  });
});
