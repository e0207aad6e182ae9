/** Wrong variables of the runner: the action names them and writes its outputs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { RUNNER_VARIABLES } from '../../../src/github/runner-variables.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { type ActionEnd, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const AT_A_TIME = 4;
const OF_EACH = 2;
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

describe.skipIf(findNode24() === null)(
  'the shipped action, told something wrong by its runner, (needs Node 24)',
  () => {
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
        Array.from({ length: OF_EACH }, () => ({
          name,
          value: GARBAGE[Math.floor(random() * GARBAGE.length)] ?? '',
        })),
      );
      const wrong = await inParallel(cases, async ({ name, value }) => {
        const end = await runOnPullRequest({ workspace, github, environment: { [name]: value } });
        return faultsOf(end, name).map((fault) => `${name}=${JSON.stringify(value.slice(0, 50))}: ${fault}`);
      });
      expect(wrong.flat()).toEqual([]);
    }, 600_000);

    test.for(['', '{', '{"pull_request": []}', '\ufeff{}'])(
      'names the file of the event, which holds %j',
      async (text, { github }) => {
        const path = join(workspace.folder, 'event.json');
        await writeFile(path, text);
        const end = await runOnPullRequest({ workspace, github, environment: { GITHUB_EVENT_PATH: path } });
        expect([end.exitCode, faultsOf(end, 'GITHUB_EVENT_PATH')]).toEqual([2, []]);
      },
    );

    test.for(['//', ':capitals'])(
      'takes an address that is written in another way: %s',
      async (way, { github }) => {
        const url = way === ':capitals' ? github.url.replace('http', 'HTTP') : github.url + way;
        const environment = { GITHUB_API_URL: url };
        const { exitCode, log, outputs } = await runOnPullRequest({ workspace, github, environment });
        expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
        expect(log).not.toContain('::warning');
        expect(github.comments).toHaveLength(1);
      },
    );
  },
);

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
