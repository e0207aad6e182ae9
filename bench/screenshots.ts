/**
 * The picture of the comment in the README: `npx jiti bench/screenshots.ts REPORT.md PICTURE.png`, with the report of a real
 * run. Renders the Markdown as GitHub does (GFM, mermaid, its style sheet) in Debian's chromium. Needs
 * `apt-get install chromium fonts-noto-core fonts-noto-color-emoji`.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { chromium } from 'playwright-core';

const WIDTH = 960;
const require = createRequire(import.meta.url);

const [report, picture] = process.argv.slice(2);
if (report === undefined || picture === undefined)
  throw new Error('usage: screenshots.ts REPORT.md PICTURE.png');

const html = micromark(await readFile(report, 'utf8'), {
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
  // The comment folds its details with HTML of its own.
  allowDangerousHtml: true,
}).replace(/<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>');

const browser = await chromium.launch({
  executablePath: process.env.CONCLUSIVE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, deviceScaleFactor: 2 });
  await page.setContent(
    `<!doctype html><body class="markdown-body" style="padding: 16px 24px; max-width: ${WIDTH}px">${html}</body>`,
  );
  await page.addStyleTag({ path: require.resolve('github-markdown-css/github-markdown-light.css') });
  await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
  await page.evaluate('mermaid.initialize({ startOnLoad: false }); mermaid.run()');
  await page.waitForSelector('pre.mermaid svg');
  await page.locator('body').screenshot({ path: picture });
} finally {
  await browser.close();
}
