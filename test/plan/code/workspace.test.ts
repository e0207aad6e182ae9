import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { openWorkspace } from '../../../src/plan/code/workspace.ts';
import { RECORD_FOLDERS } from '../../../src/records/store/record-folders.ts';
import { Repository } from '../../support/repository.ts';

const open = ({ path: root }: Repository) =>
  openWorkspace({
    configPath: join(root, 'conclusive.yml'),
    output: undefined,
    root,
    warn: () => undefined,
  });
const record = `runs/${'a'.repeat(64)}.json`;

test.each([...RECORD_FOLDERS.map((folder) => join(folder, record))])(
  'records that git tracks are refused: .conclusive/%s',
  async (path) => {
    const repository = await Repository.create();
    await repository.commit({ 'conclusive.yml': '', [join('.conclusive', path)]: '{}' });
    await expect(open(repository)).rejects.toThrow('holds records that git tracks');
  },
);

test.each(['.conclusive', '.conclusive/tmp'])(
  'a file where a folder is to be is refused in one line: %s',
  async (path) => {
    const repository = await Repository.create();
    await repository.commit({ 'conclusive.yml': '' });
    await mkdir(dirname(join(repository.path, path)), { recursive: true });
    await writeFile(join(repository.path, path), '');
    await expect(open(repository)).rejects.toThrow(UserError);
    await expect(open(repository)).rejects.toThrow(
      /^cannot create .*\.conclusive\/tmp: E\w+; name another folder, or correct the cause$/,
    );
    // And one that came with the code is refused for that.
    await repository.git('add', '--force', path);
    await expect(open(repository)).rejects.toThrow(UserError);
  },
);
