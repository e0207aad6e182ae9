/** Caches and artifacts pass records from run to run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import pushExample from '../../github/payloads/push.json' with { type: 'json' };
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { entriesOf } from '../../support/zip.ts';
import { commentOf } from './support/event-payloads.ts';
import { costsOf, MAIN, PULL, resultOf, runJob, servicesOf } from './support/run-action.ts';
import { BETTER } from './support/test.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

/** Waits for the first record, lowers every accuracy in the home folder, in which all of the job lies, and notes where. */
const REWRITE = `
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const entries = () => readdirSync(process.env.HOME, { recursive: true, withFileTypes: true });
const isRecord = ({ name }) => /^[0-9a-f]{64}\\.json$/.test(name);
while (process.env.CONCLUSIVE_SEED !== '1' && !entries().some(isRecord)) await new Promise((wake) => setTimeout(wake, 20));
for (const entry of entries()) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
  try {
    const text = readFileSync(path, 'utf8');
    const other = text.replace(/"accuracy":\\s*0\\.\\d+/g, '"accuracy":0.4');
    if (other === text) continue;
    writeFileSync(path, other);
    appendFileSync(join(process.env.HOME, 'written'), path + '\\n');
  } catch {}
}
`;

describe.skipIf(findNode24() === null).concurrent('caches and artifacts (needs Node 24)', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace({ 'NOTES.md': 'What came last.' }, BETTER);
    // Concurrent first runs would conflict in the shallow clone.
    await Repository.at(workspace.checkout).git('fetch', '--quiet', '--unshallow', 'origin', workspace.head);
  });
  afterAll(() => workspace.remove());

  type Options = Omit<Parameters<typeof runJob>[0], 'workspace' | 'github'>;
  const run = (github: LoopbackGitHub, options: Options = {}) => runJob({ workspace, github, ...options });

  test('a pull request trains no baseline once the branch that it is against has, and trains it where the entry is broken', async ({
    github,
  }) => {
    const before = await Repository.at(workspace.checkout).git('rev-parse', `${workspace.base}^`);
    const pushed = await run(github, {
      ref: MAIN,
      event: 'push',
      payload: { ...pushExample, before, after: workspace.base },
      environment: { GITHUB_SHA: workspace.base },
    });
    expect(await costsOf(pushed)).toMatchObject({ trained: 10 });
    expect(new Set(github.results.caches.map(({ scope }) => scope))).toEqual(new Set([MAIN]));

    const first = await run(github);
    expect(first.log).not.toMatch(/::(?:warning|error)/);
    expect(await costsOf(first)).toMatchObject({ trained: 5, reused: 5 });
    expect(first.log).toContain('5 runs of baseline come from the cache');

    for (const { blob } of github.results.caches) github.results.blobs.set(blob, Buffer.from('no archive'));
    const { log, outputs } = await run(github);
    expect(await costsOf({ outputs })).toMatchObject({ trained: 10, reused: 0 });
    expect(log).toMatch(/^::warning::Failed to restore/m);
    expect(outputs.verdict).toBe('improvement');
  });

  test('trains what another entry stands in the place of', async ({ github }) => {
    const { outputs } = await run(github);
    const { blobs, caches } = github.results;
    const records = caches.filter(({ key }) => key.includes('-records-'));
    expect(records).toHaveLength(2);
    const [{ blob } = { blob: '' }] = records;
    for (const other of records) blobs.set(other.blob, blobs.get(blob) ?? Buffer.alloc(0));
    const again = await run(github);
    expect(await costsOf(again)).toMatchObject({ trained: 5, reused: 5 });
    expect(again.outputs.difference).toBe(outputs.difference);
  });

  test('keeps of a pull request what it trained, for that pull request alone', async ({ github }) => {
    await run(github);
    expect(new Set(github.results.caches.map(({ scope }) => scope))).toEqual(new Set([PULL]));
    const other = await run(github, { ref: 'refs/pull/8/merge' });
    expect(await costsOf(other)).toMatchObject({ trained: 10, reused: 0 });
    expect(await costsOf(await run(github))).toMatchObject({ trained: 0, reused: 10 });
  });

  test('what the code of a pull request writes over, wherever it can, changes no result of another one', async ({
    github,
  }) => {
    const train = await readFile(join(workspace.checkout, 'train.mjs'), 'utf8');
    const main = { 'train.mjs': `${train}await import('./attack.mjs').catch(() => {});\n` };
    const [honest, hostile] = await Promise.all([
      createWorkspace(main, BETTER),
      createWorkspace(main, { ...BETTER, 'attack.mjs': REWRITE }),
    ]);
    try {
      const before = await runJob({ workspace: honest, github, ref: 'refs/pull/9/merge' });
      await runJob({ workspace: hostile, github });
      const written = await readFile(join(hostile.folder, 'written'), 'utf8');
      expect(written).toMatch(/\/runs\/[0-9a-f]{64}\.json$/m);
      const scopes = new Set(github.results.caches.map(({ scope }) => scope));
      expect(scopes).toEqual(new Set([PULL, 'refs/pull/9/merge']));
      const after = await runJob({ workspace: honest, github, ref: 'refs/pull/8/merge' });
      expect(await costsOf(after)).toMatchObject({ trained: 10, reused: 0 });
      const [{ comparisons }, { comparisons: expected }] = await Promise.all([after, before].map(resultOf));
      expect(comparisons).toEqual(expected);
    } finally {
      await Promise.all([honest.remove(), hostile.remove()]);
    }
  });

  test('keeps nothing where a command in a comment gives it the cache of the default branch', async ({
    github,
  }) => {
    github.setRole('Codertocat', 'write');
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: false, body: null });
    const { outputs } = await run(github, {
      ref: MAIN,
      event: 'issue_comment',
      payload: commentOf('Codertocat', github.addComment('Codertocat', '/conclusive run')),
      inputs: { token: github.token },
    });
    expect(outputs.verdict).toBe('improvement');
    expect(github.results.caches).toEqual([]);
  });

  test('a service that is down costs neither verdict nor comment', async ({ github }) => {
    const effect = { status: 403, body: { code: 'permission_denied', msg: 'cache read denied' } };
    github.fail({ method: 'POST', path: /CacheService|ArtifactService/, times: 99, effect });
    const { log, outputs, exitCode } = await run(github, { inputs: { token: github.token } });
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(log).toMatch(/^::warning::cannot upload records and report as an artifact: .*403/m);
    expect(github.comments).toMatchObject([{ body: expect.stringContaining('### ✅ ') }]);
  });

  test('asks for nothing where the inputs say so', async ({ github }) => {
    await run(github, { inputs: { cache: 'false', artifact: 'false' } });
    expect(github.services).toEqual([]);
  });

  test('uploads records, result and report, to which the comment links, once an attempt', async ({
    github,
  }) => {
    const environment = servicesOf(github, { run: 90, scope: PULL });
    await run(github, { inputs: { token: github.token, cache: 'false' }, environment });
    const again = await run(github, { inputs: { cache: 'false' }, environment });
    expect(again.log).toMatch(/^::warning::.*already exists/m);
    expect(github.results.artifacts.map(({ name }) => name)).toEqual([
      'conclusive-1',
      'conclusive-1-report.html',
    ]);
    const archive = await entriesOf(github.results.blobs.get(github.results.artifacts[0]?.blob ?? ''));
    const names = archive.map(({ name }) => name);
    expect(names.filter((name) => !name.includes('/')).sort()).toEqual([
      'report.html',
      'report.md',
      'result.json',
    ]);
    expect(names.filter((name) => /^runs\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(10);
    expect(github.comments[0]?.body).toContain(
      '[the artifact](https://github.com/acme/models/actions/runs/90/artifacts/500)',
    );
  });
});
