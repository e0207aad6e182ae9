import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readBeginning } from '../../files/open-file.ts';

const HEADER_BYTES = 16;

/**
 * Whether a compiled file is one that Python holds against its source, by its size and time of change. One that says that it needs no
 * check (an unchecked hash) would be run whatever the source says. Its content is not looked at.
 */
export function isPlainCompilation(root: string, path: string): boolean {
  const [, name] = /^(.+?)\.[^/]*pyc$/.exec(posix.basename(path)) ?? [];
  const folder = posix.dirname(path);
  if (name === undefined || posix.basename(folder) !== '__pycache__') return false;
  try {
    const source = statSync(join(root, posix.dirname(folder), `${name}.py`));
    const header = readBeginning(join(root, path), HEADER_BYTES);
    if (header.length < HEADER_BYTES) return false;
    const [flags, time, size] = [header.readUInt32LE(4), header.readUInt32LE(8), header.readUInt32LE(12)];
    return (
      flags === 0 && time === Math.floor(source.mtimeMs / 1000) % 2 ** 32 && size === source.size % 2 ** 32
    );
  } catch {
    return false;
  }
}
