import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { readNpy } from '../../../../src/records/readers/files/npy-array.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

async function read(descr: string, shape: string, data: Uint8Array, order = 'False') {
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(text.length, 8);
  const path = join(await temporaryFolder(), 'a.npy');
  await writeFile(path, Buffer.concat([header, Buffer.from(text), data]));
  return readNpy(path, 'a.npy');
}

// python3 -c "import numpy; a = numpy.array([1.5, -0.1, numpy.inf, 6e-8], '<f2'); print(list(a.tobytes()), a)"
test('half precision, a number below the normal ones among them', async () => {
  const { at } = await read('<f2', '(4,)', Uint8Array.from([0, 62, 102, 174, 0, 124, 1, 0]));
  expect([at(0), at(1), at(2), at(3)]).toEqual([1.5, -0.0999755859375, Number.POSITIVE_INFINITY, 2 ** -24]);
});

test.each([
  ['|b1', [1], 1],
  ['|i1', [255], -1],
  ['>i4', [0, 0, 1, 2], 258],
  ['<u8', [3, 0, 0, 0, 0, 0, 0, 0], 3],
  ['<U2', [0x63, 0, 0, 0, 0, 0, 0, 0], 'c'],
])('%s', async (descr, bytes, value) => {
  expect((await read(descr, '(1,)', Uint8Array.from(bytes))).at(0)).toBe(value);
});

it('is in C order, whichever it was written in', async () => {
  const values = Uint8Array.from([1, 2, 3, 4, 5, 6]);
  const row = async (order: string) => {
    const { at } = await read('|u1', '(2, 3)', values, order);
    return [0, 1, 2, 3, 4, 5].map(at);
  };
  expect(await row('False')).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await row('True')).toEqual([1, 3, 5, 2, 4, 6]);
});

test.each([
  ['<f4', '(2, 2, 2)', 'a.npy: shape (2, 2, 2) must have one or two dimensions'],
  ['<f4', '(99999999999999999999,)', 'a.npy: shape (99999999999999999999,) must have one or two dimensions'],
  ['<f4', '(1000000,)', 'a.npy: has 4 bytes of data, but shape (1000000) of <f4 needs 4000000'],
  ['<c16', '(1,)', 'a.npy: arrays of type "<c16" are not supported'],
  ["<f4', 'x': '", '(1,)', 'a.npy: its header was not written by NumPy'],
])('refuses %s of shape %s', async (descr, shape, message) => {
  await expect(read(descr, shape, new Uint8Array(4))).rejects.toThrow(message);
});
