import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { NativeBuildError } from './build-tools.ts';

export interface Wanted {
  readonly headers: { readonly folders: readonly string[]; readonly to: string };
  readonly libraries: { readonly files: readonly string[]; readonly to: string };
}

/** Assumes one wheel in the folder, with a verified digest. */
export async function unpackWheel(folder: string, wanted: Wanted): Promise<void> {
  const [wheel = ''] = await readdir(folder);
  try {
    await unpack(join(folder, wheel), wanted);
  } catch (error) {
    throw new NativeBuildError(`the wheel cannot be unpacked: ${wheel}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function unpack(path: string, { headers, libraries }: Wanted): Promise<void> {
  // yauzl rejects names that lead out of the folder.
  const zip = await yauzl.openPromise(path, { strictFileNames: true, validateEntrySizes: true });
  const missing = new Set(libraries.files);
  const targetOf = (name: string): string | null => {
    if (missing.delete(name)) return join(libraries.to, basename(name));
    const isHeader = name.endsWith('.h') && headers.folders.some((one) => name.startsWith(one));
    return isHeader ? join(headers.to, name.slice(name.indexOf('/include/') + '/include/'.length)) : null;
  };
  try {
    for await (const entry of zip.eachEntry()) {
      const target = targetOf(entry.fileName);
      if (target === null) continue;
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    }
  } finally {
    zip.close();
  }
  if (missing.size > 0) throw new Error(`${[...missing].join(' and ')} is missing`);
}
