/** A comment as GitHub shows it: GFM, its style sheet in light or dark, mermaid. */
import { createRequire } from 'node:module';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Browser, Page } from 'playwright-core';

const require = createRequire(import.meta.url);
/** GitHub puts it around a comment. */
const PADDING = 16;

export interface CommentView {
  /** Of the text, without the padding. */
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly deviceScaleFactor?: number;
}

export async function openComment(
  browser: Browser,
  markdown: string,
  { width, colorScheme, deviceScaleFactor = 1 }: CommentView,
): Promise<Page> {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    // The comment folds its details with HTML of its own.
    allowDangerousHtml: true,
  }).replace(
    /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
    '<pre class="mermaid">$1</pre>',
  );
  const page = await browser.newPage({
    viewport: { width: width + 2 * PADDING, height: 800 },
    colorScheme,
    deviceScaleFactor,
  });
  await page.setContent(
    `<!doctype html><body class="markdown-body" style="margin: 0; padding: ${PADDING}px">${html}</body>`,
  );
  await page.addStyleTag({ path: require.resolve('github-markdown-css/github-markdown.css') });
  if (html.includes('class="mermaid"')) {
    await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
    const theme = colorScheme === 'dark' ? 'dark' : 'default';
    await page.evaluate(`mermaid.initialize({ startOnLoad: false, theme: '${theme}' }); mermaid.run()`);
    await page.waitForSelector('pre.mermaid svg', { state: 'attached' });
  }
  return page;
}
