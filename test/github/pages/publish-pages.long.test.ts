import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { publishPages } from '../../../src/github/pages/publish-pages.ts';
import { Deadline } from '../../../src/github/request/deadline.ts';
import { entryOf, HISTORY_SCHEMA, historySchema } from '../../../src/report/history/history.ts';
import { renderHistory } from '../../../src/report/history/history-page.ts';
import { better } from '../../support/samples.ts';
import { bareRemote } from './bare-remote.ts';

const commit = (n: number) => n.toString(16).padStart(40, '0');
const pageOf = (n: number, html: string) => ({
  config: 'conclusive.yml',
  html,
  renderHistory,
  entry: entryOf(better, commit(n), new Date(Date.UTC(2026, 0, 1) + n * 60_000)),
});

test('old reports go, the history stays, and what is no report of ours is left alone', async () => {
  const { branch, paths, files, pushAsSomebodyElse } = await bareRemote();
  const known = Array.from({ length: 21 }, (_, index) => pageOf(index + 1, '').entry);
  const history = { schema: HISTORY_SCHEMA, config: 'conclusive.yml', entries: known };
  const left = known.slice(1).map((entry) => [`conclusive/conclusive/reports/${entry.commit}.html`, 'x']);
  await pushAsSomebodyElse({
    'conclusive/conclusive/history.json': JSON.stringify(history),
    'conclusive/conclusive/reports/notes.html': 'theirs',
    ...Object.fromEntries(left),
  });
  for (const n of [22, 23]) await publishPages({ ...pageOf(n, `${n}`), branch }, new Deadline());
  await publishPages({ ...pageOf(24, 'x'.repeat(2_000_001)), branch }, new Deadline());
  const reports = (await paths()).filter((path) => path.includes('/reports/'));
  const own = Array.from({ length: 20 }, (_, i) => `conclusive/conclusive/reports/${commit(i + 4)}.html`);
  expect(reports).toEqual([...own, 'conclusive/conclusive/reports/notes.html']);
  const text = (await files())['conclusive/conclusive/history.json'] ?? '';
  expect(historySchema.parse(JSON.parse(text)).entries).toHaveLength(24);
}, 120_000);

test('jobs that publish at the same time all have their place in the end', async () => {
  const { branch, files } = await bareRemote();
  await Promise.all([1, 2, 3, 4].map((n) => publishPages({ ...pageOf(n, `${n}`), branch }, new Deadline())));
  const text = (await files())['conclusive/conclusive/history.json'] ?? '';
  expect(historySchema.parse(JSON.parse(text)).entries.map((entry) => entry.commit)).toEqual(
    [1, 2, 3, 4].map(commit),
  );
}, 120_000);

/** Shows further processes by their time. */
const REPORTS = 400;

test('hundreds of reports that were left there are removed by as many calls of git as a few', async () => {
  const { branch, paths, pushAsSomebodyElse } = await bareRemote();
  const path = (n: number) => `conclusive/conclusive/reports/${commit(n + 1000)}.html`;
  const left = Array.from({ length: REPORTS }, (_, n) => [path(n), `${n}`]);
  await pushAsSomebodyElse(Object.fromEntries(left));
  const calls = await countGit(() => publishPages({ ...pageOf(1, 'x'), branch }, new Deadline()));
  expect((await paths()).filter((path) => path.includes('/reports/'))).toEqual([
    `conclusive/conclusive/reports/${commit(1)}.html`,
  ]);
  expect(calls).toBeLessThan(40);
});

async function countGit(step: () => Promise<void>): Promise<number> {
  let calls = 0;
  const started = () => {
    calls += 1;
  };
  subscribe('child_process', started);
  try {
    await step();
    return calls;
  } finally {
    unsubscribe('child_process', started);
  }
}
