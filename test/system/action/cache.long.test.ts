/** Caches and artifacts pass records from run to run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import yauzl from 'yauzl';
import pushExample from '../../github/payloads/push.json' with { type: 'json' };
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { test as withGitHub } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { commentOf } from './support/event-payloads.ts';
import { type ActionRun, costsOf, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MAIN = 'refs/heads/main';
const PULL = 'refs/pull/7/merge';
let nextRun = 100;

interface Machine {
  readonly github: LoopbackGitHub;
  readonly temporary: string;
}

const test = withGitHub.extend<{ temporary: string }>({
  /** Shared by all runs of a test. The toolkit cannot pack a path with spaces. */
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures from the pattern
  temporary: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

describe.skipIf(node === null).concurrent('caches and artifacts', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace(
      { 'NOTES.md': 'What came last.' },
      { 'settings.json': '{ "features": 2 }\n' },
    );
    // Concurrent first runs would conflict in the shallow clone.
    await Repository.at(workspace.checkout).git('fetch', '--quiet', '--unshallow', 'origin', workspace.head);
  });
  afterAll(() => workspace.remove());

  /** Runs on a new machine with a checkout. */
  const run = async (
    { github, temporary }: Machine,
    ref: string,
    { inputs, environment, ...options }: Partial<ActionRun> = {},
  ) => {
    const id = nextRun++;
    return runOnPullRequest({
      workspace,
      github,
      // Posting takes seconds.
      inputs: { 'output-directory': join(temporary, `output-of-${id}`), token: '', ...inputs },
      environment: {
        ACTIONS_RESULTS_URL: `${github.url}/`,
        ACTIONS_CACHE_SERVICE_V2: 'true',
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: id, scopes: [...new Set([ref, MAIN])] }),
        GITHUB_RUN_ID: String(id),
        RUNNER_TEMP: temporary,
        ...environment,
      },
      ...options,
    });
  };
  const push = (machine: Machine, after = workspace.merge, before = workspace.base) =>
    run(machine, MAIN, {
      event: 'push',
      payload: { ...pushExample, before, after },
      environment: { GITHUB_SHA: after },
    });

  test('a pull request trains no baseline once the branch that it is against has, and trains it where the entry is broken', async ({
    github,
    temporary,
  }) => {
    const machine = { github, temporary };
    const before = await Repository.at(workspace.checkout).git('rev-parse', `${workspace.base}^`);
    expect(await costsOf(await push(machine, workspace.base, before))).toMatchObject({ trained: 10 });
    expect(new Set(github.results.caches.map(({ scope }) => scope))).toEqual(new Set([MAIN]));

    const first = await run(machine, PULL);
    expect(first.log).not.toMatch(/::(?:warning|error)/);
    expect(await costsOf(first)).toMatchObject({ trained: 5, reused: 5 });
    expect(first.log).toContain('5 runs of baseline come from the cache');

    for (const { blob } of github.results.caches) github.results.blobs.set(blob, Buffer.from('no archive'));
    const { log, outputs } = await run(machine, PULL);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 10, reused: 0 });
    expect(log).toMatch(/^::warning::Failed to restore/m);
    expect(outputs.verdict).toBe('improvement');
  });

  test('trains what another entry stands in the place of', async ({ github, temporary }) => {
    const machine = { github, temporary };
    const { outputs } = await run(machine, PULL);
    const { blobs, caches } = github.results;
    const records = caches.filter(({ key }) => key.includes('-records-'));
    expect(records).toHaveLength(2);
    const [{ blob } = { blob: '' }] = records;
    for (const other of records) blobs.set(other.blob, blobs.get(blob) ?? Buffer.alloc(0));
    const again = await run(machine, PULL);
    expect(await costsOf(again)).toMatchObject({ trained: 5, reused: 5 });
    expect(again.outputs.difference).toBe(outputs.difference);
  });

  test('keeps of a pull request what it trained, for that pull request alone', async ({
    github,
    temporary,
  }) => {
    const machine = { github, temporary };
    await run(machine, PULL);
    expect(new Set(github.results.caches.map(({ scope }) => scope))).toEqual(new Set([PULL]));
    expect(await costsOf(await run(machine, 'refs/pull/8/merge'))).toMatchObject({ trained: 10, reused: 0 });
    expect(await costsOf(await run(machine, PULL))).toMatchObject({ trained: 0, reused: 10 });
  });

  test('keeps nothing where a command in a comment gives it the cache of the default branch', async ({
    github,
    temporary,
  }) => {
    github.setRole('Codertocat', 'write');
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: false, body: null });
    const { outputs } = await run({ github, temporary }, MAIN, {
      event: 'issue_comment',
      payload: commentOf('Codertocat', github.addComment('Codertocat', '/conclusive run')),
      inputs: { token: github.token },
    });
    expect(outputs.verdict).toBe('improvement');
    expect(github.results.caches).toEqual([]);
  });

  test('a service that is down costs neither verdict nor comment', async ({ github, temporary }) => {
    const effect = { status: 403, body: { code: 'permission_denied', msg: 'cache read denied' } };
    github.fail({ method: 'POST', path: /CacheService|ArtifactService/, times: 99, effect });
    const inputs = { token: github.token };
    const { log, outputs, exitCode } = await run({ github, temporary }, PULL, { inputs });
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(log).toMatch(/^::warning::cannot upload records and report as an artifact: .*403/m);
    expect(github.comments).toMatchObject([{ body: expect.stringContaining('### ✅ ') }]);
  });

  test('asks for nothing where the inputs say so', async ({ github, temporary }) => {
    await run({ github, temporary }, PULL, { inputs: { cache: 'false', artifact: 'false' } });
    expect(github.services).toEqual([]);
  });

  test('uploads records, result and report, to which the comment links, once an attempt', async ({
    github,
    temporary,
  }) => {
    const first = nextRun;
    await run({ github, temporary }, PULL, { inputs: { token: github.token, cache: 'false' } });
    const again = await run({ github, temporary }, PULL, {
      inputs: { cache: 'false' },
      environment: { ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: first, scopes: [PULL] }) },
    });
    expect(again.log).toMatch(/^::warning::.*already exists/m);
    expect(github.results.artifacts.map(({ name }) => name)).toEqual([
      'conclusive-1',
      'conclusive-1-report.html',
    ]);
    const names = await entriesOf(github.results.blobs.get(github.results.artifacts[0]?.blob ?? ''));
    expect(names.filter((name) => !name.includes('/'))).toEqual(['report.html', 'report.md', 'result.json']);
    expect(names.filter((name) => /^runs\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(10);
    expect(github.comments[0]?.body).toContain(
      `[the artifact](https://github.com/acme/models/actions/runs/${first}/artifacts/500)`,
    );
  });
});

async function entriesOf(zip: Buffer | undefined): Promise<string[]> {
  const archive = await yauzl.fromBufferPromise(zip ?? Buffer.alloc(0));
  const names: string[] = [];
  for await (const { fileName } of archive.eachEntry()) names.push(fileName);
  return names.sort();
}
