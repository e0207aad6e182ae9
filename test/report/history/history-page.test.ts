import { expect, test } from 'vitest';
import { entryOf, HISTORY_SCHEMA, type History } from '../../../src/report/history/history.ts';
import { renderHistory } from '../../../src/report/history/history-page.ts';
import { hostileNames } from '../../support/extreme-samples.ts';
import { severalPrimary } from '../../support/samples.ts';

const commit = (n: number) => n.toString(16).padStart(40, '0');
const historyOf = (result: typeof severalPrimary, commits: number): History => ({
  schema: HISTORY_SCHEMA,
  config: 'conclusive.yml',
  entries: Array.from({ length: commits }, (_, n) =>
    entryOf(result, commit(n), new Date(Date.UTC(2026, 0, 1 + n))),
  ),
});

test('every commit has a mark for each model and metric, with its interval, and a row that leads to its report', () => {
  const history = historyOf(severalPrimary, 5);
  const html = renderHistory(history, new Map([[commit(4), `reports/${commit(4)}.html`]]));
  const points = history.entries.flatMap(({ metrics }) => metrics.flatMap(({ models }) => models));
  const marksOf = (kind: string, mark: string) =>
    [...html.matchAll(new RegExp(`<g[^>]*class="${kind}"[^>]*>([\\s\\S]*?)</g>`, 'g'))].reduce(
      (sum, [, inner = '']) => sum + inner.split(`<${mark} `).length - 1,
      0,
    );
  expect(marksOf('mean', 'circle')).toBe(points.length);
  expect(marksOf('interval', 'line')).toBe(points.filter(({ low }) => low !== null).length);
  expect(html.match(/<tr><td>/g)).toHaveLength(5);
  expect(html.match(/href="reports\//g)).toHaveLength(1);
  expect(html.match(/no longer kept/g)).toHaveLength(4);
});

test('names from outside stay text', () => {
  const html = renderHistory(historyOf(hostileNames, 2), new Map());
  expect(html).not.toMatch(/<img|<script>alert|javascript:/);
});

test('an empty history, and one of a single commit, are pages too', () => {
  expect(renderHistory(historyOf(severalPrimary, 0), new Map())).toContain('<!doctype html>');
  expect(renderHistory(historyOf(severalPrimary, 1), new Map())).toContain('<svg');
});
