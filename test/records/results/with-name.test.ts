import { expect, test } from 'vitest';
import { UnusableFileError } from '../../../src/files/open-file.ts';
import { withName } from '../../../src/records/results/with-name.ts';

test.each([
  ['results.xlsx', 'results.xlsx: results are read from CSV, JSON and run records; export it as CSV'],
  ['results.csv', 'results.csv: is not UTF-8 text'],
])('%s', async (path, message) => {
  const read = () => Promise.reject(new UnusableFileError('is not UTF-8 text'));
  await expect(withName(path, read)).rejects.toThrow(message);
});
