/** Pages name files of the repository: what is moved has to be found again. */
import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

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
