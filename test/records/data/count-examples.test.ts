import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countExamples } from '../../../src/records/data/count-examples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const npy = (shape: string) => {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117, ' ');
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([118, 0]),
    Buffer.from(`${header}\n`),
  ]);
};
const idx = Buffer.from([0, 0, 8, 3, 0, 0, 0xea, 0x60]);

test.each<[string, string | Buffer, number, string]>([
  ['a.csv', 'name,city\nAda,London\n', 1, 'rows'],
  ['a.csv', '\uFEFFx;y\r\n1;2\r\n\r\n3;4', 2, 'rows'],
  ['a.tsv', '2020-01-01\t3.5\n2020-01-02\t4\n', 2, 'rows'],
  ['a.jsonl', '{"a":1}\n{"a":2}', 2, 'rows'],
  ['a.npy', npy('120, 64'), 120, 'rows'],
  ['a.npy', npy('7,'), 7, 'rows'],
  ['train-images-idx3-ubyte', idx, 60_000, 'rows'],
  ['a.txt.gz', gzipSync('one\r\ntwo\n\nthree'), 3, 'rows'],
  ['a.txt.gz', 'no zip at all', 1, 'rows'],
  ['a.bin', Buffer.from([1, 2, 255]), 3, 'bytes'],
  ['a.csv', Buffer.from([0xff, 0x80, 0x81]), 3, 'bytes'],
])('%s: %j', async (name, content, count, unit) => {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  expect(await countExamples(path)).toMatchObject({ count, unit });
});

test('files of a folder; null for what is not there', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'cat'));
  await writeFile(join(folder, 'cat', '1.png'), '');
  expect(await countExamples(folder)).toEqual({ count: 1, unit: 'files' });
  expect(await countExamples(join(folder, 'dog'))).toBeNull();
});
