import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cacheEntries, hasCache } from '../../../src/github/cache/cache-entries.ts';
import { servicesOf, test } from '../../support/runner-services.ts';

test('an entry that was kept is found again by the beginning of its key, and kept once', async ({
  github,
  folder,
}) => {
  const services = servicesOf(github);
  expect(hasCache(services)).toBe(true);
  const keep = async (text: string, entries = cacheEntries(services, folder)) => {
    await writeFile(join(await entries.open('models'), 'a.txt'), text);
    await entries.save([{ name: 'models', content: [text] }]);
  };
  await keep('one');
  await keep('two');
  const later = cacheEntries(services, folder);
  const found = await later.restore(['models', 'others']);
  expect([...found.keys()]).toEqual(['models']);
  expect(await readFile(join(found.get('models') ?? '', 'a.txt'), 'utf8')).toBe('two');
  await later.save([{ name: 'models', content: ['two'] }]);
  expect(github.results.caches.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^conclusive-1-models-[0-9a-f]{16}$/),
    expect.stringMatching(/^conclusive-1-models-[0-9a-f]{16}$/),
  ]);
});

test('an entry without content is not kept', async ({ github, folder }) => {
  const entries = cacheEntries(servicesOf(github), folder);
  await entries.open('models');
  await entries.save([{ name: 'models', content: [] }]);
  expect(github.results.caches).toEqual([]);
});

test('a machine without these services has no cache', () => {
  expect(hasCache(null)).toBe(false);
});
