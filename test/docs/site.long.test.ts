/** The site is built, says what the pages say, and can be read: contrast, width, what the home opens with. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser } from '../support/browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let site: string;
let printed: string;

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'site-'));
  printed = execFileSync('npx', ['vitepress', 'build', 'docs', '--outDir', site], {
    cwd: ROOT,
    env: { ...process.env, GITHUB_REPOSITORY: 'acme/lab', GITHUB_SHA: 'c'.repeat(40), NO_COLOR: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
});

afterAll(() => rm(site, { recursive: true, force: true }));

test('every page is on the site, with its title, its braces and links to the repository', () => {
  expect(printed).toContain('build complete');
  // VitePress ends with 0 where a page cannot be rendered.
  expect(printed).not.toMatch(/error|not loaded/i);

  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  const html = (page: string) =>
    readFileSync(join(site, page.replace(/\bREADME\.md$/, 'index.md').replace(/\.md$/, '.html')), 'utf8');
  for (const page of pages) expect(html(page), page).toMatch(/<h1 id="[^"]+"/);

  expect(html('how-to/forks.md')).toMatch(/if: \$\{\{ !cancelled\(\) \}\}/);
  expect(html('contributing/statistics.md')).toContain(
    `https://github.com/acme/lab/blob/${'c'.repeat(40)}/src/stats`,
  );
  expect(html('reference/checks.md')).toContain('id="silence-a-check"');
  expect(html('README.md')).toContain('/lab/assets/');
  const assets = readdirSync(join(site, 'assets', 'chunks'));
  expect(assets.some((name) => name.includes('localSearchIndex'))).toBe(true);
});

describe.skipIf(!hasBrowser)('in Chromium (needs Chromium)', () => {
  let browser: Browser;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = createServer(({ url = '' }, response) => {
      const path = url.replace(/^\/lab\//, '/').replace(/\/$/, '/index.html');
      try {
        const content = readFileSync(join(site, path));
        response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream').end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lab/`;
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test.each(['light', 'dark'] as const)(
    '%s: every text has enough contrast, on a phone, too',
    async (scheme) => {
      for (const width of [390, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
        for (const path of ['', 'how-to/pull-request.html', 'reference/command-line.html']) {
          await page.goto(address + path);
          await page.evaluate(AXE);
          const faults = await page.evaluate(`axe.run(document, { runOnly: ['color-contrast'] }).then(
          ({ violations }) => violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)))`);
          const content = await page.evaluate('document.documentElement.scrollWidth');
          expect([path, width, faults, content]).toEqual([path, width, [], width]);
        }
        await page.close();
      }
    },
  );

  test('the home opens with the picture and the two commands', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(address);
    const kinds = await page.evaluate(`[...document.querySelectorAll('.vp-doc :is(h1, h2, img, pre)')]
      .slice(0, 4).map(({ tagName }) => tagName)`);
    expect(kinds).toEqual(['H1', 'IMG', 'PRE', 'PRE']);
    expect(await page.evaluate(`document.querySelector('.vp-doc img').naturalWidth`)).toBeGreaterThan(0);
    await page.close();
  });
});
