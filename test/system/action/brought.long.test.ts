/** Records, tags, modules or an old evaluation in a pull request never hide a regression. */
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { zipOf } from '../../support/zip.ts';
import { type ActionRun, MEASURED, publishFork, runOnPullRequest } from './support/run-action.ts';
import { test as base } from './support/test.ts';
import type { Files, Workspace } from './support/workspace.ts';

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
  run(
    inputs?: Readonly<Record<string, string>>,
    more?: Partial<ActionRun>,
  ): ReturnType<typeof runOnPullRequest>;
}

const test = base.extend<{ place: (main: Files, branch: Files) => Promise<Place> }>({
  place: ({ github, open }, use) =>
    use(async (main, branch) => {
      const workspace = await open(main, branch);
      return placeOf(github, workspace);
    }),
});

function placeOf(github: LoopbackGitHub, workspace: Workspace): Place {
  return {
    workspace,
    github,
    run: (inputs, more) =>
      runOnPullRequest({ workspace, github, isFresh: true, inputs: { cache: 'false', ...inputs }, ...more }),
  };
}

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
describe.skipIf(findNode24() === null)('what a pull request brings (needs Node 24)', shared, () => {
  test('records that it commits are refused, of the folder that "records" names and of that of "cache"', async ({
    place,
  }) => {
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

  test('a tag called like a branch is no branch', async ({ place }) => {
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
    const ofServer = await run();
    expect([ofServer.exitCode, ofServer.log]).toEqual([2, expect.stringMatching(both)]);
    await clone.git('fetch', '--quiet', '--depth=1', 'origin', 'refs/tags/release:refs/tags/release');
    const fetched = await run();
    expect([fetched.exitCode, fetched.log]).toEqual([2, expect.stringMatching(both)]);
    await clone.git('tag', '--delete', 'release');
    await author.git('push', '--quiet', origin, ':refs/tags/release');
    const { outputs, log } = await run();
    expect(outputs.verdict, log).toBe('regression');
  });

  test('an evaluation that the base has fixed since is told in the headline', async ({ github, open }) => {
    const workspace = await open({ ...MAIN, 'settings.json': WORSE }, { 'settings.json': GOOD });
    const author = Repository.at(join(workspace.folder, 'author'));
    const origin = join(workspace.folder, 'origin');
    await author.git('checkout', '--quiet', '--detach', workspace.base);
    const base = await author.commit({ 'metric.py': 'x = 2\n' });
    await author.git('merge', '--quiet', '--no-ff', '--message', 'Merge', workspace.head);
    const merge = await author.git('rev-parse', 'HEAD');
    await author.git('push', '--quiet', origin, `${base}:refs/heads/main`, `+${merge}:refs/pull/7/merge`);
    const { outputs, log } = await placeOf(github, { ...workspace, base, merge }).run();
    expect(outputs.verdict, log).toBe('improvement');
    const [comment] = github.comments;
    expect(comment?.body).toMatch(/⚠️ the evaluation is older than on the base: merge the base first/);
    const headline = comment?.body.split('\n').find((line) => line.startsWith('### '));
    expect(headline).toMatch(/^### ⚠️ `head` improves /);
    expect(github.checks.at(-1)?.output.title).toMatch(/^⚠️ head improves /);
  });

  test('a module beside the evaluation makes the verdict of a fork invalid where it is published, too', async ({
    place,
  }) => {
    const main = { ...MAIN, 'settings.json': WORSE };
    const { workspace, github } = await place(main, {
      'settings.json': GOOD,
      'metric/__init__.py': 'x = 2\n',
    });
    github.setPullRequest({ base: workspace.base, head: workspace.head, fork: true, body: null });
    // A fork's run may upload anything.
    const folder = await trained(await place(main, { 'settings.json': GOOD }));
    github.results.addArtifact('conclusive-1', MEASURED, await zipped(folder));
    const { outputs, log } = await publishFork({ workspace, github, inputs: { cache: 'false' } });
    expect(outputs.verdict, log).toBe('invalid');
    expect(github.comments[0]?.body).toContain('metric.py');
  });

  describe('records of jobs', () => {
    const report = async (made: Place, leave: (folder: string) => Promise<void>) => {
      await leave(await trained(made));
      return made.run({ mode: 'report' }, { environment: { ACTIONS_RESULTS_URL: `${made.github.url}/` } });
    };

    test('of one run that differ count neither', async ({ place }) => {
      const made = await place(MAIN, { 'settings.json': WORSE });
      const { github, workspace } = made;
      const { exitCode, log, outputs } = await report(made, async (folder) => {
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

    test('beyond the seeds that a job was given are refused', async ({ place }) => {
      const made = await place(MAIN, { 'settings.json': WORSE });
      const { exitCode, log } = await report(made, async (folder) => {
        await forge(folder, (seed) => seed % 2 === 0);
        made.github.results.addArtifact('conclusive-shard.1.train-1.1-of-2', 42, await zipped(folder));
      });
      expect(exitCode, log).toBe(4);
      expect(log).toMatch(
        /^warning: records: 4 records of the artifact "conclusive-shard\.1\.train-1\.1-of-2" are not used, because its job was not given their seeds/m,
      );
      expect(log).toMatch(/runs of wave 1 are missing/);
    });
  });
});
