/** The site of these docs: `npm run docs:build` makes it in docs/.vitepress/dist. Links that lead nowhere end the build. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { headingSlug } from '../../scripts/heading-slug.ts';
import { REPOSITORY } from '../../src/version.ts';
import { pagesAsWritten } from './pages-as-written.ts';
import { sidebarOf } from './sidebar.ts';

const DOCS = fileURLToPath(new URL('..', import.meta.url));

/** In a workflow the repository that publishes the site, which may be a fork. */
const repository = process.env.GITHUB_REPOSITORY ?? REPOSITORY;
const [owner = '', name = ''] = repository.split('/');
const kinds = sidebarOf(readFileSync(`${DOCS}/README.md`, 'utf8'));
const forContributors = sidebarOf(readFileSync(`${DOCS}/contributing/README.md`, 'utf8'), 'contributing/');

export default defineConfig({
  title: 'Conclusive',
  description: 'Tells whether a machine-learning improvement is real.',
  lang: 'en',
  // GitHub Pages serves the repository OWNER.github.io at the root, and any other one below its name.
  base: name.toLowerCase() === `${owner.toLowerCase()}.github.io` ? '/' : `/${name}/`,
  rewrites: { 'README.md': 'index.md', 'contributing/README.md': 'contributing/index.md' },
  cacheDir: '../node_modules/.cache/vitepress',
  // The theme's own colour is too pale for the name of a language.
  head: [['style', {}, 'html:root { --vp-code-lang-color: var(--vp-c-text-2); }']],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: headingSlug },
    config: (md) =>
      pagesAsWritten(md, `https://github.com/${repository}/blob/${process.env.GITHUB_SHA ?? 'main'}`),
  },
  themeConfig: {
    nav: kinds.map(({ text, items }) => ({ text, link: firstPage(items) })),
    sidebar: { '/contributing/': forContributors, '/': kinds },
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: `https://github.com/${repository}` }],
  },
});

/** A group may come first. */
function firstPage([first]: readonly DefaultTheme.SidebarItem[]): string {
  return first?.link ?? firstPage(first?.items ?? []);
}
