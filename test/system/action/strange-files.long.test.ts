/** Pipes, devices, sockets, folders and links in place of files: the action ends with the right verdict, or a reason for none. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

const node = findNode24();
const CONFIG = `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: 5
`;
const TRAIN = `import { readFileSync, writeFileSync } from 'node:fs';
const loss = Number(readFileSync('loss.txt', 'utf8'));
const accuracy = 0.9 - loss + 0.001 * Math.sin(7 * Number(process.env.CONCLUSIVE_SEED) + loss);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;

const KINDS: Readonly<Record<string, (path: string) => Promise<unknown> | unknown>> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to a pipe': async (path) => {
    execFileSync('mkfifo', [`${path}-pipe`]);
    await symlink(`${path}-pipe`, path);
  },
  'a link to a device without end': (path) => symlink('/dev/zero', path),
  'a link to a device that is full': (path) => symlink('/dev/full', path),
  'a socket': (path) =>
    new Promise<void>((listening) => {
      const server = createServer().listen(path, listening);
      server.unref();
    }),
  'a folder': (path) => mkdir(path),
  'a link to nowhere': (path) => symlink(`${path}-nowhere`, path),
};
const IGNORED = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'];
const WRITTEN = {
  GITHUB_OUTPUT: /cannot set the outputs: GITHUB_OUTPUT is ".*", which /,
  GITHUB_STEP_SUMMARY: /cannot write the job summary: GITHUB_STEP_SUMMARY is ".*", which /,
};

describe.skipIf(node === null || process.platform === 'win32')('the shipped action', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace(
      { 'conclusive.yml': CONFIG, 'train.mjs': TRAIN, 'loss.txt': '0' },
      { 'loss.txt': '0.2' },
    );
  });
  afterAll(() => workspace.remove());

  async function run(github: LoopbackGitHub, names: readonly string[], kind: string) {
    const folder = mkdtempSync(join(workspace.folder, 'strange-'));
    const environment: Record<string, string> = {};
    for (const name of names) {
      environment[name] = join(folder, name.slice(-9));
      await KINDS[kind]?.(environment[name]);
    }
    return runOnPullRequest({ workspace, github, environment });
  }

  test.for(Object.keys(KINDS))(
    'says the verdict where the files of the runner are %s, and what it could not write',
    async (kind, { github }) => {
      const names = [...Object.keys(WRITTEN), ...IGNORED];
      const { exitCode, log } = await run(github, names, kind);
      expect(exitCode, log).toBe(1);
      expect(github.comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^### ❌/m)]);
      for (const message of Object.values(WRITTEN)) expect(log).toMatch(message);
      expect(log).not.toMatch(/^\s+at /m);
    },
  );

  test.for(Object.keys(KINDS))('refuses an event that is %s', async (kind, { github }) => {
    const { exitCode, log, outputs, summary } = await run(github, ['GITHUB_EVENT_PATH'], kind);
    expect(exitCode, log).toBe(2);
    expect(log).toMatch(
      /^::error::GITHUB_EVENT_PATH is ".*", which (?:is not a regular file|cannot be used)/m,
    );
    expect(outputs).toMatchObject({ verdict: '', gate: 'failed' });
    expect(summary).toContain('No verdict');
  });

  test.for(Object.keys(KINDS))(
    'uses the config of the base where that of the checkout is %s',
    async (kind, { github }) => {
      const path = join(workspace.checkout, 'conclusive.yml');
      const before = await readFile(path);
      await rm(path);
      try {
        await KINDS[kind]?.(path);
        const { exitCode, log } = await runOnPullRequest({ workspace, github });
        expect([1, 2], log).toContain(exitCode);
        expect(log).not.toMatch(/^\s+at /m);
      } finally {
        await rm(path, { recursive: true });
        await rm(`${path}-pipe`, { force: true });
        await writeFile(path, before);
      }
    },
  );
});
