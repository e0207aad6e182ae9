// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows
/** The README's workflow under act, on this machine and against a GitHub of its own: what a runner that is not GitHub's makes of the shipped action. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentMarker } from '../../../src/github/comment/comment-state.ts';
import { ACTION } from '../../../src/version.ts';
import { type ActSite, hasAct, openAct, ROOT } from '../support/act.ts';

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

describe.skipIf(!hasAct)('under act (needs act)', { timeout: 300_000 }, () => {
  let site: ActSite;
  beforeAll(async () => {
    const files = {
      'conclusive.yml': CONFIG,
      'other.yml': CONFIG,
      'train.mjs': TRAINER,
      'settings.json': '{ "features": 1 }\n',
    };
    site = await openAct(files, { 'settings.json': '{ "features": 2 }\n' });
  });
  afterAll(() => site?.close());
  const run = (workflow: string) => site.run(workflow);
  const own = (config: string) =>
    site.github.comments.filter(({ body }) => body.startsWith(commentMarker(config)));

  test('the workflow of the README posts its comment and its check', async () => {
    const { exitCode, log } = await run(await workflowOfReadme());
    expect(exitCode, log).toBe(0);
    expect(own('conclusive.yml')).toMatchObject([
      { body: expect.stringContaining('### ✅ `head` improves accuracy') },
    ]);
    expect(site.github.checks).toMatchObject([{ name: 'conclusive', conclusion: 'success' }]);
    // What act lacks, artifacts, is no warning.
    expect(log).not.toContain('::warning');
    expect(log).not.toMatch(/⚠|\[warning\]/i);
  });

  test('outputs are there in a later step, a gate that fails fails the job, and two configs of a job have a comment each', async () => {
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
    expect(site.github.checks.at(-1)?.head_sha).toBe(site.head);

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
