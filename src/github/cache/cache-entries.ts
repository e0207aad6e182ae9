/** Entries of GitHub's cache: folders, found by the start of their key. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import { info } from '@actions/core';
import type { RunnerServices } from '../runner-services.ts';

export interface CacheEntries {
  /** Makes an empty folder, to be filled before `save`. */
  open(name: string): Promise<string>;
  /** Restores the newest readable entry of each name. */
  restore(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Saves folders whose content is not saved yet. */
  save(filled: readonly FilledEntry[]): Promise<void>;
}

export interface FilledEntry {
  readonly name: string;
  /** Decides the key. An entry without content is not saved. */
  readonly content: readonly string[];
}

/** To be raised when older entries must not be read. */
const FORMAT = 1;
const DOWNLOAD = { segmentTimeoutInMs: 60_000, timeoutInMs: 30_000 };

export function hasCache(services: RunnerServices | null): services is RunnerServices {
  return services !== null && isFeatureAvailable();
}

export function prefixOf(name: string): string {
  return `conclusive-${FORMAT}-${name}-`;
}

/** Entries are immutable, so that other content needs another key. */
export function keyOf({ name, content }: FilledEntry): string {
  const digest = createHash('sha256').update(content.toSorted().join('\n')).digest('hex');
  return `${prefixOf(name)}${digest.slice(0, 16)}`;
}

export async function emptyFolder(scratch: string, name: string): Promise<string> {
  const folder = join(scratch, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** @param scratch folder of this run only */
export function cacheEntries(services: RunnerServices, scratch: string): CacheEntries {
  const restored = new Map<string, string>();
  // The toolkit finds an entry by the path as written, and packs relative to the workspace. Home and workspace are
  // the scratch folder, so the path is the same in every job.
  const pathOf = (name: string) => `~${sep}${name}`;
  const folders = { GITHUB_WORKSPACE: scratch, RUNNER_TEMP: scratch, HOME: scratch, USERPROFILE: scratch };
  const use = <Value>(step: () => Promise<Value>) => services.use(() => withEnvironment(folders, step));

  return {
    open: (name) => emptyFolder(scratch, name),
    async restore(names) {
      const opened = await Promise.all(names.map((name) => emptyFolder(scratch, name)));
      // Concurrent, because the service is slow.
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
