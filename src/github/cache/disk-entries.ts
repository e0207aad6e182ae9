/** Entries on the runner's disk, for servers without a cache. */
import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { info } from '@actions/core';
import { UserError } from '../../config/user-error.ts';
import { type CacheEntries, emptyFolder, keyOf, prefixOf } from './cache-entries.ts';

const KEPT = 3;

export interface DiskPlace {
  /** The input `cache`. */
  readonly folder: string;
  /** The run's own ref, then those whose entries it may read. */
  readonly scopes: readonly string[];
  readonly repository: string;
}

/** @param scratch folder of this run only */
export function diskEntries({ folder, scopes, repository }: DiskPlace, scratch: string): CacheEntries {
  const restored = new Map<string, string>();
  const digest = (scope: string) => createHash('sha256').update(`${repository} ${scope}`).digest('hex');
  const places = scopes.map((scope) => join(folder, digest(scope).slice(0, 16)));

  async function find(name: string): Promise<string | null> {
    for (const place of places) {
      const [newest] = await entriesOf(place, name);
      if (newest !== undefined) return join(place, newest);
    }
    return null;
  }

  return {
    open: (name) => emptyFolder(scratch, name),
    async restore(names) {
      const found = new Map<string, string>();
      for (const name of names) {
        const to = await emptyFolder(scratch, name);
        const from = await find(name);
        info(`cache ${folder}: ${prefixOf(name)}*: ${from === null ? 'none found' : `found ${from}`}`);
        if (from === null) continue;
        await cp(from, to, { recursive: true, verbatimSymlinks: true });
        restored.set(name, from);
        found.set(name, to);
      }
      return found;
    },
    async save(filled) {
      const [own] = places;
      if (own === undefined) return;
      await makeFolder(own);
      for (const entry of filled) {
        const to = join(own, keyOf(entry));
        if (entry.content.length === 0 || restored.get(entry.name) === to) continue;
        // The rename makes the entry appear complete to other jobs.
        const partial = join(own, `partial-${randomUUID()}`);
        await cp(join(scratch, entry.name), partial, { recursive: true });
        await rm(to, { recursive: true, force: true });
        await rename(partial, to);
        info(`kept in ${folder}: ${keyOf(entry)}`);
        const old = (await entriesOf(own, entry.name)).slice(KEPT);
        for (const name of old) await rm(join(own, name), { recursive: true, force: true });
      }
    },
  };
}

async function entriesOf(place: string, name: string): Promise<readonly string[]> {
  const names = (await readdir(place).catch(() => [])).filter((entry) => entry.startsWith(prefixOf(name)));
  const dated = await Promise.all(
    names.map(async (entry) => ({ entry, at: (await stat(join(place, entry))).mtimeMs })),
  );
  return dated.sort((a, b) => b.at - a.at).map(({ entry }) => entry);
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UserError(`input "cache": cannot write to the folder ${path}: ${code}`, {
      cause: error,
    });
  }
}
