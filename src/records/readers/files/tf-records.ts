/** TFRecord, the framing of TensorBoard's event files: length, checksum of the length, data, checksum of the data. */
import crc32c from 'crc-32/crc32c.js';
import { readChunks } from '../../bounded-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { MAX_EVENTS_BYTES } from './run-file.ts';

const HEADER_BYTES = 12;
const FOOTER_BYTES = 4;
/** Images and graphs are large; a scalar takes 50 bytes. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const FIRST_WINDOW_BYTES = 4 * CHUNK_BYTES;

/** Offsets of a record in the window, which is overwritten after the call. */
export type OnRecord = (window: Uint8Array, start: number, end: number, number: number) => void;

/**
 * Uses a callback, because a generator would create millions of promises.
 *
 * @returns false for a truncated last record
 * @throws UnreadableRunError for a wrong checksum, UnusableFileError
 */
export async function readTfRecords(path: string, file: string, onRecord: OnRecord): Promise<boolean> {
  let window = new Uint8Array(FIRST_WINDOW_BYTES);
  let filled = 0;
  let number = 0;
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for await (const chunk of readChunks(path, MAX_EVENTS_BYTES, buffer)) {
    if (filled + chunk.length > window.length) window = grown(window, filled + chunk.length);
    window.set(chunk, filled);
    filled += chunk.length;
    const view = new DataView(window.buffer);
    let start = 0;
    while (filled - start >= HEADER_BYTES) {
      const length = lengthAt(view, window, start, `${file}: record ${number + 1}`);
      const end = start + HEADER_BYTES + length;
      if (end + FOOTER_BYTES > filled) break;
      number += 1;
      requireChecksum(view, window, start + HEADER_BYTES, end, `${file}: record ${number}`);
      onRecord(window, start + HEADER_BYTES, end, number);
      start = end + FOOTER_BYTES;
    }
    window.copyWithin(0, start, filled);
    filled -= start;
  }
  return filled === 0;
}

function grown(window: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(2 * window.length, least));
  larger.set(window);
  return larger;
}

function lengthAt(view: DataView, window: Uint8Array, start: number, place: string): number {
  requireChecksum(view, window, start, start + 8, place);
  const length = view.getUint32(start, true);
  if (view.getUint32(start + 4, true) > 0 || length > MAX_RECORD_BYTES) {
    throw new UnreadableRunError(`${place} is larger than ${MAX_RECORD_BYTES / 1024 / 1024} MB`);
  }
  return length;
}

/** Masked CRC-32C, which follows its data. */
function requireChecksum(
  view: DataView,
  window: Uint8Array,
  start: number,
  end: number,
  place: string,
): void {
  const crc = crc32c.buf(window.subarray(start, end));
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  if (view.getUint32(end, true) === masked) return;
  throw new UnreadableRunError(
    `${place} has a wrong checksum: the file is damaged, or is not a TensorBoard event file`,
  );
}
