/** Strange files in place of the action's: it ends with the right verdict, or a reason for none. */
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { test } from '../../support/loopback-github/test.ts';
import { findNode24 } from '../../support/node24.ts';
import { STRANGE } from '../../support/strange-files.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

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

const IGNORED = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'];
const WRITTEN = {
  GITHUB_OUTPUT: /cannot set the outputs: GITHUB_OUTPUT is ".*", which /,
  GITHUB_STEP_SUMMARY: /cannot write the job summary: GITHUB_STEP_SUMMARY is ".*", which /,
};

describe.skipIf(findNode24() === null || process.platform === 'win32')(
  'the shipped action (needs Node 24)',
  () => {
    let workspace: Workspace;
    beforeAll(async () => {
      workspace = await createWorkspace(
        { 'conclusive.yml': CONFIG, 'train.mjs': TRAIN, 'loss.txt': '0' },
        { 'loss.txt': '0.2' },
      );
    });
    afterAll(() => workspace.remove());

    /** @returns variables that name strange files */
    async function strange(names: readonly string[], kind: string): Promise<Record<string, string>> {
      const folder = mkdtempSync(join(workspace.folder, 'strange-'));
      const paths = names.map((name) => [name, join(folder, name.slice(-9))] as const);
      for (const [, path] of paths) await STRANGE[kind]?.(path);
      return Object.fromEntries(paths);
    }

    test.for(['a pipe', 'a link to a device that is full'])(
      'says the verdict where the files of the runner are %s, and what it could not write',
      async (kind, { github }) => {
        const environment = await strange([...Object.keys(WRITTEN), ...IGNORED], kind);
        const { exitCode, log } = await runOnPullRequest({ workspace, github, environment });
        expect(exitCode, log).toBe(1);
        expect(github.comments.map(({ body }) => body)).toEqual([expect.stringMatching(/^### ❌/m)]);
        for (const message of Object.values(WRITTEN)) expect(log).toMatch(message);
        expect(log).not.toMatch(/^\s+at /m);
      },
    );

    test.for(['a pipe', 'a link to a pipe', 'a link to a device without end', 'a socket'])(
      'refuses an event that is %s',
      async (kind, { github }) => {
        const environment = await strange(['GITHUB_EVENT_PATH'], kind);
        const { exitCode, log, outputs, summary } = await runOnPullRequest({
          workspace,
          github,
          environment,
        });
        expect(exitCode, log).toBe(2);
        expect(log).toMatch(/^::error::GITHUB_EVENT_PATH is ".*", which is not a regular file/m);
        expect(outputs).toMatchObject({ verdict: '', gate: 'failed' });
        expect(summary).toContain('No verdict');
      },
    );

    test.for(['a pipe', 'a link to a device without end', 'a folder'])(
      'uses the config of the base where that of the checkout is %s',
      async (kind, { github }) => {
        const path = join(workspace.checkout, 'conclusive.yml');
        const before = await readFile(path);
        await rm(path);
        try {
          await STRANGE[kind]?.(path);
          const { exitCode, log } = await runOnPullRequest({ workspace, github });
          expect([1, 2], log).toContain(exitCode);
          expect(log).not.toMatch(/^\s+at /m);
        } finally {
          await rm(path, { recursive: true });
          await writeFile(path, before);
        }
      },
    );
  },
);
