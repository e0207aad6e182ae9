import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type RunnerServices, takeRunnerServices } from '../../src/github/runner-services.ts';
import type { LoopbackGitHub } from './loopback-github/index.ts';
import { runtimeToken } from './loopback-github/results.ts';
import { test as withGitHub } from './loopback-github/test.ts';

/** Caches and artifacts of the loopback, for a run of the main branch: what it keeps, it finds again. */
export function servicesOf({ url }: LoopbackGitHub, run = 41): RunnerServices {
  vi.stubEnv('ACTIONS_RESULTS_URL', `${url}/`);
  vi.stubEnv('ACTIONS_CACHE_SERVICE_V2', 'true');
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', runtimeToken({ run, scopes: ['refs/heads/main'] }));
  const services = takeRunnerServices(process.env);
  if (services === null) throw new Error('the runner has no services');
  return services;
}

/** A test with a folder that has no space in its path, which the toolkit cannot pack from, and with a silent log. */
export const test = withGitHub.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'conclusive-'));
    expect(folder).not.toMatch(/\s/);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await use(folder);
    await rm(folder, { recursive: true });
  },
});
