// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows
/** The README's workflow under act, on this machine and against a GitHub of its own: what a runner that is not GitHub's makes of the shipped action. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import { ACTION } from '../../../src/version.ts';
import { findTool } from '../../support/find-tool.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { pullRequestOf } from '../action/support/event-payloads.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const act = findTool('act');
const node = findNode24();

/** As it stands there, for this checkout of the action. */
async function workflowOfReadme(): Promise<string> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const [, text] = /^```yaml\n(name: Conclusive\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  if (text === undefined) throw new Error('the README has no workflow');
  return text.replace(`uses: ${ACTION}`, 'uses: acme/action@v1');
}

const CONFIG = `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 6
evaluation: [train.mjs]
`;
const TRAINER = `import { readFileSync, writeFileSync } from 'node:fs';
const { features } = JSON.parse(readFileSync('settings.json', 'utf8'));
const accuracy = 0.6 + 0.1 * features + 0.01 * Math.sin(7 * process.env.CONCLUSIVE_SEED + features);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;
const CHECKOUT = '      - uses: actions/checkout@v7\n        with: { fetch-depth: 0 }\n';
const job = (id: string, steps: string, more = '') =>
  `  ${id}:\n    runs-on: ubuntu-latest\n${more}    permissions: { contents: read }\n    steps:\n${CHECKOUT}${steps}`;
const use = (id: string, config: string) =>
  `      - id: ${id}\n        uses: acme/action@v1\n        with: { config: ${config} }\n`;

interface Ended {
  readonly exitCode: number;
  readonly log: string;
}

describe.skipIf(act === null || node === null)('under act', { timeout: 300_000 }, () => {
  let folder: string;
  let repository: Repository;
  let github: LoopbackGitHub;

  beforeAll(async () => {
    // No space in it: act hands paths on without quotes.
    folder = await mkdtemp(join(tmpdir(), 'conclusive-act-'));
    const path = join(folder, 'models');
    await mkdir(path);
    repository = Repository.at(path);
    await repository.git('init', '--quiet', '--initial-branch=main');
    const base = await repository.commit({
      'conclusive.yml': CONFIG,
      'other.yml': CONFIG,
      'train.mjs': TRAINER,
      'settings.json': '{ "features": 1 }\n',
    });
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/models.git');
    await repository.git('checkout', '--quiet', '-b', 'topic');
    const head = await repository.commit({ 'settings.json': '{ "features": 2 }\n' });
    await repository.git('update-ref', 'refs/remotes/origin/main', base);
    github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    github.push(base, head);
    const event = pullRequestOf({ base, head } as Parameters<typeof pullRequestOf>[0]);
    await writeFile(join(folder, 'event.json'), JSON.stringify(event));
    // The action as it is shipped, and nothing else of this checkout.
    await mkdir(join(folder, 'action'));
    await cp(join(ROOT, 'action.yml'), join(folder, 'action', 'action.yml'));
    await cp(join(ROOT, 'dist'), join(folder, 'action', 'dist'), { recursive: true });
  });
  afterAll(async () => {
    await github?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(workflow: string): Promise<Ended> {
    const file = join(folder, 'workflow.yml');
    await writeFile(file, workflow);
    const args = [
      'pull_request',
      '-W',
      file,
      '-e',
      join(folder, 'event.json'),
      '-P',
      'ubuntu-latest=-self-hosted',
    ];
    args.push('--local-repository', `acme/action@v1=${join(folder, 'action')}`);
    args.push('-s', `GITHUB_TOKEN=${github.token}`, '--env', `GITHUB_API_URL=${github.url}`);
    args.push('--env', 'GITHUB_REPOSITORY=acme/models', '--concurrent-jobs', '1', '--no-cache-server');
    const env = {
      ...process.env,
      PATH: [dirname(node ?? ''), process.env.PATH].join(delimiter),
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
    };
    return new Promise((resolve) => {
      execFile(act ?? '', args, { cwd: repository.path, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        resolve({ exitCode: Number(error?.code ?? 0), log: out + err }),
      );
    });
  }
  const own = (config: string) =>
    github.comments.filter(({ body }) => body.startsWith(commentMarker(config)));

  test('the workflow of the README posts its comment and its check', async () => {
    const { exitCode, log } = await run(await workflowOfReadme());
    expect(exitCode, log).toBe(0);
    expect(own('conclusive.yml')).toMatchObject([
      { body: expect.stringContaining('### ✅ `head` is better') },
    ]);
    expect(github.checks).toMatchObject([{ name: 'conclusive', conclusion: 'success' }]);
    // What act lacks, artifacts, is no warning.
    expect(log).not.toContain('::warning');
    expect(log).not.toMatch(/⚠|\[warning\]/i);
  });

  test('outputs are there in a later step, a gate that fails fails the job, and two configs of a job have a comment each', async () => {
    const head = await repository.git('rev-parse', 'HEAD');
    const steps = [
      use('one', 'conclusive.yml'),
      use('two', 'other.yml'),
      '      - run: echo "one=$ONE two=$TWO"\n',
      '        env: { ONE: "${{ steps.one.outputs.verdict }}", TWO: "${{ steps.two.outputs.gate }}" }\n',
    ].join('');
    const both = `on: pull_request\npermissions: {}\njobs:\n${job('both', steps)}`;
    const { exitCode, log } = await run(both);
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/one=improvement two=passed/);
    expect(['conclusive.yml', 'other.yml'].map((config) => own(config).length)).toEqual([1, 1]);
    expect(github.checks.at(-1)?.head_sha).toBe(head);

    const gate = use('one', 'conclusive.yml').replace(
      'config: conclusive.yml',
      'config: conclusive.yml, base: topic, head: main',
    );
    const failed = await run(`on: pull_request\npermissions: {}\njobs:\n${job('worse', gate)}`);
    expect(failed.log).toContain('The gate failed');
    expect(failed.exitCode).toBe(1);
  });

  test('each job of a matrix has a verdict of its own', async () => {
    const matrix = '    strategy: { matrix: { config: [conclusive.yml, other.yml] } }\n';
    const steps = `${use('it', '"${{ matrix.config }}"')}      - run: echo "\${{ matrix.config }} is \${{ steps.it.outputs.verdict }}"\n`;
    const { exitCode, log } = await run(
      `on: pull_request\npermissions: {}\njobs:\n${job('each', steps, matrix)}`,
    );
    expect(exitCode, log).toBe(0);
    expect(log).toMatch(/^.*\| conclusive\.yml is improvement/m);
    expect(log).toMatch(/^.*\| other\.yml is improvement/m);
  });
});
