/** Runs that send signals to the action: it neither ends, nor opens Node's inspector, nor changes its verdict. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { configOf, HARMLESS, STOPS, TRAIN } from '../support/signaller.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace } from './support/workspace.ts';

const node24 = findNode24();
/** Servers other than GitHub may use the oldest supported version. */
const nodes = [...new Set([...(node24 === null ? [] : [node24]), process.execPath])];

async function judge(signals: readonly number[], node = nodes[0] ?? '') {
  const folder = await temporaryFolder();
  const workspace = await createWorkspace(
    {
      'train.mjs': TRAIN,
      'attack.json': JSON.stringify({ folder, signals }),
      'loss.txt': '0',
      'conclusive.yml': configOf(node),
    },
    { 'loss.txt': '0.2' },
  );
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  try {
    const onStarted = (pid: number | undefined) =>
      writeFileSync(join(folder, 'target'), JSON.stringify({ pid, line: 'dist/action.js' }));
    const end = await runOnPullRequest({
      workspace,
      github,
      node,
      inputs: { cache: 'false', artifact: 'false' },
      onStarted,
    });
    const [seen, open] = ['seen', 'open'].map((name) => {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    });
    const comments = github.comments.map(({ body }) => body).join('\n');
    return { ...end, seen, open, comments, conclusions: github.checks.map(({ conclusion }) => conclusion) };
  } finally {
    await github.close();
    await rm(workspace.folder, { recursive: true, force: true });
  }
}

function expectRegression({
  exitCode,
  log,
  outputs,
  open,
  comments,
  conclusions,
}: Awaited<ReturnType<typeof judge>>) {
  expect(exitCode, log).toBe(1);
  expect([outputs.verdict, outputs.conclusion, conclusions]).toEqual(['regression', 'failure', ['failure']]);
  expect(comments).toContain('### ❌ ');
  expect([...new Set(open)]).toEqual(['false']);
}

describe.skipIf(process.platform !== 'linux')('a run that signals the action', { timeout: 300_000 }, () => {
  test.each(nodes)('under %s: nothing that can be handled', async (node) => {
    const end = await judge(HARMLESS, node);
    expectRegression(end);
    expect(end.seen).not.toContain('0');
  });

  test.each(STOPS)('signal %i stops it in an orderly way, without a verdict', async (number) => {
    const { exitCode, outputs, conclusions, comments } = await judge([number, number]);
    expect([exitCode, outputs.verdict, conclusions]).toEqual([130, '', ['cancelled']]);
    expect(comments).not.toMatch(/### [✅❌]/);
  });

  test.each([constants.signals.SIGKILL, constants.signals.SIGSEGV])(
    'signal %i, which Node cannot handle, ends it without a verdict',
    async (number) => {
      const { outputs, conclusions, comments } = await judge([number]);
      expect(outputs.verdict ?? '').toBe('');
      expect(conclusions).not.toContain('success');
      expect(comments).not.toMatch(/### [✅❌]/);
    },
  );
});
