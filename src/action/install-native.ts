/** `backend: native` in the action: built once, kept in the runner's tool cache, and in GitHub's cache for runners that are new each time. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreCache, saveCache } from '@actions/cache';
import * as core from '@actions/core';
import { hasCache } from '../github/cache/cache-entries.ts';
import { mayKeepRecords } from '../github/cache/cache-scope.ts';
import { plainMessage } from '../github/publish-error.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import { BUILD_KEY, buildNative, isBuilt } from '../train/native/build-native.ts';

export interface InstallRequest {
  readonly services: RunnerServices | null;
  /** Whether base or head is not the event's own. */
  readonly isByHand: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What is kept is what this step has built, before any code of the repository has run. Who may leave it to later runs is decided as for records.
 *
 * @returns the folder
 * @throws UserError as `buildNative`
 */
export function installNative({ services, isByHand, signal }: InstallRequest): Promise<string> {
  const { RUNNER_TOOL_CACHE, GITHUB_EVENT_NAME } = process.env;
  const key = `conclusive-native-${BUILD_KEY.slice(0, 16)}`;
  const folder = join(RUNNER_TOOL_CACHE || tmpdir(), key, process.arch);
  const cache = hasCache(services) && !/\s/.test(folder) ? services : null;
  return core.group('Native backend', async () => {
    if (cache !== null && !(await isBuilt(folder)))
      await softly('restored', async () => {
        const found = await cache.use(() => restoreCache([folder], key));
        core.info(`cache: ${key}: ${found === undefined ? 'none found' : 'found'}`);
      });
    const { version, isNew } = await buildNative({
      folder,
      environment: process.env,
      signal,
      say: core.info,
    });
    core.info(`TensorFlow.js ${version} loads from ${folder}`);
    if (cache !== null && isNew && mayKeepRecords(GITHUB_EVENT_NAME, isByHand))
      await softly('saved', () => cache.use(() => saveCache([folder], key)));
    return folder;
  });
}

async function softly(what: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    core.warning(`the native backend is not ${what} by the cache: ${plainMessage(error)}`);
  }
}
