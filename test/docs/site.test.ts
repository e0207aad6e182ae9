/** The site is made from the pages as they are. `site.long.test.ts` builds it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addressOf } from '../../docs/.vitepress/pages-as-written.ts';
import { sidebarOf } from '../../docs/.vitepress/sidebar.ts';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md') && !file.endsWith('README.md'))
  .map((file) => file.replaceAll('\\', '/'));
const readList = (folder: string) => readFileSync(join(DOCS, folder, 'README.md'), 'utf8');
const list = readList('');

test.each(['', 'contributing/'])(
  'docs/%sREADME.md lists each of its pages once, for the navigation',
  (folder) => {
    const links = JSON.stringify(sidebarOf(readList(folder), folder)).matchAll(/"link":"\/([^"]+)"/g);
    const own = pages.filter((page) => page.startsWith('contributing/') === (folder !== ''));
    expect([...links].map(([, link]) => `${link}.md`).sort()).toEqual(own.sort());
  },
);

test('pages lie in four kinds', () => {
  expect(sidebarOf(list).map(({ text }) => text)).toEqual([
    'Tutorials',
    'How-to guides',
    'Reference',
    'Explanation',
  ]);
  for (const page of pages) expect(page).toMatch(/^(?:tutorial|how-to|reference|explanation|contributing)\//);
});

test('every page has one title, which comes first', () => {
  for (const page of pages) {
    const text = readFileSync(join(DOCS, page), 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
    expect(text.startsWith('# '), page).toBe(true);
    expect(text.match(/^# /gm), page).toHaveLength(1);
  }
});

test('no page has HTML but comments, which GitHub and the site would show in two ways', () => {
  for (const page of [...pages, 'README.md']) {
    const prose = readFileSync(join(DOCS, page), 'utf8')
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .replaceAll(/^ {4,}\S.*$/gm, '')
      .replaceAll(/`[^`]*`/g, '')
      .replaceAll(/<!--[\s\S]*?-->/g, '');
    expect(prose.match(/(?<!\\)<\/?[a-z][^>]*>/gi), page).toBeNull();
  }
});

test.each([
  ['../../src/stats', 'https://github.com/a/b/blob/main/src/stats'],
  ['../../README.md', 'https://github.com/a/b/blob/main/README.md'],
  ['../reference/checks.md#scale', '../reference/checks.md#scale'],
  ['#going-on', '#going-on'],
  ['https://example.org', 'https://example.org'],
])('%s leads to %s', (href, address) => {
  expect(addressOf(href, 'explanation/statistics.md', 'https://github.com/a/b/blob/main')).toBe(address);
});
