/** A full disk, or a killed step. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, vi } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { processesWith } from '../../support/processes.ts';
import { costsOf, runOnPullRequest } from './support/run-action.ts';
import { BETTER, test } from './support/test.ts';

const node = findNode24();
const TRACKING_ID = 'github_6c1f';

/** A disk of 1 MB; null where this user may not mount. */
const disk = await mountSmallDisk();

async function mountSmallDisk(): Promise<string | null> {
  if (process.platform !== 'linux' || node === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
}

/** Each run writes a checkpoint larger than the disk. */
const CHECKPOINTS = {
  'conclusive.yml': `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: 6
limits: { retries: 0 }
`,
  'train.mjs': `import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
const seed = process.env.CONCLUSIVE_SEED;
writeFileSync(join(process.env.CONCLUSIVE_RUN_DIR, 'metrics.json'), JSON.stringify({ accuracy: 0.5 + seed / 100 }));
try {
  writeFileSync('checkpoint-' + seed, Buffer.alloc(2_000_000));
} catch {}
`,
};

describe.skipIf(node === null)('a machine in trouble (needs Node 24)', () => {
  afterAll(async () => {
    if (disk === null) return;
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  });

  test.skipIf(disk === null)(
    'whose disk fills up says so in one line, in the log, the summary and the check (needs root)',
    async ({ github, open }) => {
      const workspace = await open(CHECKPOINTS, BETTER);
      const inputs = { 'output-directory': join(disk ?? '', 'output') };
      const { exitCode, log, summary } = await runOnPullRequest({ workspace, github, inputs });
      expect(exitCode).toBe(3);
      expect(log).toMatch(/^::error::the disk is full: ENOSPC.*; free some space/m);
      expect(log).not.toContain('    at ');
      expect(summary).toMatch(/### ⛔ No verdict.*the disk is full/);
      expect(github.checks).toMatchObject([{ conclusion: 'failure' }]);
    },
  );

  test('that cannot keep the report has posted the verdict all the same', async ({ github, open }) => {
    const workspace = await open({}, BETTER);
    for (const name of ['report.md', 'report.html', 'result.json'])
      await mkdir(join(workspace.checkout, '.conclusive', name), { recursive: true });
    const { exitCode, log, outputs, summary } = await runOnPullRequest({ workspace, github });
    expect([exitCode, outputs.verdict]).toEqual([0, 'improvement']);
    expect(log).toMatch(/cannot write the report to /);
    expect(summary).toContain('### ✅ ');
    expect(github.comments).toMatchObject([{ body: expect.stringContaining('### ✅ ') }]);
  });

  test.skipIf(process.platform !== 'linux')(
    'that kills the step half-way ends its runs, and the next run goes on from there',
    async ({ github, open }) => {
      const workspace = await open(HALTING, BETTER);
      const reached = join(workspace.folder, 'reached');
      const environment = { REACHED: reached, RUNNER_TRACKING_ID: TRACKING_ID };
      const run = { workspace, github, environment, inputs: { parallel: '1', token: '' } };
      const killed = await runOnPullRequest({ ...run, cancelAtFile: reached, killAfterMs: 0 });
      expect(killed.exitCode).toBeNull();
      await vi.waitFor(() => expect(processesWith(`RUNNER_TRACKING_ID=${TRACKING_ID}`)).toEqual([]), 10_000);

      const { outputs, log } = await runOnPullRequest(run);
      expect(log).not.toContain('::error');
      expect(await costsOf({ outputs })).toMatchObject({ trained: 5, reused: 5 });
    },
  );
});

/** Hangs at the sixth run, once. */
const HALTING = {
  'conclusive.yml': `trainer: { command: node halt.mjs, environment: [REACHED] }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.01 }]
seeds: 5
checks: { reproducible: false }
`,
  'halt.mjs': `import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const { REACHED, CONCLUSIVE_RUN_DIR, CONCLUSIVE_SEED } = process.env;
const { features } = JSON.parse(readFileSync('settings.json', 'utf8'));
const counter = REACHED + '.count';
const runs = existsSync(counter) ? Number(readFileSync(counter, 'utf8')) : 0;
writeFileSync(counter, String(runs + 1));
writeFileSync(join(CONCLUSIVE_RUN_DIR, 'metrics.json'), JSON.stringify({ accuracy: 0.5 + CONCLUSIVE_SEED / 100 + features / 1000 }));
if (runs === 5 && !existsSync(REACHED)) {
  writeFileSync(REACHED + '.tmp', '');
  renameSync(REACHED + '.tmp', REACHED);
  setTimeout(() => {}, 600_000);
}
`,
};
