/** The house of ARCHITECTURE.md: a folder may import the ones below it and never one above. */
import { readdir, readFile } from 'node:fs/promises';
import { join, normalize, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Top to bottom. Folders on one line stand side by side and do not import each other. */
const FLOORS = [
  ['action', 'cli'],
  ['experiment.ts', 'compare.ts'],
  ['experiment', 'compare'],
  ['github'],
  ['report'],
  ['verdict'],
  ['checks'],
  ['analysis'],
  ['train'],
  ['plan'],
  ['git'],
  ['records'],
  ['config'],
  ['exit-codes.ts'],
  ['stats', 'version.ts'],
];

const floorOf = (topic: string) => FLOORS.findIndex((floor) => floor.includes(topic));

async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(join(SRC, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  const folder = file.split(sep).slice(0, -1).join('/');
  return specifiers
    .map((specifier) => posix.join(folder, specifier))
    .filter((path) => !path.startsWith('..'));
}

test('no file imports a folder above its own', async () => {
  const files = (await readdir(SRC, { recursive: true }))
    .map(normalize)
    .filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  const wrong: string[] = [];
  for (const file of files) {
    const topic = file.split(sep)[0] ?? '';
    expect(floorOf(topic), `${topic} has no floor in FLOORS`).toBeGreaterThanOrEqual(0);
    for (const target of await importsOf(file)) {
      const other = target.split('/')[0] ?? '';
      if (other === topic || floorOf(other) > floorOf(topic)) continue;
      wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('statistics know no file, no network, no clock and no chance of their own', async () => {
  const files = (await readdir(join(SRC, 'stats'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of files) {
    const text = await readFile(join(SRC, 'stats', file), 'utf8');
    const used = [...text.matchAll(/from '(node:[^']+)'/g)].map((match) => match[1]);
    expect(
      used.filter((name) => name !== 'node:crypto'),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(
      /Math\.random\(|Date\.now\(|new Date\(|performance\.|fetch\(|process\.env/,
    );
  }
});
