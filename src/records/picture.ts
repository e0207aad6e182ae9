/** Pictures of examples: small PNGs in base64, which a page shows without reading a file. */

const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BASE64_START = 'iVBORw0KGgo';
const DATA_URL = 'data:image/';
const MAX_BYTES = 10_000;
/** A few bytes can declare a picture that fills the viewer's memory. */
const MAX_SIDE = 512;
/** Offsets in a PNG: length and name of the first chunk, then width and height. */
const NAME_AT = 12;
const WIDTH_AT = 16;
const HEIGHT_AT = 20;
const HEADER_ENDS = 24;

export function isPicture(text: string): boolean {
  return text.startsWith(BASE64_START) || text.startsWith(DATA_URL);
}

/** @returns the PNG in base64; null if it is none, or too large */
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
