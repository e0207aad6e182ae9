/** Zstandard, as Inspect compresses the members of an archive. */
import { Decompress } from 'fzstd';

/** RFC 8878 asks a decoder for no more. `fzstd` would allocate what a frame names, up to 2 GB. */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024;
const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** Bytes of a dictionary's id. */
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
/** The type of a block whose content is one byte. */
const REPEATED_BYTE = 1;

/** @throws Error, RangeError for data that is cut off, or takes too much memory */
export function unpackZstd(data: Buffer, keep: (chunk: Uint8Array) => void): void {
  requireSmallWindows(data);
  const zstd = new Decompress((chunk) => keep(chunk));
  zstd.push(data);
  zstd.push(new Uint8Array(), true);
}

/** Walks over the frames and blocks of RFC 8878. */
function requireSmallWindows(data: Buffer): void {
  for (let at = 0; at < data.length; ) {
    const magic = data.readUInt32LE(at);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      at += 8 + data.readUInt32LE(at + 4);
      continue;
    }
    if (magic !== FRAME) throw new Error('it is not compressed as it says');
    const flags = data.readUInt8(at + 4);
    const isSingle = (flags & 0x20) !== 0;
    const sizeBytes = flags >> 6 === 0 ? Number(isSingle) : 1 << (flags >> 6);
    const dictionary = DICTIONARY_BYTES[flags & 3] ?? 0;
    const size = at + 6 - Number(isSingle) + dictionary;
    const window = isSingle ? contentSize(data, size, sizeBytes) : windowSize(data.readUInt8(at + 5));
    if (window > MAX_WINDOW_BYTES)
      throw new Error(`it needs a window of more than ${MAX_WINDOW_BYTES / 1024 ** 2} MB`);
    at = size + sizeBytes;
    for (let isLast = false; !isLast; ) {
      const block = data.readUIntLE(at, 3);
      isLast = (block & 1) === 1;
      at += 3 + (((block >> 1) & 3) === REPEATED_BYTE ? 1 : block >> 3);
    }
    if ((flags & 4) !== 0) at += 4;
  }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(data: Buffer, at: number, bytes: number): number {
  if (bytes === 8) return Number(data.readBigUInt64LE(at));
  return data.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}
