/**
 * Takes pictures with Debian's chromium (`apt-get install chromium fonts-noto-core fonts-noto-color-emoji`):
 *
 * - `npx jiti bench/screenshots.ts`: docs/images/comment.png for the README, from examples/starter, rendered as on GitHub.
 * - `npx jiti bench/screenshots.ts FOLDER`: ten result pages at four widths, light and dark, with size and rendering time.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../src/report/page/page.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { everySample } from '../test/support/every-sample.ts';
import { openComment } from '../test/support/github-rendering.ts';
import { largest } from '../test/support/largest-sample.ts';

const COMMENT_WIDTH = 780;
const WIDTHS = [390, 780, 1200, 1600];
const SCHEMES = ['light', 'dark'] as const;
const RESULTS = 10;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const [folder] = process.argv.slice(2);
const browser = await launchBrowser();
try {
  await (folder === undefined ? drawComment(browser) : drawPages(browser, folder));
} finally {
  await browser.close();
}

async function drawComment(browser: Browser): Promise<void> {
  const repository = await mkdtemp(join(tmpdir(), 'starter-'));
  const markdown = await commentOnStarter(repository).finally(() => rm(repository, { recursive: true }));
  const page = await openComment(browser, markdown, {
    width: COMMENT_WIDTH,
    colorScheme: 'light',
    deviceScaleFactor: 2,
  });
  await page.locator('body').screenshot({ path: join(ROOT, 'docs/images/comment.png') });
}

/** The commits have constant hashes. */
async function commentOnStarter(repository: string): Promise<string> {
  const date = '2026-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: repository,
      env,
    });
  await cp(join(ROOT, 'examples/starter'), repository, { recursive: true });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'A small network');
  await git('switch', '--quiet', '--create', 'wider');
  const program = join(repository, 'train.py');
  const small = '"--hidden", type=int, default=2';
  const text = await readFile(program, 'utf8');
  if (!text.includes(small)) throw new Error(`examples/starter/train.py has no ${small}`);
  await writeFile(program, text.replace(small, '"--hidden", type=int, default=8'));
  await git('commit', '--quiet', '--all', '--message', 'Eight hidden units');
  const cli = join(process.env.CONCLUSIVE_DIST ?? join(ROOT, 'dist'), 'cli.js');
  const { stdout } = await run(process.execPath, [cli, 'run', '--markdown'], { cwd: repository });
  return stdout;
}

/** Counts the page's thread; wall time would include other load. */
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
