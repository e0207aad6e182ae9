/** Lists files in shared folders, because a network file system shows them late, in parts and in any order. */
import { lstat, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { digestFile } from '../../records/bounded-file.ts';

/** Each file costs a request to a file server. */
const MOST_FILES = 2_000;
const MOST_WALKED = 20_000;
/** Small files are hashed first. Beyond this, a file is known by its size alone. */
const MOST_HASHED_BYTES = 256 * 1024 * 1024;

export const manifestSchema = z
  .array(
    z.strictObject({
      /** Index of the root that it is in. */
      folder: z.number().int().min(0),
      path: z
        .string()
        .max(4096)
        // The path is empty if the root is a file.
        .refine((path) => path === '' || !path.split('/').some((part) => part === '..' || part === '')),
      bytes: z.number().int().min(0),
      sha256: z.hex().length(64).nullable(),
    }),
  )
  .max(MOST_FILES);
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * Lists regular files. Beyond the limit, the smallest of each root and kind come first, so that thousands of pictures hide no results.
 * Unreadable files are left out.
 */
export async function listFiles(roots: readonly string[]): Promise<Manifest> {
  const trees = await Promise.all(roots.map((root) => filesIn(root, MOST_WALKED)));
  const turns = new Map<string, number>();
  const listed = trees
    .flatMap((tree, folder) => tree.map((file) => ({ ...file, folder })))
    .sort((one, other) => one.bytes - other.bytes)
    .map((file) => {
      const kind = `${file.folder} ${extname(file.path)}`;
      const turn = turns.get(kind) ?? 0;
      turns.set(kind, turn + 1);
      return { ...file, turn };
    })
    .sort((one, other) => one.turn - other.turn)
    .slice(0, MOST_FILES)
    .sort((one, other) => one.bytes - other.bytes);
  const files: Manifest = [];
  let hashed = 0;
  for (const { folder, path, bytes } of listed) {
    const isHashed = hashed + bytes <= MOST_HASHED_BYTES;
    if (isHashed) hashed += bytes;
    const sha256 = isHashed ? await digestFile(join(roots[folder] ?? '', path)).catch(() => undefined) : null;
    if (sha256 !== undefined) files.push({ folder, path, bytes, sha256 });
  }
  return files;
}

/**
 * @param files list of another machine; no more is read than it may list
 * @param seen files that earlier calls have read whole; more are added
 * @returns the first file that is missing or incomplete; null if there is none
 */
export async function findMissing(
  roots: readonly string[],
  files: Manifest,
  seen = new Set<string>(),
  signal?: AbortSignal,
): Promise<string | null> {
  let hashed = 0;
  for (const { folder, path, bytes, sha256 } of files) {
    const root = roots[folder];
    if (root === undefined) return path;
    const place = join(root, path);
    const isHashed = sha256 !== null && hashed + bytes <= MOST_HASHED_BYTES;
    if (isHashed) hashed += bytes;
    if (seen.has(place)) continue;
    signal?.throwIfAborted();
    const found = await lstat(place).catch(() => null);
    if (found === null || !found.isFile() || found.size < bytes) return place;
    // A file that has grown since is taken as it is.
    if (isHashed && found.size === bytes && (await digestFile(place, signal).catch(() => null)) !== sha256)
      return place;
    seen.add(place);
  }
  return null;
}

export async function measureTree(root: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const found = await filesIn(root, MOST_FILES);
  return { files: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Ordered by names alone. */
async function filesIn(
  root: string,
  most: number,
): Promise<readonly { readonly path: string; readonly bytes: number }[]> {
  const own = await lstat(root).catch(() => null);
  if (own?.isFile() === true) return most > 0 ? [{ path: '', bytes: own.size }] : [];
  // No link is followed, because it may lead out of the root.
  if (own?.isDirectory() !== true) return [];
  const files: { readonly path: string; readonly bytes: number }[] = [];
  const pending = [''];
  let folders = 0;
  for (let folder = pending.pop(); folder !== undefined && folders < MOST_FILES; folder = pending.pop()) {
    folders += 1;
    const names = (await readdir(join(root, folder)).catch((): string[] => [])).sort();
    for (const name of names) {
      if (files.length >= most) return files;
      const path = folder === '' ? name : `${folder}/${name}`;
      const found = await lstat(join(root, path)).catch(() => null);
      if (found?.isDirectory() === true) pending.push(path);
      else if (found?.isFile() === true) files.push({ path, bytes: found.size });
    }
  }
  return files;
}
