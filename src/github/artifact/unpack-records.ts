import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { UserError } from '../../config/user-error.ts';
import { MAX_ARTIFACT_BYTES, RECORD_FILE } from './artifact-name.ts';

const MAX_ENTRIES = 20_000;

/**
 * Unpacks records of an untrusted archive as new regular files, with no more bytes than declared and allowed.
 *
 * @param folder must not exist
 * @returns bytes of the records
 * @throws UserError for an archive that is damaged or too large, or has an entry twice
 */
export async function unpackRecords(
  archive: string,
  folder: string,
  maxBytes = MAX_ARTIFACT_BYTES,
): Promise<number> {
  await mkdir(folder);
  try {
    // yauzl refuses names that lead out of the folder, and entries longer than declared.
    const zip = await yauzl.openPromise(archive, { strictFileNames: true, validateEntrySizes: true });
    if (zip.entryCount > MAX_ENTRIES) throw new Error(`it has more than ${MAX_ENTRIES} entries`);
    let left = maxBytes;
    for await (const entry of zip.eachEntry()) {
      if (!RECORD_FILE.test(entry.fileName)) continue;
      left -= entry.uncompressedSize;
      if (left < 0) throw new Error(`it holds more than ${Math.round(maxBytes / 1024 ** 2)} MB`);
      await unpackEntry(zip, entry, join(folder, entry.fileName));
    }
    return maxBytes - left;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`the artifact cannot be unpacked: ${reason}`, { cause: error });
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // wx refuses a second entry of a name.
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { flags: 'wx' }));
}
