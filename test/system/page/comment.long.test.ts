/** The comment as GitHub draws it: what stands above its folds has to fit one screen. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import { hasBrowser, launchBrowser } from '../../support/browser.ts';
import { commentStates } from '../../support/comment-states.ts';
import { openComment } from '../../support/github-rendering.ts';
import * as samples from '../../support/samples.ts';

const SCREEN = 900;
const LINES = 25;

/** Of what is above the first fold, or of all where nothing is folded: its end, and its lines of text without the chart's. */
async function firstScreen(page: Page): Promise<{ readonly end: number; readonly lines: number }> {
  return page.evaluate(`(() => {
    const fold = document.querySelector('details');
    const end = fold === null ? document.body.scrollHeight : fold.getBoundingClientRect().top;
    const linesOf = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      let lines = 0;
      let bottom = -Infinity;
      for (const box of [...range.getClientRects()].filter(({ width }) => width > 0).sort((a, b) => a.top - b.top)) {
        if (box.top + box.height / 2 > bottom) lines += 1;
        bottom = Math.max(bottom, box.bottom);
      }
      return lines;
    };
    const heightOf = (element) =>
      element.tagName === 'TR' ? Math.max(...[...element.cells].map(linesOf)) : linesOf(element);
    const lines = [...document.querySelectorAll('h3, p, li, tr')]
      .filter((element) => element.closest('details, .mermaid') === null)
      .reduce((sum, element) => sum + heightOf(element), 0);
    return { end, lines };
  })()`);
}

describe.skipIf(!hasBrowser)('the comment in Chromium (needs Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test.each(commentStates)('%s: fits one screen, and a phone shows the verdicts', async (_, comment) => {
    const page = await openComment(browser, comment, { width: 780, colorScheme: 'light' });
    const { end, lines } = await firstScreen(page);
    expect(lines).toBeGreaterThan(1);
    expect(lines).toBeLessThanOrEqual(LINES);
    expect(end).toBeLessThanOrEqual(SCREEN);
    await page.setViewportSize({ width: 390, height: 800 });
    const verdict = page.locator('body > table th:last-child');
    const right = await verdict.evaluateAll(([title]) => title?.getBoundingClientRect().right ?? 0);
    expect(right).toBeLessThanOrEqual(390);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'the chart has a line a loss of every model that is warned of: %s',
    async (colorScheme) => {
      const page = await openComment(browser, renderComment(samples.inconclusive), {
        width: 780,
        colorScheme,
      });
      expect(await page.locator('pre.mermaid svg [class^="line-plot"] path').count()).toBe(3);
      await page.close();
    },
  );
});
