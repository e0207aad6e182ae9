/** The page of a result as a reader has it: in a real Chromium, from a file, without a network. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonsCsv } from '../../../src/report/page/numbers.ts';
import { renderHtml } from '../../../src/report/page/page.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { hasBrowser, launchBrowser } from '../../support/browser.ts';
import { everySample } from '../../support/every-sample.ts';
import { huge } from '../../support/extreme-samples.ts';
import { largest } from '../../support/largest-sample.ts';
import { sampleDetails } from '../../support/sample-details.ts';
import * as samples from '../../support/samples.ts';

const WIDTHS = [390, 780, 1200, 1600];
const SCHEMES = ['light', 'dark'] as const;
const MOST_CHARS = 700_000;
const MOST_PAGES = 6;
const require = createRequire(import.meta.url);
const AXE = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  if (hasBrowser) browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the report and fails on whatever it asks for or complains of. */
async function open(
  result: ExperimentResult,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
) {
  const file = join(folder, 'report.html');
  await writeFile(file, renderHtml(result));
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const address = pathToFileURL(file).href;
    const faults: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (url !== address && !url.startsWith('data:')) faults.push(`asked for ${url}`);
    });
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(address);
    await use(page);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

function accessibilityFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`);
}

/** How many marks of a kind there are, in pictures that a wide window shows. */
const marks = (page: Page, name: string) => page.locator(`.plot:not(.narrow) g.${name} > *`).count();

describe.skipIf(!hasBrowser)('the page in Chromium (needs Chromium)', () => {
  test.each([...everySample, ['largest', largest] as const])(
    '%s: axe finds nothing, in light and dark, and no width scrolls sideways',
    async (_, result) => {
      await open(result, { viewport: { width: 1200, height: 900 } }, async (page) => {
        await page.evaluate(AXE);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          expect([colorScheme, await accessibilityFaults(page)]).toEqual([colorScheme, []]);
        }
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const content = await page.evaluate('document.documentElement.scrollWidth');
          expect(content).toBeLessThanOrEqual(width);
          const clipped = await page.evaluate(`[...document.querySelectorAll('.plot text')]
          .filter((text) => text.closest('.plot').offsetParent !== null && !text.closest('details:not([open])'))
          .filter((text) => { const box = text.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1; })
          .map((text) => text.textContent)`);
          expect([width, clipped]).toEqual([width, []]);
        }
      });
    },
  );

  test('20 variants × 50 metrics × 200 seeds × 5000 epochs: what does not fit is told, and the page stays small', () => {
    const page = renderHtml(huge());
    expect(page.length).toBeLessThan(3_000_000);
    expect(page).toMatch(/\d+ more /);
  });

  test('3 variants × 25 seeds × 50 epochs: every picture has its data, in a page of at most 700 kB', async () => {
    expect(renderHtml(largest).length).toBeLessThanOrEqual(MOST_CHARS);
    await open(largest, { viewport: { width: 1200, height: 900 } }, async (page) => {
      const primary = largest.comparisons.filter(({ role }) => role === 'primary');
      // Every variant has all seeds of the baseline.
      const pairs = largest.models
        .slice(1)
        .reduce((sum, { values }) => sum + (values.macro_f1?.length ?? 0), 0);
      expect(pairs).toBe(3 * 25);
      expect(await marks(page, 'interval')).toBeGreaterThanOrEqual(largest.comparisons.length);
      expect(await marks(page, 'estimate')).toBe(largest.comparisons.length);
      expect(await marks(page, 'seed')).toBe(2 * pairs);
      expect(await marks(page, 'pair')).toBe(pairs);
      expect(await marks(page, 'run')).toBe(2 * pairs);
      // Each model's two curves, and beside every variant the baseline's.
      expect(await marks(page, 'curve')).toBe(2 * largest.models.length + 2 * (largest.models.length - 1));
      expect(await marks(page, 'best-epoch')).toBe(largest.models.length);
      const looks = primary.flatMap((one) => (one.difference === null ? [] : (one.looks ?? [])));
      expect(await marks(page, 'look')).toBe(looks.length);
      const { slices, sensitivity, changes, calibration } = largest.details ?? sampleDetails('', '');
      // And the comparison as configured.
      expect(await marks(page, 'row')).toBe(slices.length + sensitivity.length + 1);
      expect(await page.locator('.example').count()).toBe(changes[0]?.examples.length);
      expect(await marks(page, 'bin')).toBe(calibration.reduce((sum, { bins }) => sum + bins.length, 0));
      expect(await page.evaluate(`document.querySelectorAll('.plot svg path[d*="NaN"]').length`)).toBe(0);
    });
  });

  test('the keyboard reaches every control, the arrow keys read the values, and a term is explained on focus', async () => {
    await open(samples.inconclusive, { viewport: { width: 1200, height: 900 } }, async (page) => {
      const wanted =
        await page.evaluate(`[...document.querySelectorAll('a[href], summary, button, [tabindex="0"]')]
        .filter((element) => element.checkVisibility()).map((element, i) => (element.dataset.place = String(i)))`);
      const reached: unknown[] = [];
      for (const _ of wanted as string[]) {
        await page.keyboard.press('Tab');
        reached.push(await page.evaluate('document.activeElement.dataset.place'));
      }
      expect(reached).toEqual(wanted);

      const [dot] = samples.inconclusive.models[0]?.values.macro_f1 ?? [];
      await page.locator('.plot.wide').first().focus();
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() => page.locator('.tip').textContent())
        .toMatch(new RegExp(`^seed ${dot?.seed}: [+−]0\\.\\d{3}$`));
      await page.keyboard.press('Escape');
      expect(await page.locator('.tip').isHidden()).toBe(true);

      await page.locator('a.term').first().focus();
      const slug = await page.locator('a.term').first().getAttribute('href');
      expect(await page.locator('.tip').textContent()).toBe(await page.locator(`${slug} + dd`).textContent());
    });
  });

  test('a mark tells its value under the pointer, once', async () => {
    await open(samples.better, { viewport: { width: 1200, height: 900 } }, async (page) => {
      await page.locator('.plot.wide g.estimate > circle').first().hover();
      expect(await page.locator('.tip').textContent()).toMatch(/^head: \+0\.021 /);
      expect(await page.locator('.plot title').count()).toBe(0);
    });
  });

  test('a button copies the command, and the files are saved without a request', async () => {
    const permissions = { permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true };
    await open(samples.better, permissions, async (page) => {
      // The command and the files are in folds.
      await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      await page.locator('button.copy').last().click();
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(samples.better.provenance.command);
      const saving = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Comparisons as CSV' }).click();
      const file = await saving;
      expect(file.suggestedFilename()).toBe('comparisons.csv');
      expect(await readFile(await file.path(), 'utf8')).toBe(comparisonsCsv(samples.better.comparisons));
    });
  });

  test.each([
    ['inconclusive', samples.inconclusive],
    ['several primary', samples.severalPrimary],
    ['largest', largest],
  ] as const)('%s: prints on at most six pages', async (_, result) => {
    await open(result, {}, async (page) => {
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(MOST_PAGES);
    });
  });
});
