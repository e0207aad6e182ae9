import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { installNative } from '../../src/action/install-native.ts';
import { cacheEntries } from '../../src/github/cache/cache-entries.ts';
import { machineWith } from '../support/native-tools.ts';
import { servicesOf, test } from '../support/runner-services.ts';

describe('backend: native in the action', () => {
  test('is built once, and found in the tool cache by the next step', async ({ folder }) => {
    const { environment, calls } = await machineWith({});
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv('RUNNER_TOOL_CACHE', folder);
    const request = { services: null, isByHand: false };
    const installed = await installNative(request);
    expect(installed.startsWith(join(folder, 'conclusive', 'native-'))).toBe(true);
    const made = await calls();
    expect(await installNative(request)).toBe(installed);
    expect(await calls()).toEqual(made);
  });

  test.for([
    ['push', 'restored'],
    ['issue_comment', 'built again'],
  ] as const)('after a %s, a runner that is new has it %s', async ([event, outcome], { github, folder }) => {
    const { environment, calls } = await machineWith({});
    for (const name of ['HOME', 'PATH'] as const)
      vi.stubEnv(name, name === 'PATH' ? `${environment.PATH}:${process.env.PATH}` : environment.HOME);
    vi.stubEnv('RUNNER_TOOL_CACHE', folder);
    vi.stubEnv('GITHUB_EVENT_NAME', event);
    const request = { services: servicesOf(github), isByHand: false };
    const installed = await installNative(request);
    const made = await calls();
    await rm(installed, { recursive: true });
    expect(await installNative(request)).toBe(installed);
    expect((await calls()).length > made.length).toBe(outcome === 'built again');
  });

  test('a build in the cache that does not load is replaced by one that does', async ({ github, folder }) => {
    const { environment, calls } = await machineWith({});
    vi.stubEnv('HOME', environment.HOME);
    vi.stubEnv('PATH', `${environment.PATH}:${process.env.PATH}`);
    vi.stubEnv('RUNNER_TOOL_CACHE', folder);
    vi.stubEnv('GITHUB_EVENT_NAME', 'push');
    const request = { services: servicesOf(github), isByHand: false };
    vi.stubEnv('GITHUB_RUN_ID', '1');
    const name = basename(await installNative(request));
    const parent = join(folder, 'conclusive');
    const index = join(parent, name, 'node_modules/@tensorflow/tfjs-node/index.js');
    await writeFile(index, 'throw new Error("GLIBC_2.38 not found");');
    await cacheEntries(request.services, parent).save([{ name, content: ['bad'] }]);
    for (const [run, isBuilt] of [
      ['3', true],
      ['4', false],
    ] as const) {
      vi.stubEnv('GITHUB_RUN_ID', run);
      await rm(join(parent, name), { recursive: true });
      const before = (await calls()).length;
      await installNative(request);
      expect((await calls()).length > before).toBe(isBuilt);
    }
  });
});
