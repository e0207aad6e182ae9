import { join } from 'node:path';
import { expect, test } from 'vitest';
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
