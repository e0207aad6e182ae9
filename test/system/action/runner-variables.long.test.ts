/** Wrong variables of the runner: the action names them and writes its outputs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { RUNNER_VARIABLES } from '../../../src/github/runner-variables.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { pullRequestOf } from './support/event-payloads.ts';
import { type ActionEnd, runAction, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const AT_A_TIME = 4;
const OF_EACH = 5;
const WORDS_OF_THE_LANGUAGE =
  /^\s+at .+:\d+|\b(?:TypeError|SyntaxError|RangeError|ZodError)\b|fault of its own/m;

/** Some of these are wrong for each variable. */
const GARBAGE = [
  '',
  ' ',
  'not set',
  '\t\u0007\u001b[31m',
  '-x',
  '--upload-pack=x',
  '../../..',
  '/dev/null',
  '/nowhere/at/all',
  'ftp://127.0.0.1/',
  'http://',
  'http:/127.0.0.1',
  'http://a b/',
  'http://127.0.0.1:99999',
  'http://[::1',
  'https://user:hunter2@127.0.0.1/',
  'https://127.0.0.1/?query=1#fragment',
  'github.com',
  '4e9',
  '-1',
  '9'.repeat(40),
  'a/b/c',
  '$(whoami)',
  '{"json": true}',
  'zażółć gęślą jaźń 🚀',
  '::error::forged%0A',
  'x'.repeat(20_000),
];

/** Wrong events. */
const EVENTS = [
  '',
  ' \n',
  '{',
  'null',
  '42',
  '"text"',
  '[]',
  '{}',
  '{"pull_request": []}',
  '{"pull_request": {}}',
  '\ufeff{}',
];

describe.skipIf(node === null)('the shipped action, told something wrong by its runner,', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    // Harmless values reuse these records.
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    await runOnPullRequest({ workspace, github, inputs: { token: '' } });
    await github.close();
  });
  afterAll(() => workspace.remove());

  test('names the variable, shows no stack, and sets its outputs', async ({ github }) => {
    const random = createRandom('values of runner variables');
    const cases = RUNNER_VARIABLES.flatMap((name) =>
      shuffled(GARBAGE, random)
        .slice(0, OF_EACH)
        .map((value) => ({ name, value })),
    );
    const wrong = await inParallel(cases, async ({ name, value }) => {
      const end = await runOnPullRequest({ workspace, github, environment: { [name]: value } });
      return faultsOf(end, name).map((fault) => `${name}=${JSON.stringify(value.slice(0, 50))}: ${fault}`);
    });
    expect(wrong.flat()).toEqual([]);
  }, 600_000);

  test('names the file of the event, whatever is in its place', async ({ github }) => {
    const folder = join(workspace.folder, 'events');
    await mkdir(folder);
    const paths = EVENTS.map((_, index) => join(folder, `${index}.json`));
    for (const [index, path] of paths.entries()) await writeFile(path, EVENTS[index] ?? '');
    const large = join(folder, 'large.json');
    await writeFile(large, `{"pull_request": "${'x'.repeat(40 * 1024 * 1024)}"}`);
    const wrong = await inParallel([...paths, folder, join(folder, 'missing'), large], async (path) => {
      const environment = { GITHUB_EVENT_PATH: path };
      const end = await runOnPullRequest({ workspace, github, environment });
      const faults = faultsOf(end, 'GITHUB_EVENT_PATH');
      return [...faults, ...(end.exitCode === 2 ? [] : ['is not refused'])].map(
        (fault) => `${path}: ${fault}`,
      );
    });
    expect(wrong.flat()).toEqual([]);
  }, 300_000);

  test.for(['/', '//', ':capitals'])(
    'takes an address that is written in another way: %s',
    async (way, { github }) => {
      const url = way === ':capitals' ? github.url.replace('http', 'HTTP') : github.url + way;
      const payload = pullRequestOf(workspace);
      const environment = { GITHUB_API_URL: url };
      const run = { node: node ?? '', workspace, github, event: 'pull_request', payload, environment };
      const { exitCode, log, outputs } = await runAction(run);
      expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
      expect(log).not.toContain('::warning');
      expect(github.comments).toHaveLength(1);
    },
  );
});

function faultsOf({ exitCode, log, outputs }: ActionEnd, name: string): readonly string[] {
  const isNamed = log.split('\n').some((line) => line.startsWith('::error::') && line.includes(name));
  const stack = WORDS_OF_THE_LANGUAGE.exec(log)?.[0];
  return [
    ...(stack === undefined ? [] : [`shows ${stack}`]),
    ...(exitCode === 0 || (exitCode === 2 && isNamed) ? [] : [`exit code ${exitCode}: ${log.slice(-300)}`]),
    ...(outputs.gate === (exitCode === 0 ? 'passed' : 'failed')
      ? []
      : [`the output gate is "${outputs.gate}"`]),
    ...(outputs.verdict === (exitCode === 0 ? 'improvement' : '')
      ? []
      : [`the verdict is "${outputs.verdict}"`]),
    ...(log.includes('hunter2') ? ['shows a password'] : []),
  ];
}

function shuffled<Value>(values: readonly Value[], random: () => number): readonly Value[] {
  const keyed = values.map((value) => ({ value, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

async function inParallel<Case, Value>(
  cases: readonly Case[],
  run: (one: Case) => Promise<Value>,
): Promise<Value[]> {
  const left = [...cases];
  const found: Value[] = [];
  const work = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) found.push(await run(one));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return found;
}
