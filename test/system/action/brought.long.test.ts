/** Records, tags, modules or an old evaluation in a pull request never hide a regression. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { zipOf } from '../../support/zip.ts';
import { pullRequestOf, workflowRunOf } from './support/event-payloads.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { createWorkspace, type Files, type Workspace } from './support/workspace.ts';

const node = findNode24() ?? '';
const GOOD = '{ "features": 2 }\n';
const WORSE = '{ "features": 1 }\n';
const configOf = ({
  evaluation = '[metric.py]',
  baseline = 'base',
} = {}) => `trainer: { command: node train.mjs }
models: { baseline: { ref: ${baseline} }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 5
code: [train.mjs, settings.json]
evaluation: ${evaluation}
checks: { reproducible: false }
`;
const MAIN = { 'conclusive.yml': configOf(), 'settings.json': GOOD, 'metric.py': 'x = 1\n' };

interface Place {
  readonly workspace: Workspace;
  readonly github: LoopbackGitHub;
  run(inputs: Readonly<Record<string, string>>, more?: Partial<ActionRun>): ReturnType<typeof runAction>;
}

async function placeOf(workspace: Workspace): Promise<Place> {
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  const temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
  afterAll(async () => {
    await github.close();
    await Promise.all([workspace.remove(), rm(temporary, { recursive: true, force: true })]);
    expect(github.violations).toEqual([]);
  });
  return {
    workspace,
    github,
    run: async (inputs, more = {}) => {
      const output = join(await mkdtemp(join(workspace.folder, 'output-')), 'of-run');
      return runAction({
        node,
        workspace,
        github,
        event: 'pull_request',
        payload: pullRequestOf(workspace),
        ...more,
        inputs: { cache: 'false', 'output-directory': output, ...inputs },
        environment: { RUNNER_TEMP: temporary, ...more.environment },
      });
    },
  };
}

const place = async (main: Files, branch: Files) => placeOf(await createWorkspace(main, branch));

/** @returns a folder with records of all runs */
async function trained({ workspace, run }: Place): Promise<string> {
  const output = join(workspace.folder, 'trained');
  for (const wave of ['1', 'checks']) {
    const inputs = { mode: 'train', shard: '1/1', wave, artifact: 'false', 'output-directory': output };
    const { exitCode, log } = await run({ ...inputs, records: await emptyFolder(workspace) });
    expect(exitCode, log).toBe(0);
  }
  return output;
}

const emptyFolder = (workspace: Workspace) => mkdtemp(join(workspace.folder, 'empty-'));

/** Makes the head look much better. */
async function forge(folder: string, isForged: (seed: number) => boolean = () => true): Promise<void> {
  for (const name of await readdir(join(folder, 'runs'))) {
    const path = join(folder, 'runs', name);
    if (!name.endsWith('.json')) continue;
    const record = JSON.parse(await readFile(path, 'utf8'));
    if (record.model !== 'head' || !isForged(record.seed)) continue;
    record.metrics.test.accuracy = 0.99 + record.seed / 1000;
    await writeFile(path, JSON.stringify(record));
  }
}

async function zipped(folder: string): Promise<Buffer> {
  const names = (await readdir(join(folder, 'runs'))).map((name) => `runs/${name}`);
  return zipOf(
    await Promise.all(
      names.map(async (name) => ({ name, content: await readFile(join(folder, name), 'utf8') })),
    ),
  );
}

const shared = { timeout: 300_000 };
describe.skipIf(node === '')('what a pull request brings', shared, () => {
  test('records that it commits are refused, of the folder that "records" names and of that of "cache"', async () => {
    const honest = await place(MAIN, { 'settings.json': WORSE });
    const folder = await trained(honest);
    await forge(folder);
    const files = Object.fromEntries(
      await Promise.all(
        (await readdir(join(folder, 'runs'))).map(
          async (name) =>
            [`shards/runs/${name}`, await readFile(join(folder, 'runs', name), 'utf8')] as const,
        ),
      ),
    );
    const { run, github, workspace } = await place(MAIN, { ...files, 'settings.json': WORSE });
    const told = await run({ mode: 'report', records: 'shards' });
    expect([told.exitCode, told.outputs.verdict ?? ''], told.log).toEqual([2, '']);
    expect(told.log).toMatch(/^::error::records: .*shards holds files that git tracks \(shards\/runs\//m);
    expect(github.checks.at(-1)?.conclusion).toBe('failure');
    const cached = await run({ cache: join(workspace.checkout, 'shards') });
    expect(cached.exitCode, cached.log).toBe(2);
    expect(cached.log).toMatch(/^::error::input "cache": .*git tracks/m);
  });

  test('a tag called like a branch is no branch', async () => {
    const main = { ...MAIN, 'conclusive.yml': configOf({ baseline: 'release' }) };
    const { workspace, run } = await place(main, { 'settings.json': WORSE });
    const author = Repository.at(join(workspace.folder, 'author'));
    const origin = join(workspace.folder, 'origin');
    await author.git('checkout', '--quiet', '--detach', workspace.base);
    const bad = await author.commit({ 'settings.json': '{ "features": 0 }\n' });
    await author.git('push', '--quiet', origin, `${workspace.base}:refs/heads/release`);
    await author.git('push', '--quiet', origin, `${bad}:refs/tags/release`);
    const clone = Repository.at(workspace.checkout);
    const both =
      /^::error::git ref "release" has more than one meaning: (?=.*refs\/heads\/release)(?=.*refs\/tags\/release)/m;
    const ofServer = await run({});
    expect([ofServer.exitCode, ofServer.log]).toEqual([2, expect.stringMatching(both)]);
    await clone.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/tags/release:refs/tags/release');
    const fetched = await run({});
    expect([fetched.exitCode, fetched.log]).toEqual([2, expect.stringMatching(both)]);
    await clone.git('tag', '--delete', 'release');
    await author.git('push', '--quiet', origin, ':refs/tags/release');
    const { outputs, log } = await run({});
    expect(outputs.verdict, log).toBe('regression');
  });

  test('an evaluation that the base has fixed since is told in the headline', async () => {
    const workspace = await createWorkspace({ ...MAIN, 'settings.json': WORSE }, { 'settings.json': GOOD });
    const author = Repository.at(join(workspace.folder, 'author'));
    const origin = join(workspace.folder, 'origin');
    await author.git('checkout', '--quiet', '--detach', workspace.base);
    const base = await author.commit({ 'metric.py': 'x = 2\n' });
    await author.git('merge', '--quiet', '--no-ff', '--message', 'Merge', workspace.head);
    const merge = await author.git('rev-parse', 'HEAD');
    await author.git('push', '--quiet', origin, `${base}:refs/heads/main`, `+${merge}:refs/pull/7/merge`);
    const { run, github } = await placeOf({ ...workspace, base, merge });
    const { outputs, log } = await run({});
    expect(outputs.verdict, log).toBe('improvement');
    const [comment] = github.comments;
    const headline = comment?.body.split('\n').find((line) => line.startsWith('### '));
    expect(headline).toMatch(
      /^### ⚠️ `head` is better.*the evaluation is older than on the base: merge the base first/,
    );
    expect(github.checks.at(-1)?.output.title).toMatch(/^⚠️ .*older than on the base/);
  });

  test('a module beside the evaluation makes the verdict of a fork invalid where it is published, too', async () => {
    const branch = { 'settings.json': GOOD, 'metric/__init__.py': 'x = 2\n' };
    const { workspace, github, run } = await place({ ...MAIN, 'settings.json': WORSE }, branch);
    github.setPullRequest({ base: workspace.base, head: workspace.head, fork: true, body: null });
    const services = (id: number, scope: string) => ({
      ACTIONS_RESULTS_URL: `${github.url}/`,
      GITHUB_RUN_ID: String(id),
      ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: id, scopes: [scope] }),
    });
    // A fork's run may upload anything.
    const folder = await trained({
      ...(await place({ ...MAIN, 'settings.json': WORSE }, { 'settings.json': GOOD })),
    });
    github.results.addArtifact('conclusive-1', 41, await zipped(folder));
    const { outputs, log } = await run(
      { mode: 'publish' },
      {
        event: 'workflow_run',
        payload: workflowRunOf(workspace, 41),
        environment: services(42, 'refs/heads/main'),
      },
    );
    expect(outputs.verdict, log).toBe('invalid');
    expect(github.comments[0]?.body).toContain('metric.py');
  });

  describe('records of jobs', () => {
    const report = async (leave: (place: Place, folder: string) => Promise<void>) => {
      const made = await place(MAIN, { 'settings.json': WORSE });
      await leave(made, await trained(made));
      const environment = { ACTIONS_RESULTS_URL: `${made.github.url}/` };
      return made.run({ mode: 'report' }, { environment });
    };

    test('of one run that differ count neither', async () => {
      const { exitCode, log, outputs } = await report(async ({ github, workspace }, folder) => {
        github.results.addArtifact('conclusive-shard.1.train-1.1-of-1', 42, await zipped(folder));
        const forged = join(workspace.folder, 'forged');
        await cp(folder, forged, { recursive: true });
        await forge(forged);
        github.results.addArtifact('conclusive-shard.1.again.1-of-1', 42, await zipped(forged));
      });
      expect([exitCode, outputs.verdict ?? ''], log).toEqual([2, '']);
      expect(log).toMatch(
        /^::error::records: head, seed \d \(and 4 more runs\), has two records with different results, one of them in the artifact "conclusive-shard/m,
      );
    });

    test('beyond the seeds that a job was given are refused', async () => {
      const { exitCode, log } = await report(async ({ github }, folder) => {
        await forge(folder, (seed) => seed % 2 === 0);
        github.results.addArtifact('conclusive-shard.1.train-1.1-of-2', 42, await zipped(folder));
      });
      expect(exitCode, log).toBe(4);
      expect(log).toMatch(
        /^warning: records: 4 records of the artifact "conclusive-shard\.1\.train-1\.1-of-2" are not used, because its job was not given their seeds/m,
      );
      expect(log).toMatch(/runs of wave 1 are missing/);
    });
  });
});
