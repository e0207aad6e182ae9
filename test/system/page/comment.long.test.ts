/** The comment as GitHub draws it: what stands above its folds has to fit one screen. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import { hasBrowser, launchBrowser } from '../../support/browser.ts';
import { everySample } from '../../support/every-sample.ts';
import { huge } from '../../support/extreme-samples.ts';
import { openComment } from '../../support/github-rendering.ts';

const SCREEN = 900;
/** Names of 60 characters wrap where nobody can foresee it. */
const usual = [...everySample, ['huge', huge()] as const].filter(([name]) => name !== 'hostile-names');
const links = { page: 'https://github.com/o/r/actions/runs/1/artifacts/2' };

describe.skipIf(!hasBrowser)('the comment in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test.each(usual)('%s: fits one screen above the folds', async (_, result) => {
    const comment = renderComment(result, { links });
    const page = await openComment(browser, comment, { width: 780, colorScheme: 'light' });
    const top = await page
      .locator('details')
      .first()
      .evaluate((fold) => fold.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThanOrEqual(SCREEN);
    await page.close();
  });

  test.each(usual)('%s: a phone shows the verdicts without scrolling', async (_, result) => {
    const page = await openComment(browser, renderComment(result), { width: 358, colorScheme: 'light' });
    const verdict = page.locator('body > table th', { hasText: 'Verdict' });
    const right = await verdict.evaluateAll(([title]) => title?.getBoundingClientRect().right ?? 0);
    expect(right).toBeLessThanOrEqual(390);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'the chart has a line a loss of every model that is warned of: %s',
    async (colorScheme) => {
      const result = everySample.find(([name]) => name === 'inconclusive')?.[1];
      if (result === undefined) throw new Error('no sample');
      const page = await openComment(browser, renderComment(result), { width: 780, colorScheme });
      expect(await page.locator('pre.mermaid svg [class^="line-plot"] path').count()).toBe(4);
      await page.close();
    },
  );
});
