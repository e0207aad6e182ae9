import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { cacheEntries, hasCache } from '../../../src/github/cache/cache-entries.ts';
import { servicesOf, test } from '../../support/runner-services.ts';

test('an entry that was kept is found again by the beginning of its key, and kept once', async ({
  github,
  folder,
}) => {
  const services = servicesOf(github);
  expect([hasCache(services), hasCache(null)]).toEqual([true, false]);
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
  await later.save([{ name: 'empty', content: [] }]);
  expect(github.results.caches.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^conclusive-1-models-[0-9a-f]{16}$/),
    expect.stringMatching(/^conclusive-1-models-[0-9a-f]{16}$/),
  ]);
});

test('an entry is found by a run whose folders are elsewhere, as each job of act and of Gitea has its own', async ({
  github,
  folder,
}) => {
  const services = servicesOf(github);
  const one = join(folder, 'job-1');
  const other = join(folder, 'job-2');
  const first = cacheEntries(services, one);
  await writeFile(join(await first.open('models'), 'a.txt'), 'one');
  await first.save([{ name: 'models', content: ['one'] }]);
  await rm(one, { recursive: true });
  const found = await cacheEntries(services, other).restore(['models']);
  expect(found.get('models')).toBe(join(other, 'models'));
  expect(await readFile(join(other, 'models', 'a.txt'), 'utf8')).toBe('one');
  const said = vi.mocked(process.stdout.write).mock.calls.map(([text]) => String(text));
  expect(said.join('')).toMatch(/^cache: conclusive-1-models-\*: found conclusive-1-models-[0-9a-f]{16}$/m);
});
