/** Malicious artifacts of a fork: mode `publish` refuses them in one line and writes only records. */
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { type ZipEntry, zipOf } from '../../support/zip.ts';
import { pullRequestOf, workflowRunOf } from './support/event-payloads.ts';
import { type ActionEnd, runAction } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const MEASURED = 41;
const MB = 1024 ** 2;
const RECORD = `runs/${'ab'.repeat(32)}.json`;
/** Marks files that must not appear. */
const EVIL = 'evil';

describe.skipIf(node === null)('an artifact of a fork', () => {
  let workspace: Workspace;
  let github: LoopbackGitHub;
  /** Entries of an honest run. */
  let honest: readonly ZipEntry[];

  const start = async () => {
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    const { base, head } = workspace;
    github.setPullRequest({ base, head, fork: true, body: null });
  };
  beforeAll(async () => {
    workspace = await createWorkspace({}, { 'settings.json': '{ "features": 2 }\n' });
    await start();
    await runAction({
      node: node ?? '',
      workspace,
      github,
      event: 'pull_request',
      payload: pullRequestOf(workspace, { fork: true }),
      inputs: { 'output-directory': join(workspace.folder, 'measured') },
      environment: {
        ACTIONS_RESULTS_URL: `${github.url}/`,
        ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: MEASURED, scopes: ['refs/pull/7/merge'] }),
      },
    });
    honest = await entriesOf(github.results.blobs.get(github.results.artifacts[0]?.blob ?? ''));
    await github.close();
  });
  afterAll(() => workspace.remove());
  beforeEach(start);
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  /** @returns the end, and all files in the temporary folder and in places that names may lead to */
  async function publish(archive: Buffer): Promise<ActionEnd & { readonly files: readonly string[] }> {
    github.results.addArtifact('conclusive-1', MEASURED, archive);
    const machine = await mkdtemp(join(workspace.folder, 'machine-'));
    const temporary = join(machine, 'a', 'b', 'temporary');
    await mkdir(temporary, { recursive: true });
    const end = await runAction({
      node: node ?? '',
      workspace,
      github,
      event: 'workflow_run',
      payload: workflowRunOf(workspace, MEASURED),
      inputs: { mode: 'publish', 'output-directory': join(machine, 'output') },
      environment: { RUNNER_TEMP: temporary, GITHUB_SHA: workspace.base, GITHUB_REF_NAME: 'main' },
    });
    const [made, checkout] = await Promise.all(
      [machine, workspace.checkout].map((folder) =>
        readdir(folder, { recursive: true, withFileTypes: true }),
      ),
    );
    const files = [...(made ?? []), ...(checkout ?? [])].filter((entry) => !entry.isDirectory());
    return { ...end, files: files.map(({ parentPath, name }) => join(parentPath, name)) };
  }

  function expectRefused({ exitCode, log }: ActionEnd, reason: RegExp): void {
    expect(exitCode).toBe(2);
    const [error, ...others] = log.split('\n').filter((line) => line.startsWith('::error::'));
    expect([error, others]).toEqual([expect.stringMatching(reason), []]);
    expect(github.checks).toMatchObject([{ head_sha: workspace.head, conclusion: 'failure' }]);
  }

  test('that is honest is published, so that what follows is refused for what it is', async () => {
    const { exitCode, outputs, files } = await publish(zipOf(honest));
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(files.filter((file) => file.includes('unpacked')).length).toBeGreaterThan(10);
  });

  test.each([
    `../../../${EVIL}.json`,
    `/tmp/${EVIL}.json`,
    `runs/../../../${EVIL}.json`,
    `runs\\..\\..\\${EVIL}.json`,
    `C:/${EVIL}.json`,
    `.git/hooks/${EVIL}`,
  ])('with an entry called %s makes no such file', async (name) => {
    const end = await publish(zipOf([{ name, content: EVIL }]));
    expectRefused(end, /^::error::(?:the artifact cannot be unpacked|there is no usable record of)/);
    expect(end.files.filter((file) => basename(file).includes(EVIL))).toEqual([]);
    expect(await readdir('/tmp')).not.toContain(`${EVIL}.json`);
  });

  test('whose records are links to honest ones elsewhere is not read through them', async () => {
    const folder = await mkdtemp(join(workspace.folder, 'elsewhere-'));
    const links = honest.map(async ({ name, content }, index) => {
      const target = join(folder, String(index));
      await writeFile(target, content);
      return { name, content: target, mode: 0o120777 };
    });
    expectRefused(
      await publish(zipOf(await Promise.all(links))),
      /^::error::there is no usable record of (?:baseline|head), seed 1 /,
    );
  });

  test.each<[string, RegExp, () => ZipEntry[]]>([
    [
      'says that it unpacks to a gigabyte',
      /^::error::the artifact cannot be unpacked: it holds more than 500 MB/,
      () => [{ name: RECORD, content: '{}', declaredSize: 1024 * MB }],
    ],
    [
      'unpacks to more than it says',
      /^::error::the artifact cannot be unpacked: too many bytes/,
      () => [{ name: RECORD, content: Buffer.alloc(200 * MB), declaredSize: 100 }],
    ],
    [
      'has more entries than any experiment',
      /^::error::the artifact cannot be unpacked: it has more than 20000 entries/,
      () => Array.from({ length: 20_001 }, (_, index) => ({ name: `runs/${index}`, content: '' })),
    ],
    [
      'has a record twice',
      /^::error::the artifact cannot be unpacked: EEXIST/,
      () => [1, 2].map(() => ({ name: RECORD, content: '{}' })),
    ],
  ])('that %s is refused', async (_, reason, entries) => {
    const end = await publish(zipOf(entries()));
    expectRefused(end, reason);
    expect(end.files.filter((file) => file.includes('unpacked')).length).toBeLessThanOrEqual(1);
  });

  test('that is cut off is refused', async () => {
    const whole = zipOf(honest);
    expectRefused(
      await publish(whole.subarray(0, whole.length / 2)),
      /^::error::the artifact cannot be unpacked: /,
    );
  });
});

async function entriesOf(archive: Buffer | undefined): Promise<ZipEntry[]> {
  const zip = await yauzl.fromBufferPromise(archive ?? Buffer.alloc(0));
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry())
    entries.push({ name: entry.fileName, content: await buffer(await zip.openReadStreamPromise(entry)) });
  return entries;
}
