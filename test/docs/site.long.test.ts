/** The site is built, and says what the pages say. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('every page is on the site, with its title, its braces and links to the repository', async () => {
  const site = await temporaryFolder();
  const printed = execFileSync('npx', ['vitepress', 'build', 'docs', '--outDir', site], {
    cwd: ROOT,
    env: { ...process.env, GITHUB_REPOSITORY: 'acme/lab', GITHUB_SHA: 'c'.repeat(40), NO_COLOR: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
