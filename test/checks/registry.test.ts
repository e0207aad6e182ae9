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

test('every check has a section in docs/reference/checks.md, under its own title', async () => {
  const page = await readFile(new URL('../../docs/reference/checks.md', import.meta.url), 'utf8');
  const titles = new Map(
    [...page.matchAll(/^## ([^:\n]+): (.+)$/gm)].flatMap(([, ids = '', title = '']) =>
      ids.split(' and ').map((id) => [id, title] as const),
    ),
  );
  expect(CHECKS.map(({ id }) => [id, titles.get(id)])).toEqual(CHECKS.map(({ id, title }) => [id, title]));
});
