/** Pages name files of the repository: what is moved has to be found again. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { headingSlug } from '../../scripts/heading-slug.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOP = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];

type Texts = ReadonlyArray<readonly [path: string, text: string]>;

const read = (paths: readonly string[]): Promise<Texts> =>
  Promise.all(paths.map(async (path) => [path, await readFile(join(ROOT, path), 'utf8')] as const));

async function filesIn(folder: string, kinds: RegExp): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}

const pages = await read([...TOP, ...(await filesIn('docs', /\.md$/))]);
const isThere = (path: string) => existsSync(resolve(ROOT, path));

/** Names that match in some text and that nothing has, by `PATH: NAME`. */
function missing(texts: Texts, named: RegExp, isFound: (name: string, path: string) => boolean): string[] {
  return texts.flatMap(([path, text]) =>
    [...text.matchAll(named)]
      .map(([whole, name = whole]) => name)
      .filter((name) => !isFound(name, path))
      .map((name) => `${path}: ${name}`),
  );
}

test('every link of the docs to a file of the repository leads to one', () => {
  const link = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
  expect(missing(pages, link, (target, page) => isThere(join(dirname(page), target)))).toEqual([]);
});

/** Anchors of a page as GitHub makes them: a heading that stands there again gets a number. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = headingSlug(heading);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

test('every link to a heading leads to one', () => {
  const anchors = new Map(pages.map(([page, text]) => [page, anchorsOf(text)]));
  const anchorsIn = (path: string) => anchors.get(path) ?? anchorsOf(readFileSync(join(ROOT, path), 'utf8'));
  const broken = missing(pages, /\]\((?!https?:)([^)#\s]*#[^)\s]+)\)/g, (link, page) => {
    const [target = '', anchor = ''] = link.split('#');
    const path = target === '' ? page : join(dirname(page), target);
    return !path.endsWith('.md') || anchorsIn(path).has(anchor);
  });
  expect(broken).toEqual([]);
});

/** Folders that name pages of the docs, beside the docs themselves. */
const NAMING = 'src bench scripts schema fixtures/gloss fixtures/pitfalls test/docs .github'.split(' ');

test('every page of the docs that code, messages and schemas name is there', async () => {
  const files = await Promise.all(NAMING.map((folder) => filesIn(folder, /\.(?:ts|json|yml|md)$/)));
  const texts = await read([...files.flat(), 'action.yml', 'CONTRIBUTING.md', 'package.json']);
  expect(missing(texts, /\bdocs\/[\w./-]+\.md\b/g, isThere)).toEqual([]);
});

test('every source that ARCHITECTURE.md and CONTRIBUTING.md name is there', async () => {
  const texts = await read(['ARCHITECTURE.md', 'CONTRIBUTING.md']);
  const folders = ['', 'src', 'src/records'];
  const found = (path: string) => folders.some((folder) => isThere(join(folder, path)));
  expect(missing(texts, /`([\w./-]+\/[\w./-]*)`/g, found)).toEqual([]);
});
