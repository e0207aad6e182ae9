/** Entries of GitHub's cache: folders under a key, found again by how the key begins. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import { info } from '@actions/core';
import type { RunnerServices } from './runner-services.ts';

export interface CacheEntries {
  /** A folder to fill before `save`; empty. */
  open(name: string): Promise<string>;
  /** Brings the newest entry of a name that this run may read. @returns its folder, null where there is none */
  restore(name: string): Promise<string | null>;
  /**
   * Keeps the folder, unless an entry of the same content is known.
   *
   * @param content what tells this entry from others of its name
   */
  save(name: string, content: readonly string[]): Promise<void>;
}

/** Raise it where entries of earlier versions must not be read. */
const FORMAT = 1;
const DOWNLOAD = { segmentTimeoutInMs: 60_000, timeoutInMs: 30_000 };

/** Whether this runner has a cache at all; GitHub Enterprise may have none. */
export function hasCache(services: RunnerServices | null): services is RunnerServices {
  return services !== null && isFeatureAvailable();
}

/** @param scratch folder of the entries: its path is part of what an entry is found by, so the same in every run */
export function cacheEntries(services: RunnerServices, scratch: string): CacheEntries {
  const restored = new Map<string, string>();
  const folderOf = (name: string) => join(scratch, name);
  // The toolkit packs and unpacks from there; what is packed must not depend on where the checkout is.
  const use = <Value>(step: () => Promise<Value>) =>
    services.use(async () => {
      const { GITHUB_WORKSPACE: workspace } = process.env;
      process.env.GITHUB_WORKSPACE = scratch;
      try {
        return await step();
      } finally {
        if (workspace === undefined) delete process.env.GITHUB_WORKSPACE;
        else process.env.GITHUB_WORKSPACE = workspace;
      }
    });
  const prefixOf = (name: string) => `conclusive-${FORMAT}-${name}-`;

  async function open(name: string): Promise<string> {
    const folder = folderOf(name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  return {
    open,
    async restore(name) {
      const folder = await open(name);
      const prefix = prefixOf(name);
      const key = await use(() => restoreCache([folder], prefix, [prefix], DOWNLOAD));
      if (key === undefined) return null;
      restored.set(name, key);
      return folder;
    },
    async save(name, content) {
      // Entries cannot be changed: one with more in it has another key, which begins alike.
      const digest = createHash('sha256').update(content.toSorted().join('\n')).digest('hex');
      const key = `${prefixOf(name)}${digest.slice(0, 16)}`;
      if (content.length === 0 || restored.get(name) === key) return;
      info(`kept in the cache: ${key}`);
      await use(() => saveCache([folderOf(name)], key));
    },
  };
}
