import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { readRunDirectory } from '../../../../../src/records/readers/read-run-directory.ts';
import { DATABASE_TABLE, databaseOf, manyRows } from '../../database.ts';

it('a database with more rows than are read is refused before they are sorted', async () => {
  const path = await databaseOf(DATABASE_TABLE, manyRows(1_000_001));
  await expect(readRunDirectory(dirname(path), { declaredMetrics: ['accuracy'] })).rejects.toThrow(
    'more than 1000000 values',
  );
});
