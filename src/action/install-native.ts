/** Keeps `backend: native` in the runner's tool cache and in GitHub's cache. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { BUILD_KEY, isBuilt, putInPlace } from '../../packages/tfjs-trainer/src/native/build-native.ts';
import { cacheEntries, hasCache } from '../github/cache/cache-entries.ts';
import { mayKeepRecords } from '../github/cache/cache-scope.ts';
import { plainMessage } from '../github/publish-error.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import { buildNativeBackend } from '../train/module/build-native.ts';

export interface InstallRequest {
  readonly services: RunnerServices | null;
  /** Whether base or head is not the event's. */
  readonly isByHand: boolean;
  readonly signal?: AbortSignal;
}

/** Saves its own build before code of the repository runs. @returns the folder */
export async function installNative({ services, isByHand, signal }: InstallRequest): Promise<string> {
  const { RUNNER_TOOL_CACHE, GITHUB_EVENT_NAME, GITHUB_RUN_ID = '' } = process.env;
  const name = `native-${BUILD_KEY.slice(0, 16)}-${await systemName()}`;
  const parent = join(RUNNER_TOOL_CACHE || tmpdir(), 'conclusive');
  const folder = join(parent, name);
  const cache = hasCache(services) && !/\s/.test(folder) ? services : null;
  return core.group('Native backend', async () => {
    if (cache !== null && !(await isBuilt(folder)))
      await softly('restored', async () => {
        await mkdir(parent, { recursive: true });
        // A partial restore never replaces a build.
        const scratch = await mkdtemp(join(parent, '.restored-'));
        try {
          const restored = (await cacheEntries(cache, scratch).restore([name])).get(name);
          if (restored !== undefined && (await isBuilt(restored))) await putInPlace(restored, folder);
        } finally {
          await rm(scratch, { recursive: true, force: true });
        }
      });
    const { version, isNew } = await buildNativeBackend({
      folder,
      environment: process.env,
      signal,
      say: core.info,
    });
    core.info(`TensorFlow.js ${version} loads from ${folder}`);
    // The newest entry is restored, so that a new build replaces one that does not load.
    if (cache !== null && isNew && mayKeepRecords(GITHUB_EVENT_NAME, isByHand))
      await softly('saved', () => cacheEntries(cache, parent).save([{ name, content: [GITHUB_RUN_ID] }]));
    return folder;
  });
}

/** The binding depends on C and C++ libraries of the system. */
async function systemName(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const values = ['ID', 'VERSION_ID'].map((key) => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '');
  return values
    .join('-')
    .replace(/[^\w.-]/g, '')
    .slice(0, 40);
}

async function softly(what: string, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    core.warning(`the native backend is not ${what} by the cache: ${plainMessage(error)}`);
  }
}
