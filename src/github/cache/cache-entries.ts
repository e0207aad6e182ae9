/** Entries of GitHub's cache: folders under a key, found again by how the key begins. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import { info } from '@actions/core';
import type { RunnerServices } from '../runner-services.ts';

export interface CacheEntries {
  /** A folder to fill before `save`; empty. */
  open(name: string): Promise<string>;
  /** Brings the newest entry of each name that this run may read. @returns their folders; what there is none of is left out */
  restore(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps folders, unless an entry of the same content is known. */
  save(filled: readonly FilledEntry[]): Promise<void>;
}

export interface FilledEntry {
  readonly name: string;
  /** What tells this entry from others of its name; one without is not kept. */
  readonly content: readonly string[];
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
    services.use(() => withEnvironment({ GITHUB_WORKSPACE: scratch, RUNNER_TEMP: scratch }, step));
  const prefixOf = (name: string) => `conclusive-${FORMAT}-${name}-`;

  async function open(name: string): Promise<string> {
    const folder = folderOf(name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  return {
    open,
    async restore(names) {
      const folders = await Promise.all(names.map(open));
      // Side by side: each takes the service's time to answer.
      await use(() =>
        Promise.all(
          names.map(async (name, index) => {
            const prefix = prefixOf(name);
            const key = await restoreCache([folders[index] ?? ''], prefix, [prefix], DOWNLOAD);
            if (key !== undefined) restored.set(name, key);
          }),
        ),
      );
      return new Map(names.filter((name) => restored.has(name)).map((name) => [name, folderOf(name)]));
    },
    async save(filled) {
      const missing = filled.flatMap(({ name, content }) => {
        // Entries cannot be changed: one with more in it has another key, which begins alike.
        const digest = createHash('sha256').update(content.toSorted().join('\n')).digest('hex');
        const key = `${prefixOf(name)}${digest.slice(0, 16)}`;
        return content.length === 0 || restored.get(name) === key ? [] : [{ folder: folderOf(name), key }];
      });
      if (missing.length === 0) return;
      for (const { key } of missing) info(`kept in the cache: ${key}`);
      await use(() => Promise.all(missing.map(({ folder, key }) => saveCache([folder], key))));
    },
  };
}

async function withEnvironment<Value>(
  variables: Readonly<Record<string, string>>,
  step: () => Promise<Value>,
): Promise<Value> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await step();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
