/** Pages name files of the repository: what is moved has to be found again. */
import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { headingSlug } from '../../scripts/heading-slug.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOP = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];

async function pages(): Promise<string[]> {
  const docs = await readdir(join(ROOT, 'docs'), { recursive: true });
  return [...TOP, ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test('every link of the docs to a file of the repository leads to one', async () => {
  const broken: string[] = [];
  for (const page of await pages()) {
    const text = await readFile(join(ROOT, page), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      if (!(await isThere(resolve(ROOT, dirname(page), target)))) broken.push(`${page}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
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

test('every link to a heading leads to one', async () => {
  const broken: string[] = [];
  for (const page of await pages()) {
    const text = await readFile(join(ROOT, page), 'utf8');
    for (const [, target = '', anchor = ''] of text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)) {
      const path = target === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), target);
      if (!path.endsWith('.md')) continue;
      if (!anchorsOf(await readFile(path, 'utf8')).has(anchor)) broken.push(`${page}: ${target}#${anchor}`);
    }
  }
  expect(broken).toEqual([]);
});

/** Folders and files that name pages of the docs, beside the docs themselves. */
const NAMING = [
  'src',
  'bench',
  'scripts',
  'schema',
  'fixtures/gloss',
  'fixtures/pitfalls',
  'test/docs',
  '.github',
];

test('every page of the docs that code, messages and schemas name is there', async () => {
  const files = (await Promise.all(NAMING.map(filesIn)))
    .flat()
    .filter((file) => /\.(?:ts|json|yml|md)$/.test(file));
  const missing: string[] = [];
  for (const file of [...files, 'action.yml', 'CONTRIBUTING.md', 'package.json']) {
    const text = await readFile(join(ROOT, file), 'utf8');
    for (const [path] of text.matchAll(/\bdocs\/[\w./-]+\.md\b/g)) {
      if (!(await at(path))) missing.push(`${file}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}

test('every source that ARCHITECTURE.md and CONTRIBUTING.md name is there', async () => {
  const missing: string[] = [];
  for (const page of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const text = await readFile(join(ROOT, page), 'utf8');
    for (const [, path = ''] of text.matchAll(/`([\w./-]+\/[\w./-]*)`/g)) {
      const found = await Promise.all([path, join('src', path), join('src/records', path)].map(at));
      if (!found.includes(true)) missing.push(`${page}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
});

const at = (path: string) => isThere(join(ROOT, path));
