/** The workflow that trains in waves of jobs, under act: as it is in this repository, with the shipped action, artifacts and all. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { runtimeToken } from '../../support/loopback-github/results.ts';
import { findNode24 } from '../../support/node24.ts';
import { withoutMachine } from '../../support/without-machine.ts';
import { entriesOf } from '../../support/zip.ts';
import { type ActSite, hasAct, openAct, ROOT } from '../support/act.ts';

const node = findNode24();
const WORKFLOW = '.github/workflows/conclusive-waves.yml';
const CALLER = `name: Conclusive
on: pull_request
permissions: {}
jobs:
  compare:
    name: Compare models
    uses: acme/action/${WORKFLOW}@v1
    permissions: { contents: read, pull-requests: write, checks: write }
    with: { shards: 2, waves: 2 }
`;
const CONFIG = `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary }]
seeds: { min: 6, max: 12 }
evaluation: [train.mjs]
checks: { reproducible: false }
`;
const TRAINER = `import { readFileSync, writeFileSync } from 'node:fs';
const { step } = JSON.parse(readFileSync('settings.json', 'utf8'));
const accuracy = 0.6 + step + 0.01 * Math.sin(1e4 * (2 * process.env.CONCLUSIVE_SEED + (step === 0 ? 0 : 1)));
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;

/** @param step what the pull request adds to the accuracy */
async function site(step: number): Promise<ActSite> {
  const files = { 'conclusive.yml': CONFIG, 'train.mjs': TRAINER, 'settings.json': '{ "step": 0 }\n' };
  const opened = await openAct(files, { 'settings.json': `{ "step": ${step} }\n` });
  // act knows no reference to the repository that a workflow is from.
  const text = await readFile(join(ROOT, WORKFLOW), 'utf8');
  const action = join(opened.folder, 'action');
  await mkdir(join(action, '.github', 'workflows'), { recursive: true });
  await writeFile(join(action, WORKFLOW), text.replaceAll(/(?<=uses: )\$(\/\S+)/g, 'acme/action$1@v1'));
  await cp(join(ROOT, '.github', 'actions'), join(action, '.github', 'actions'), { recursive: true });
  return opened;
}

const run = ({ run, github }: ActSite) =>
  run(CALLER, {
    ACTIONS_RESULTS_URL: `${github.url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: 1, scopes: ['refs/pull/7/merge', 'refs/heads/main'] }),
  });

/** What the job that judges has left. */
async function resultOf({ results }: LoopbackGitHub): Promise<ExperimentResult> {
  const artifact = results.artifacts.find(({ name }) => /^conclusive-\d+$/.test(name));
  const entries = await entriesOf(results.blobs.get(artifact?.blob ?? ''));
  const result = entries.find(({ name }) => name === 'result.json');
  if (result !== undefined) return JSON.parse(String(result.content));
  throw new Error('there is no result');
}

/** By the Node that runs actions: another one may round the last digit otherwise. */
function localResult({ repository, base, head, folder }: ActSite): ExperimentResult {
  const options = ['run', '--json', '--base', base, '--head', head, '--output', join(folder, 'local')];
  const command = [join(ROOT, 'dist', 'cli.js'), ...options];
  return JSON.parse(execFileSync(node ?? '', command, { cwd: repository.path, encoding: 'utf8' }));
}

/** What must be equal, line by line. The command line does not know the name of the base branch. */
function textOf(result: ExperimentResult): string {
  return JSON.stringify(withoutMachine(result), null, 1).replaceAll('against main at ', 'against ');
}

const shards = ({ github }: ActSite) =>
  github.results.artifacts.map(({ name }) => name).filter((name) => name.startsWith('conclusive-shard.'));

describe.skipIf(!hasAct)('in waves under act (needs act)', { timeout: 600_000 }, () => {
  test('two waves have the result of one machine, and what a lost job was to train is trained in the second', async () => {
    const opened = await site(0.011);
    const { github, close } = opened;
    try {
      github.fail({ method: 'POST', path: /CreateArtifact/, times: 1, effect: { status: 403, body: {} } });
      const { exitCode, log } = await run(opened);
      // Which of the two jobs comes first is not said.
      const first = shards(opened).filter((name) => name.startsWith('conclusive-shard.1.train-1.'));
      expect(first, log).toHaveLength(1);
      expect(shards(opened).length).toBeGreaterThan(2);
      // act, as GitHub, calls a workflow failed of which a job has; the verdict is there all the same.
      expect(exitCode).toBe(1);
      expect(log).toMatch(/the records of this job are not uploaded/);
      expect(github.checks).toMatchObject([{ name: 'conclusive', conclusion: 'neutral' }]);
      expect(github.comments).toHaveLength(1);
      const result = await resultOf(github);
      expect(result.runs.trained).toBe(24);
      expect(textOf(result)).toBe(textOf(localResult(opened)));
    } finally {
      await close();
    }
  });

  test('a verdict after the first wave leaves the second untrained, and is posted', async () => {
    const opened = await site(0.1);
    const { github, close } = opened;
    try {
      const { exitCode, log } = await run(opened);
      expect(exitCode, log).toBe(0);
      expect(shards(opened)).toHaveLength(2);
      expect(github.comments).toMatchObject([
        { body: expect.stringContaining('### ✅ `head` improves accuracy') },
      ]);
      expect(github.checks).toMatchObject([{ name: 'conclusive', conclusion: 'success' }]);
      expect(textOf(await resultOf(github))).toBe(textOf(localResult(opened)));
    } finally {
      await close();
    }
  });
});
