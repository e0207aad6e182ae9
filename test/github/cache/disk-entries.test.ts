import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { diskEntries } from '../../../src/github/cache/disk-entries.ts';
import { test } from '../../support/runner-services.ts';

const MAIN = 'refs/heads/main';
const PULL = 'refs/pull/7/merge';

/** Each run has a scratch folder of its own. */
let runs = 0;
const open = (folder: string, scopes: readonly string[], repository = 'acme/models') => {
  runs += 1;
  const scratch = join(folder, `run-${runs}`);
  const entries = diskEntries({ folder: join(folder, 'disk'), scopes, repository }, scratch);
  return {
    async keep(text: string) {
      await writeFile(join(await entries.open('models'), 'a.txt'), text);
      await entries.save([{ name: 'models', content: [text] }]);
    },
    async found() {
      const at = (await entries.restore(['models'])).get('models');
      return at === undefined ? null : readFile(join(at, 'a.txt'), 'utf8');
    },
  };
};

test('a pull request finds what its base has kept, then its own, and the base never finds that', async ({
  folder,
}) => {
  await open(folder, [MAIN]).keep('of main');
  expect(await open(folder, [PULL, MAIN]).found()).toBe('of main');
  await open(folder, [PULL, MAIN]).keep('of the pull request');
  expect(await open(folder, [PULL, MAIN]).found()).toBe('of the pull request');
  expect(await open(folder, [MAIN]).found()).toBe('of main');
  expect(await open(folder, [MAIN], 'acme/other').found()).toBeNull();
});

test('the newest is found, and of older ones few are left', async ({ folder }) => {
  for (const text of ['one', 'two', 'three', 'four', 'five']) await open(folder, [MAIN]).keep(text);
  expect(await open(folder, [MAIN]).found()).toBe('five');
  const [scope = ''] = await readdir(join(folder, 'disk'));
  const left = await readdir(join(folder, 'disk', scope));
  expect(left).toHaveLength(3);
  expect(left.filter((name) => name.startsWith('partial'))).toEqual([]);
});

test('a folder that cannot be written to is named', async ({ folder }) => {
  await writeFile(join(folder, 'disk'), '');
  await expect(open(folder, [MAIN]).keep('one')).rejects.toThrow(UserError);
  await expect(open(folder, [MAIN]).keep('one')).rejects.toThrow(
    /input "cache": cannot write to the folder .*disk/,
  );
});
