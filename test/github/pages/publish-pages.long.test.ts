import { expect, test } from 'vitest';
import { publishPages } from '../../../src/github/pages/publish-pages.ts';
import { entryOf, historySchema } from '../../../src/report/history/history.ts';
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
  await pushAsSomebodyElse({ 'conclusive/conclusive/reports/notes.html': 'theirs' });
  for (let n = 1; n <= 23; n++) await publishPages({ ...pageOf(n, `${n}`), branch });
  await publishPages({ ...pageOf(24, 'x'.repeat(2_000_001)), branch });
  const reports = (await paths()).filter((path) => path.includes('/reports/'));
  const own = Array.from({ length: 20 }, (_, i) => `conclusive/conclusive/reports/${commit(i + 4)}.html`);
  expect(reports).toEqual([...own, 'conclusive/conclusive/reports/notes.html']);
  const text = (await files())['conclusive/conclusive/history.json'] ?? '';
  expect(historySchema.parse(JSON.parse(text)).entries).toHaveLength(24);
}, 120_000);

test('jobs that publish at the same time all have their place in the end', async () => {
  const { branch, files } = await bareRemote();
  await Promise.all([1, 2, 3, 4].map((n) => publishPages({ ...pageOf(n, `${n}`), branch })));
  const text = (await files())['conclusive/conclusive/history.json'] ?? '';
  expect(historySchema.parse(JSON.parse(text)).entries.map((entry) => entry.commit)).toEqual(
    [1, 2, 3, 4].map(commit),
  );
}, 120_000);
