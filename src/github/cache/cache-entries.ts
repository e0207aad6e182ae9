/** Entries of GitHub's cache: folders under a key, found again by how the key begins. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
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

/** How the keys of an entry begin. */
export function prefixOf(name: string): string {
  return `conclusive-${FORMAT}-${name}-`;
}

/** Entries cannot be changed: one with more in it has another key, which begins alike. */
export function keyOf({ name, content }: FilledEntry): string {
  const digest = createHash('sha256').update(content.toSorted().join('\n')).digest('hex');
  return `${prefixOf(name)}${digest.slice(0, 16)}`;
}

/** An empty folder to pack from or to unpack to. */
export async function emptyFolder(scratch: string, name: string): Promise<string> {
  const folder = join(scratch, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** @param scratch a folder of this run alone */
export function cacheEntries(services: RunnerServices, scratch: string): CacheEntries {
  const restored = new Map<string, string>();
  // An entry is found by the path that it was packed from, as it is written. A path from home is the same in every run, wherever
  // home is: here it is the scratch folder. The toolkit packs and unpacks relative to the workspace, which is that folder, too.
  const pathOf = (name: string) => `~${sep}${name}`;
  const folders = { GITHUB_WORKSPACE: scratch, RUNNER_TEMP: scratch, HOME: scratch, USERPROFILE: scratch };
  const use = <Value>(step: () => Promise<Value>) => services.use(() => withEnvironment(folders, step));

  return {
    open: (name) => emptyFolder(scratch, name),
    async restore(names) {
      const opened = await Promise.all(names.map((name) => emptyFolder(scratch, name)));
      // Side by side: each takes the service's time to answer.
      await use(() =>
        Promise.all(
          names.map(async (name) => {
            const prefix = prefixOf(name);
            const key = await restoreCache([pathOf(name)], prefix, [prefix], DOWNLOAD);
            if (key !== undefined) restored.set(name, key);
            info(`cache: ${prefix}*: ${key === undefined ? 'none found' : `found ${key}`}`);
          }),
        ),
      );
      return new Map(
        names.flatMap((name, index) => (restored.has(name) ? [[name, opened[index] ?? ''] as const] : [])),
      );
    },
    async save(filled) {
      const missing = filled
        .map((entry) => ({ ...entry, key: keyOf(entry) }))
        .filter(({ name, content, key }) => content.length > 0 && restored.get(name) !== key);
      if (missing.length === 0) return;
      for (const { key } of missing) info(`kept in the cache: ${key}`);
      await use(() => Promise.all(missing.map(({ name, key }) => saveCache([pathOf(name)], key))));
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
