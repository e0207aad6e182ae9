/** A fork measures without rights; a workflow of the base publishes and trusts none of it. */
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import pushExample from '../../github/payloads/push.json' with { type: 'json' };
import {
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { entriesOf, type ZipEntry, zipOf } from '../../support/zip.ts';
import {
  type ActionEnd,
  costsOf,
  MAIN,
  MEASURED,
  measureFork,
  publishFork,
  runOnPullRequest,
  servicesOf,
} from './support/run-action.ts';
import { BETTER } from './support/test.ts';
import { createWorkspaceOf, emptyRepository, TEMPLATE, type Workspace } from './support/workspace.ts';

/** Marks files that must not appear. */
const EVIL = 'evil';

describe.skipIf(findNode24() === null)('a pull request of a fork (needs Node 24)', () => {
  let workspace: Workspace;
  let github: LoopbackGitHub;
  let honest: readonly ZipEntry[];
  /** Checkout of the job that publishes, which has only main. */
  let publisher: string;

  const start = async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: 'Better accuracy!' });
  };
  const push = (environment = {}) =>
    runOnPullRequest({
      workspace,
      github,
      event: 'push',
      isFresh: true,
      inputs: { token: '' },
      payload: { ...pushExample, before: workspace.base, after: workspace.merge },
      environment: { ...servicesOf(github, { run: 40, scope: MAIN }), ...environment },
    });
  const publish = (conclusion?: string, environment = {}) =>
    publishFork(
      { workspace, github, environment: { GITHUB_WORKSPACE: publisher, ...environment } },
      conclusion,
    );
  const leave = (entries: readonly ZipEntry[] = honest) =>
    github.results.addArtifact('conclusive-1', MEASURED, zipOf(entries));

  beforeAll(async () => {
    workspace = await createWorkspaceOf(fromAnotherRepository);
    await start();
    const { exitCode } = await measureFork({ workspace, github });
    expect(exitCode).toBe(0);
    expect(github.calls).toEqual([]);
    expect(github.results.artifacts).toMatchObject([
      { name: 'conclusive-1', run: MEASURED },
      { name: 'conclusive-1-report.html', run: MEASURED },
    ]);
    honest = await entriesOf(github.results.blobs.get(github.results.artifacts[0]?.blob ?? ''));
    await github.close();
    publisher = join(workspace.folder, 'publisher');
    const origin = pathToFileURL(join(workspace.folder, 'origin')).href;
    await Repository.at(workspace.folder).git('clone', '--quiet', origin, publisher);
    await expect(Repository.at(publisher).git('cat-file', '-e', workspace.head)).rejects.toThrow();
  });
  afterAll(() => workspace.remove());
  beforeEach(async () => {
    await start();
    return async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    };
  });

  test('gets its comment and its check from the workflow that publishes, which trains nothing', async () => {
    leave();
    const { exitCode, log, outputs } = await publish();
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 0, reused: 10 });
    expect(github.comments).toMatchObject([
      { author: WORKFLOW_BOT, body: expect.stringContaining('### ✅ `head` improves accuracy by ') },
    ]);
    const body = github.comments[0]?.body;
    expect(body).toContain('only as trustworthy as its author');
    expect(body).toContain(`https://github.com/acme/models/actions/runs/${MEASURED}/artifacts/500`);
    expect(github.checks).toMatchObject([{ head_sha: workspace.head, conclusion: 'success' }]);
    expect(github.calls.length).toBeLessThanOrEqual(12);
  });

  test('without an artifact is told where to look', async () => {
    github.results.addArtifact('conclusive-1', MEASURED + 1, zipOf(honest));
    const { exitCode, log } = await publish();
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::the run has no artifact of conclusive\.yml, /m);
  });

  test('whose run was cancelled gets a failing check, whatever an earlier attempt has left', async () => {
    leave();
    const { exitCode, log } = await publish('cancelled');
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::the run was cancelled, so there is nothing to publish/m);
    const output = { title: '⛔ No verdict', summary: expect.stringContaining('the run was cancelled') };
    expect(github.checks).toMatchObject([{ head_sha: workspace.head, conclusion: 'failure', output }]);
  });

  test('whose run waits for approval is left as it is', async () => {
    const { exitCode, log } = await publish('action_required');
    expect(exitCode).toBe(0);
    expect(log).toMatch(/^::notice::nothing to do: the run waits for approval/m);
    expect([github.calls, github.checks]).toEqual([[], []]);
  });

  test('cannot make the baseline worse than this repository has measured it', async () => {
    leave(
      honest.flatMap(({ name, content }) => {
        if (!/^runs\/\w+\.json$/.test(name)) return [];
        const record = JSON.parse(String(content));
        if (record.model === 'baseline') record.metrics.test = { accuracy: 0.01 * record.seed };
        return [{ name, content: JSON.stringify(record) }];
      }),
    );
    const believed = await publish();
    expect(Number(believed.outputs.difference)).toBeGreaterThan(0.9);
    await push();
    const { outputs } = await publish();
    expect(Number(outputs.difference)).toBeLessThan(0.3);
    expect(github.comments[0]?.body).toContain('except 5 of the baseline, which this repository trained,');
  });

  test('is not compared with a baseline that was trained with something else installed', async () => {
    leave();
    await push({ ImageOS: 'another' });
    const { exitCode, outputs } = await publish();
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(github.comments[0]?.body).toContain('all runs were trained by a workflow run of the fork');
  });

  const NO_RECORD = /^::error::there is no usable record of (?:baseline|head), seed 1 /;
  const elsewhere = (name: string) => [{ name, content: EVIL }];
  test.each<[string, RegExp, () => ZipEntry[] | Promise<ZipEntry[]>]>([
    ['up', /^::error::the artifact cannot be unpacked: /, () => elsewhere(`../../../${EVIL}.json`)],
    ['at the root', /^::error::the artifact cannot be unpacked: /, () => elsewhere(`/tmp/${EVIL}.json`)],
    ['among the hooks of git', NO_RECORD, () => elsewhere(`.git/hooks/${EVIL}`)],
    [
      'as a result of its own',
      NO_RECORD,
      () => [
        { name: 'result.json', content: '{"verdict":"improvement","gate":{"passed":true}}' },
        { name: 'report.md', content: '### ✅ Improvement: trust me' },
      ],
    ],
    [
      'as links to honest records',
      NO_RECORD,
      async () => {
        const folder = await mkdtemp(join(workspace.folder, 'elsewhere-'));
        const links = honest.map(async ({ name, content }, index) => {
          await writeFile(join(folder, String(index)), content);
          return { name, content: join(folder, String(index)), mode: 0o120777 };
        });
        return Promise.all(links);
      },
    ],
    [
      'longer than it says',
      /^::error::the artifact cannot be unpacked: too many bytes/,
      () => [
        { name: `runs/${'ab'.repeat(32)}.json`, content: Buffer.alloc(20 * 1024 ** 2), declaredSize: 100 },
      ],
    ],
  ])(
    'whose artifact has something %s is refused in one line, and leaves no file',
    async (_, reason, entries) => {
      leave(await entries());
      const machine = await mkdtemp(join(workspace.folder, 'machine-'));
      const temporary = join(machine, 'a', 'b', 'temporary');
      await mkdir(temporary, { recursive: true });
      const end = await publish('success', { RUNNER_TEMP: temporary });
      expectRefused(end, reason);
      const made = await Promise.all(
        [machine, publisher].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
      );
      const files = made.flat().filter((entry) => !entry.isDirectory());
      expect(files.filter(({ name }) => basename(name).includes(EVIL))).toEqual([]);
      expect(await readdir('/tmp')).not.toContain(`${EVIL}.json`);
    },
  );

  function expectRefused({ exitCode, log }: ActionEnd, reason: RegExp): void {
    expect(exitCode).toBe(2);
    const [error, ...others] = log.split('\n').filter((line) => line.startsWith('::error::'));
    expect([error, others]).toEqual([expect.stringMatching(reason), []]);
    expect(github.comments).toEqual([]);
    expect(github.checks).toMatchObject([
      { head_sha: workspace.head, conclusion: 'failure', output: { title: '⛔ No verdict' } },
    ]);
  }
});

/** A stranger's clone has the commits, which GitHub fetches when the pull request is opened. */
async function fromAnotherRepository(folder: string) {
  const author = await emptyRepository(join(folder, 'author'));
  await cp(TEMPLATE, author.path, { recursive: true });
  const base = await author.commit({});
  await author.git('clone', '--quiet', '--bare', author.path, join(folder, 'fork'));
  await author.git('clone', '--quiet', join(folder, 'fork'), join(folder, 'stranger'));
  const stranger = Repository.at(join(folder, 'stranger'));
  const head = await stranger.commit(BETTER);
  await stranger.git('push', '--quiet', 'origin', 'HEAD:refs/heads/topic');
  await author.git('fetch', '--quiet', join(folder, 'fork'), 'refs/heads/topic');
  return { author, base, head };
}
