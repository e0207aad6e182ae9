import { expect, test } from 'vitest';
import { serverOf } from '../../src/github/server.ts';

test.each([
  [undefined, {}, 'GitHub'],
  ['https://api.github.com', {}, 'GitHub'],
  ['https://git.acme.org/api/v3', {}, 'GitHub'],
  ['https://git.acme.org/api/v1', { GITEA_ACTIONS: 'true' }, 'Gitea'],
  ['https://git.acme.org/forge/api/v1/', {}, 'Gitea'],
  ['https://git.acme.org/api/v1', { GITEA_ACTIONS: 'true', FORGEJO_TOKEN: 'x' }, 'Forgejo'],
])('%s is the API of %j: %s', (apiUrl, environment, name) => {
  expect(serverOf(apiUrl, environment).name).toBe(name);
});
