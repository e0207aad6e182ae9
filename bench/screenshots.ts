/**
 * What readers see, as pictures, in Debian's chromium (`apt-get install chromium fonts-noto-core fonts-noto-color-emoji`):
 *
 * - `npx jiti bench/screenshots.ts REPORT.md PICTURE.png`: the comment of a real run, for the README: the Markdown rendered as GitHub does
 *   (GFM, mermaid, its style sheet).
 * - `npx jiti bench/screenshots.ts FOLDER`: the pages of ten results, at four widths, in light and dark. Prints how large each page is and
 *   what the browser needs to draw it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../src/report/html.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { everySample } from '../test/support/every-sample.ts';
import { openComment } from '../test/support/github-rendering.ts';
import { largest } from '../test/support/largest-sample.ts';

const COMMENT_WIDTH = 780;
const WIDTHS = [390, 780, 1200, 1600];
const SCHEMES = ['light', 'dark'] as const;
const RESULTS = 10;

const [target, picture] = process.argv.slice(2);
if (target === undefined) throw new Error('usage: screenshots.ts REPORT.md PICTURE.png | FOLDER');
const browser = await launchBrowser();
try {
  await (picture === undefined ? drawPages(browser, target) : drawComment(browser, target, picture));
} finally {
  await browser.close();
}

async function drawComment(browser: Browser, report: string, picture: string): Promise<void> {
  const markdown = await readFile(report, 'utf8');
  const page = await openComment(browser, markdown, {
    width: COMMENT_WIDTH,
    colorScheme: 'light',
    deviceScaleFactor: 2,
  });
  await page.locator('body').screenshot({ path: picture });
}

/** What the page has kept its thread busy for: parsing, scripts, style, layout. The clock would count what else the machine does. */
async function busyMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.reload();
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

async function drawPages(browser: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, result] of [['largest', largest] as const, ...everySample].slice(0, RESULTS)) {
    const file = resolve(folder, `${name}.html`);
    const html = renderHtml(result);
    await writeFile(file, html);
    const took: number[] = [];
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(pathToFileURL(file).href);
        took.push(await busyMs(page));
        await page.screenshot({
          path: join(folder, `${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        await page.close();
      }
    }
    const median = took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
    console.log(
      `${name}: ${Math.round(html.length / 1000)} kB, drawn in ${Math.round(median)} ms of its thread`,
    );
  }
}
