/** Pictures that runs give of their examples: a small PNG in base64, the one kind that a page can show without reading a file. */

const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The first bytes of every PNG in base64. */
const BASE64_START = 'iVBORw0KGgo';
const DATA_URL = 'data:image/';
const MAX_BYTES = 10_000;
/** A few bytes can hold the header of a picture that fills the memory of who opens it. */
const MAX_SIDE = 512;
/** Of the file: the length and name of its first chunk, then width and height. */
const [NAME_AT, WIDTH_AT, HEIGHT_AT, HEADER_ENDS] = [12, 16, 20, 24];

/** Whether a text is meant to be a picture. */
export function isPicture(text: string): boolean {
  return text.startsWith(BASE64_START) || text.startsWith(DATA_URL);
}

/** @returns the PNG in base64 and nothing else; null for what is none, too heavy or too large */
export function pngOf(text: string): string | null {
  const base64 = text.replace(/^data:image\/png;base64,/, '').trim();
  if (base64.length > 1.4 * MAX_BYTES || !/^[A-Za-z0-9+/]+=*$/.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < HEADER_ENDS || bytes.length > MAX_BYTES) return null;
  if (!bytes.subarray(0, PNG_START.length).equals(PNG_START)) return null;
  if (bytes.toString('latin1', NAME_AT, WIDTH_AT) !== 'IHDR') return null;
  const sides = [bytes.readUInt32BE(WIDTH_AT), bytes.readUInt32BE(HEIGHT_AT)];
  return sides.every((side) => side > 0 && side <= MAX_SIDE) ? bytes.toString('base64') : null;
}
