import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRow, readRows, readSimpleRows } from '../../../../src/records/readers/files/csv-rows.ts';
import { UnreadableRunError } from '../../../../src/records/readers/unreadable-run-error.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const PIECES = [
  ...['a', '"', '""', ',', ',', ' ', '\n', '\n', '\r\n', 'b c', '1.5', '""""'],
  ...['"x"', '"x,y"', '"x ""q"" y"', '"first \nsecond"', '"first\r\nsecond"', ' "z" '],
];
const MAX_BYTES = 1e6;

async function cellsOf(rows: AsyncIterable<CsvRow>) {
  const cells: Array<CsvRow['cells']> = [];
  try {
    for await (const row of rows) cells.push(row.cells);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableRunError);
    return 'refused';
  }
  return cells;
}

test('reads and refuses what csv-parse does, with quotes anywhere', async () => {
  const path = join(await temporaryFolder(), 'rows.csv');
  const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      writeFileSync(path, `"name",value\n${text}`);
      const expected = await cellsOf(readRows(path, 'rows.csv', MAX_BYTES));
      expect(await cellsOf(readSimpleRows(path, 'rows.csv', MAX_BYTES, ','))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('keeps white space before the line breaks of a quoted cell that comes late', async () => {
  const path = join(await temporaryFolder(), 'rows.csv');
  const plain = 'a,1\n'.repeat(20_000);
  writeFileSync(path, `name,value\n${plain}"first  \nsecond",2\n`);
  const rows = await cellsOf(readSimpleRows(path, 'rows.csv', MAX_BYTES, ','));
  expect(rows.at(-1)).toEqual(['first  \nsecond', '2']);
});
