import { expect, test } from 'vitest';
import { isPicture, pngOf } from '../../src/records/picture.ts';
import { PNG } from '../support/sample-details.ts';

/** The same picture with another width in its header. */
function ofWidth(width: number): string {
  const bytes = Buffer.from(PNG, 'base64');
  bytes.writeUInt32BE(width, 16);
  return bytes.toString('base64');
}

test('a PNG in base64 is a picture, with the words of a data URL or without', () => {
  expect(isPicture(PNG)).toBe(true);
  expect(pngOf(PNG)).toBe(PNG);
  expect(pngOf(`data:image/png;base64,${PNG}\n`)).toBe(PNG);
});

test.each([
  ['a text', 'the cat sat', false],
  ['an empty picture', 'iVBORw0KGgo', true],
  ['another kind', 'data:image/svg+xml;base64,PHN2Zy8+', true],
  ['markup behind it', `${PNG}"><script>`, true],
  ['more bytes than a page has room for', PNG.replace(/=*$/, '') + 'A'.repeat(20_000), true],
  ['a side that fills the memory', ofWidth(60_000), true],
  ['no side', ofWidth(0), true],
])('%s is none', (_, text, isMeant) => {
  expect([isPicture(text), pngOf(text)]).toEqual([isMeant, null]);
});
