/** A fork measures without rights; a workflow of the base publishes and trusts none of it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import pushExample from '../../github/payloads/push.json' with { type: 'json' };
import {
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { type ZipEntry, zipOf } from '../../support/zip.ts';
import { pullRequestOf, workflowRunOf } from './support/event-payloads.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MEASURED = 41;

describe.skipIf(node === null)('a pull request of a fork', () => {
  let workspace: Workspace;
  let github: LoopbackGitHub;
  let measured: Buffer;
  /** The toolkit cannot pack a path with spaces. */
  let temporary: string;

  const services = () => ({ ACTIONS_RESULTS_URL: `${github.url}/`, ACTIONS_CACHE_SERVICE_V2: 'true' });
  const start = async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: 'Better accuracy!' });
  };
  const run = async (options: Pick<ActionRun, 'event' | 'payload'> & Partial<ActionRun>) => {
    const output = join(await mkdtemp(join(workspace.folder, 'output-')), 'of-run');
    const inputs = { 'output-directory': output, ...options.inputs };
    return runAction({ node: node ?? '', workspace, github, ...options, inputs });
  };
  const push = (environment = {}) =>
    run({
      event: 'push',
      inputs: { token: '' },
      payload: { ...pushExample, before: workspace.base, after: workspace.merge },
      environment: {
        ...services(),
        RUNNER_TEMP: temporary,
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: 40, scopes: ['refs/heads/main'] }),
        ...environment,
      },
    });
  const publish = (conclusion = 'success') =>
    run({
      event: 'workflow_run',
      payload: workflowRunOf(workspace, MEASURED, conclusion),
      inputs: { mode: 'publish' },
      environment: {
        ...services(),
        RUNNER_TEMP: temporary,
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: 42, scopes: ['refs/heads/main'] }),
        GITHUB_SHA: workspace.base,
        GITHUB_REF_NAME: 'main',
      },
    });

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
    workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    await start();
    // The fork's own run, whose token may only read.
    const { exitCode } = await run({
      event: 'pull_request',
      payload: pullRequestOf(workspace, { fork: true }),
      environment: {
        ...services(),
        GITHUB_RUN_ID: String(MEASURED),
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: MEASURED, scopes: ['refs/pull/7/merge'] }),
      },
    });
    expect(exitCode).toBe(0);
    expect(github.calls).toEqual([]);
    expect(github.results.artifacts).toMatchObject([
      { name: 'conclusive-1', run: MEASURED },
      { name: 'conclusive-1-report.html', run: MEASURED },
    ]);
    measured = github.results.blobs.get(github.results.artifacts[0]?.blob ?? '') ?? Buffer.alloc(0);
    await github.close();
  });
  afterAll(() => Promise.all([workspace.remove(), rm(temporary, { recursive: true })]));
  beforeEach(async () => {
    await start();
    return async () => {
      await github.close();
      expect(github.violations).toEqual([]);
    };
  });

  test('gets its comment and its check from the workflow that publishes, which trains nothing', async () => {
    github.results.addArtifact('conclusive-1', MEASURED, measured);
    const { exitCode, log, outputs } = await publish();
    expect(log).not.toMatch(/^::(?:warning|error)/m);
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    const { runs } = JSON.parse(await readFile(outputs.result ?? '', 'utf8'));
    expect(runs).toMatchObject({ trained: 0, reused: 10 });
    expect(github.comments).toMatchObject([
      { author: WORKFLOW_BOT, body: expect.stringContaining('### ✅ `head` is better: accuracy +') },
    ]);
    const body = github.comments[0]?.body;
    expect(body).toContain('only as trustworthy as its author');
    expect(body).toContain(`https://github.com/acme/models/actions/runs/${MEASURED}/artifacts/500`);
    expect(github.checks).toMatchObject([{ head_sha: workspace.head, conclusion: 'success' }]);
    expect(github.calls.length).toBeLessThanOrEqual(12);
  });

  test('is judged by the numbers of its records and not by what it says of them', async () => {
    const entries = [
      { name: 'result.json', content: '{"verdict":"improvement","gate":{"passed":true}}' },
      { name: 'report.md', content: '### ✅ Improvement: trust me' },
    ];
    github.results.addArtifact('conclusive-1', MEASURED, zipOf(entries));
    const { exitCode, log } = await publish();
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::there is no usable record of (?:baseline|head), seed 1 /m);
    expect(github.comments).toEqual([]);
    expect(github.checks).toMatchObject([{ conclusion: 'failure', output: { title: '⛔ No verdict' } }]);
  });

  test('without an artifact is told where to look', async () => {
    github.results.addArtifact('conclusive-1', MEASURED + 1, measured);
    const { exitCode, log } = await publish();
    expect(exitCode).toBe(2);
    expect(log).toMatch(/^::error::the run has no artifact of conclusive\.yml, /m);
  });

  test.each(['cancelled', 'skipped'])(
    'whose run was %s gets a failing check that says so',
    async (conclusion) => {
      // An earlier attempt's artifact does not count.
      github.results.addArtifact('conclusive-1', MEASURED, measured);
      const { exitCode, log } = await publish(conclusion);
      expect(exitCode).toBe(2);
      expect(log).toMatch(new RegExp(`^::error::the run was ${conclusion}, so it has measured nothing`, 'm'));
      expect(github.checks).toMatchObject([
        {
          head_sha: workspace.head,
          conclusion: 'failure',
          output: { title: '⛔ No verdict', summary: expect.stringContaining(`the run was ${conclusion}`) },
        },
      ]);
    },
  );

  test('whose run waits for approval is left as it is', async () => {
    const { exitCode, log } = await publish('action_required');
    expect(exitCode).toBe(0);
    expect(log).toMatch(/^::notice::nothing to do: the run waits for approval/m);
    expect([github.calls, github.checks]).toEqual([[], []]);
  });

  test('cannot make the baseline worse than this repository has measured it', async () => {
    const forged = await forge(measured, (record) => {
      if (record.model === 'baseline') record.metrics.test = { accuracy: 0.01 * record.seed };
    });
    github.results.addArtifact('conclusive-1', MEASURED, forged);
    const believed = await publish();
    expect(Number(believed.outputs.difference)).toBeGreaterThan(0.9);
    await push();
    const { outputs } = await publish();
    expect(Number(outputs.difference)).toBeLessThan(0.3);
    expect(github.comments[0]?.body).toContain('except 5 of the baseline, which this repository trained,');
  });

  test('is not compared with a baseline that was trained with something else installed', async () => {
    github.results.addArtifact('conclusive-1', MEASURED, measured);
    await push({ ImageOS: 'another' });
    const { exitCode, outputs } = await publish();
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(github.comments[0]?.body).toContain('all runs were trained by a workflow run of the fork');
  });
});

interface ForgedRecord {
  readonly model: string;
  readonly seed: number;
  readonly metrics: { test: Record<string, number> };
}

async function forge(archive: Buffer, change: (record: ForgedRecord) => void): Promise<Buffer> {
  const zip = await yauzl.fromBufferPromise(archive);
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!/^runs\/\w+\.json$/.test(entry.fileName)) continue;
    const record = JSON.parse(await text(await zip.openReadStreamPromise(entry))) as ForgedRecord;
    change(record);
    entries.push({ name: entry.fileName, content: JSON.stringify(record) });
  }
  return zipOf(entries);
}
