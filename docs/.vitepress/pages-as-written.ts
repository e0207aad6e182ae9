/** Pages are written for GitHub. What VitePress would read in another way is given to it so that the site says the same. */
import { posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/** @param address of the repository's files, without a slash at the end */
export function pagesAsWritten(md: MarkdownRenderer, address: string): void {
  linkToRepository(md, address);
  keepBraces(md);
  frameIndentedCode(md);
}

/** Links to sources beside the docs lead to the repository. */
function linkToRepository(md: MarkdownRenderer, address: string): void {
  md.core.ruler.push('link-to-repository', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet('href');
      if (token.type !== 'link_open' || href === null) continue;
      token.attrSet('href', addressOf(href, env.relativePath, address));
    }
  });
}

/** @param page relative to docs/ */
export function addressOf(href: string, page: string, address: string): string {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href;
  const path = posix.join('docs', posix.dirname(page), href);
  return path.startsWith('docs/') ? href : `${address}/${path}`;
}

/** VitePress lets the lines of indented code run out of the page; those of a fence scroll. */
function frameIndentedCode(md: MarkdownRenderer): void {
  md.core.ruler.push('frame-indented-code', ({ tokens }) => {
    for (const token of tokens) if (token.type === 'code_block') token.type = 'fence';
  });
}

/** Vue would compute what stands between two braces. Blocks of code are kept from it by VitePress itself. */
function keepBraces(md: MarkdownRenderer): void {
  for (const rule of ['text', 'code_inline'] as const) {
    const render = md.renderer.rules[rule];
    if (render === undefined) throw new Error(`markdown-it has no rule ${rule}`);
    md.renderer.rules[rule] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
  }
}
