import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { openWorkspace } from '../../../src/plan/code/workspace.ts';
import { LEDGER_FILE } from '../../../src/records/store/ledger.ts';
import { RECORD_FOLDERS } from '../../../src/records/store/record-folders.ts';
import { Repository } from '../../support/repository.ts';

const record = `runs/${'a'.repeat(64)}.json`;

test.each([...RECORD_FOLDERS.map((folder) => join(folder, record)), LEDGER_FILE])(
  'measurements that git tracks are refused: .conclusive/%s',
  async (path) => {
    const repository = await Repository.create();
    await repository.commit({ 'conclusive.yml': '', [join('.conclusive', path)]: '{}' });
    const opening = openWorkspace({
      configPath: join(repository.path, 'conclusive.yml'),
      output: undefined,
      root: repository.path,
      warn: () => undefined,
    });
    await expect(opening).rejects.toThrow('holds measurements that git tracks');
  },
);

test.each([
  ['.conclusive', 'is a file; records are kept in a folder of this name: remove it, or name another folder'],
  ['.conclusive/tmp', 'cannot be made, EEXIST: change that, or name another folder with --output'],
])('a file where the folder is to be is refused in one line: %s', async (path, words) => {
  const repository = await Repository.create();
  await repository.commit({ 'conclusive.yml': '', [path]: 'somebody committed it\n' });
  const opening = openWorkspace({
    configPath: join(repository.path, 'conclusive.yml'),
    output: undefined,
    root: repository.path,
    warn: () => undefined,
  });
  await expect(opening).rejects.toThrow(words);
  await expect(opening).rejects.toThrow(UserError);
});
