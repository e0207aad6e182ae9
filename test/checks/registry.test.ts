import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CHECKS } from '../../src/checks/registry.ts';

const SOURCES = new URL('../../src/checks/', import.meta.url);
const TESTS = new URL('.', import.meta.url);
const IDS = CHECKS.map(({ id }) => id);

/** `overfitting/gap.ts` for `overfitting/gap`, and `leakage/exact.ts` for `leakage/exact`, whose topic has another folder. */
function isNamedAfter(file: string, id: string): boolean {
  const [topic = '', ...name] = file
    .replaceAll('\\', '/')
    .replace(/(?:\.test)?\.ts$/, '')
    .split('/');
  return `${topic}/${name.join('/')}` === id || name.join('/') === id.replace('/', '-');
}

const filesOf = async (folder: URL) =>
  (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));

test('every check has a name of its own', () => {
  expect(new Set(IDS).size).toBe(IDS.length);
});

test('every file that defines a check is listed, and named after it', async () => {
  const defined: string[] = [];
  for (const file of await filesOf(SOURCES)) {
    const text = await readFile(new URL(file.replaceAll('\\', '/'), SOURCES), 'utf8');
    if (!/^export const \w+ = defineCheck\(/m.test(text)) continue;
    const id = IDS.find((one) => isNamedAfter(file, one));
    expect(id, `no check of the registry is named as ${file}`).toBeDefined();
    defined.push(id as string);
  }
  expect(defined.sort()).toEqual([...IDS].sort());
});

test('every check has a test of its name', async () => {
  const tests = await filesOf(TESTS);
  expect(IDS.filter((id) => !tests.some((file) => isNamedAfter(file, id)))).toEqual([]);
});

test('every check has a section under its own title, on the page of its topic', async () => {
  const sources = await filesOf(SOURCES);
  const missing: string[] = [];
  for (const { id, title } of CHECKS) {
    const topic = sources.find((file) => isNamedAfter(file, id))?.split(/[\\/]/)[0];
    const page = new URL(`../../docs/reference/checks/${topic}.md`, import.meta.url);
    const headings = (await readFile(page, 'utf8')).matchAll(/^## ([^:\n]+): (.+)$/gm);
    const found = [...headings].some(([, ids, text]) => ids?.split(' and ').includes(id) && text === title);
    if (!found) missing.push(`${topic}.md: ${id}: ${title}`);
  }
  expect(missing).toEqual([]);
});
