import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RUNNER_VARIABLES, readRunnerVariables } from '../../src/github/runner-variables.ts';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
/** Checked where they are used. */
const ELSEWHERE = [
  'GITHUB_STEP_SUMMARY',
  'GITHUB_OUTPUT',
  'GITHUB_ACTIONS',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'RUNNER_TRACKING_ID',
];
const OWN_NAMES = ['RUNNER_TOKENS', 'RUNNER_VARIABLES'];
const NEEDED = { GITHUB_EVENT_NAME: 'push', GITHUB_REPOSITORY: 'acme/models' };

test('every variable of the runner that the program names has a schema', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const named = files.flatMap((name) => {
    const text = readFileSync(join(SOURCE, name), 'utf8');
    return [...text.matchAll(/\b(?:GITHUB|RUNNER|ACTIONS)_[A-Z\d_]*[A-Z\d]\b/g)].map(([found]) => found);
  });
  const unchecked = named.filter((name) => ![...RUNNER_VARIABLES, ...ELSEWHERE, ...OWN_NAMES].includes(name));
  expect([...new Set(unchecked)]).toEqual([]);
});

test.each([
  ['https://github.com/', 'https://github.com'],
  ['HTTPS://GitHub.Example:443/api/v3//', 'https://github.example/api/v3'],
  ['http://[::1]:3000/api/v1/', 'http://[::1]:3000/api/v1'],
])('the address %s is read as %s', (written, read) => {
  expect(readRunnerVariables({ ...NEEDED, GITHUB_API_URL: written }).GITHUB_API_URL).toBe(read);
});

test('the message names variable, value and reason, and no password', () => {
  const read = (more: Record<string, string>) => () => readRunnerVariables({ ...NEEDED, ...more });
  expect(read({ GITHUB_EVENT_NAME: '' })).toThrow(/^GITHUB_EVENT_NAME is not set.*conclusive run/);
  expect(read({ GITHUB_REPOSITORY: 'a/b/c' })).toThrow(
    /^GITHUB_REPOSITORY is "a\/b\/c", which is not "owner\/name"\. The runner/,
  );
  expect(read({ GITHUB_API_URL: 'https://ada:hunter2@host/' })).toThrow(
    /^GITHUB_API_URL is "https:\/\/\*\*\*@host\/", which has a user name or password/,
  );
});

test('an empty variable is one that is not set', () => {
  expect(readRunnerVariables({ ...NEEDED, GITHUB_API_URL: '', GITHUB_BASE_REF: '' })).toEqual(NEEDED);
});
