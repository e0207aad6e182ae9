import { expect, test } from 'vitest';
import { takeRunnerServices } from '../../src/github/runner-services.ts';

test('the token is in the environment while a step of the toolkit runs, and at no other time', async () => {
  const environment: NodeJS.ProcessEnv = {
    ACTIONS_RUNTIME_TOKEN: 'secret',
    ACTIONS_RESULTS_URL: 'https://x/',
  };
  const services = takeRunnerServices(environment);
  expect(environment.ACTIONS_RUNTIME_TOKEN).toBeUndefined();
  expect(await services?.use(async () => environment.ACTIONS_RUNTIME_TOKEN)).toBe('secret');
  await expect(services?.use(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(environment.ACTIONS_RUNTIME_TOKEN).toBeUndefined();
});

test.each([{}, { ACTIONS_RUNTIME_TOKEN: 'secret' }, { ACTIONS_RESULTS_URL: 'https://x/' }])(
  'a runner that hands out %j has no such services, and the token is taken all the same',
  (given) => {
    const environment: NodeJS.ProcessEnv = { ...given };
    expect(takeRunnerServices(environment)).toBeNull();
    expect(environment.ACTIONS_RUNTIME_TOKEN).toBeUndefined();
  },
);

test.each([
  ['github.com', { ACTIONS_RESULTS_URL: 'https://x/', GITHUB_SERVER_URL: 'https://github.com' }, true],
  ['ghe.com', { ACTIONS_RESULTS_URL: 'https://x/', GITHUB_SERVER_URL: 'https://acme.ghe.com' }, true],
  [
    'GitHub Enterprise Server',
    { ACTIONS_CACHE_URL: 'https://x/', GITHUB_SERVER_URL: 'https://git.acme.org' },
    false,
  ],
  ['Gitea', { ACTIONS_RESULTS_URL: 'https://x/', GITHUB_SERVER_URL: 'https://git.acme.org' }, false],
])('artifacts are for servers to which the toolkit uploads them: %s', (_, given, hasArtifacts) => {
  expect(takeRunnerServices({ ACTIONS_RUNTIME_TOKEN: 'secret', ...given })?.hasArtifacts).toBe(hasArtifacts);
});

test('a runner with a cache and no token, as act is, has a cache and no artifacts', async () => {
  const environment: NodeJS.ProcessEnv = { ACTIONS_CACHE_URL: 'http://127.0.0.1/' };
  const services = takeRunnerServices(environment);
  expect(services?.hasArtifacts).toBe(false);
  expect(await services?.use(async () => environment.ACTIONS_RUNTIME_TOKEN)).toBe('none');
});
