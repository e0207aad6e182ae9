/**
 * Framing of a `.wandb` file: its own header, then LevelDB's log with records in blocks of 32 KB
 * (https://github.com/google/leveldb/blob/main/doc/log_format.md). W&B's checksum is a plain CRC-32 over type and
 * data.
 */
import { crc32 } from 'node:zlib';
import { readBytes } from '../../bounded-file.ts';
import { UnreadableRunError } from '../unreadable-run-error.ts';
import { MAX_LOG_BYTES } from './run-file.ts';

const FILE_HEADER = Buffer.from(':W&B');
export const FILE_HEADER_BYTES = 7;
const BLOCK_BYTES = 32 * 1024;
const PART_HEADER_BYTES = 7;
const FULL = 1;
const FIRST = 2;
const LAST = 4;

export function isWandbRun(baseName: string): boolean {
  return /^run-.*\.wandb$/.test(baseName);
}

interface WandbRecords {
  readonly records: readonly Uint8Array[];
  /** False if the last record is truncated. */
  readonly isWhole: boolean;
}

/** @throws UnreadableRunError where a checksum is wrong, UnusableFileError */
export async function readWandbRecords(path: string, file: string): Promise<WandbRecords> {
  const bytes = await readBytes(path, MAX_LOG_BYTES);
  if (!bytes.subarray(0, 4).equals(FILE_HEADER)) {
    throw new UnreadableRunError(`${file}: does not start like a Weights & Biases file`);
  }
  const records: Uint8Array[] = [];
  let parts: Buffer[] = [];
  let at = FILE_HEADER_BYTES;
  while (at < bytes.length) {
    const room = BLOCK_BYTES - (at % BLOCK_BYTES);
    if (room < PART_HEADER_BYTES) at += room;
    const start = at + PART_HEADER_BYTES;
    const end = start <= bytes.length ? start + bytes.readUInt16LE(at + 4) : start;
    if (end > bytes.length) return { records, isWhole: at >= bytes.length };
    const type = bytes.readUInt8(at + 6);
    if (crc32(bytes.subarray(at + 6, end)) !== bytes.readUInt32LE(at)) {
      throw new UnreadableRunError(`${file}: the checksum at byte ${at} is wrong: the file is damaged`);
    }
    if (type === FULL || type === FIRST) parts = [];
    parts.push(bytes.subarray(start, end));
    // Copied, because the field reader needs a whole buffer.
    if (type === FULL || type === LAST) records.push(new Uint8Array(Buffer.concat(parts)));
    at = end;
  }
  return { records, isWhole: true };
}
