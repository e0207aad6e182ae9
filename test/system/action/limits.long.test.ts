/** Results above GitHub's limits are cut, and posted everywhere. */
import { expect, test } from 'vitest';
import { startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { runnerCommands } from '../../support/runner-log.ts';
import { runOnPullRequest } from './support/run-action.ts';
import { createWorkspace } from './support/workspace.ts';

const node = findNode24();
const METRICS = Array.from(
  { length: 40 },
  (_, index) => `metric_with_a_name_${'that_goes_on_and_on_'.repeat(2)}${index}`,
);
const VARIANTS = Array.from({ length: 8 }, (_, index) => ({
  name: `a-variant-with-a-name-${'that-goes-on-and-on-'.repeat(2)}${index}`,
  ref: 'head',
  params: { arm: index + 1 },
}));
const FILES = {
  'conclusive.yml': JSON.stringify({
    trainer: { command: 'node many.mjs' },
    models: { baseline: { ref: 'base', params: { arm: 0 } }, variants: VARIANTS },
    metrics: METRICS.map((name, index) => ({
      name,
      direction: 'maximize',
      ...(index < 20 ? { role: 'primary', margin: 0.01 } : {}),
    })),
    seeds: 10,
    checks: { reproducible: false },
    gate: { 'fail-on': ['regression', 'inconclusive', 'equivalent', 'invalid'] },
  }),
  'many.mjs': `import { writeFileSync } from 'node:fs';
const { CONCLUSIVE_SEED: seed, CONCLUSIVE_PARAMS, CONCLUSIVE_RUN_DIR } = process.env;
const { arm } = JSON.parse(CONCLUSIVE_PARAMS);
const noise = (index) => Math.sin(seed * 7919 + arm * 104729 + index * 1299709) / 500;
const names = ${JSON.stringify(METRICS)};
const values = names.map((name, index) => [name, 0.5 - (arm > 0 ? 0.1 : 0) + noise(index)]);
writeFileSync(CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify(Object.fromEntries(values)));
`,
};

test.skipIf(node === null)(
  'eight variants with forty metrics are cut to what comment, check, summary and annotations hold (needs Node 24)',
  async () => {
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    const workspace = await createWorkspace(FILES, { 'settings.json': '{ "features": 2 }\n' });
    const { exitCode, log, summary, outputs } = await runOnPullRequest({ workspace, github });
    await github.close();
    await workspace.remove();
    expect(github.violations).toEqual([]);
    expect([exitCode, outputs.verdict, log.match(/^::error::.*/m)?.[0]]).toEqual([
      1,
      'regression',
      expect.stringContaining('The gate'),
    ]);
    const [comment] = github.comments;
    expect(comment?.body.length).toBeGreaterThan(20_000);
    expect(comment?.body.length).toBeLessThanOrEqual(65_536);
    expect(comment?.body).toMatch(/Cut to fit: /);
    expect(github.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(github.checks[0]?.output.annotations.length).toBeLessThanOrEqual(50);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 ** 2);
    expect(summary.length).toBeGreaterThan(comment?.body.length ?? 0);
    // GitHub shows ten of each kind for a step.
    const commands = runnerCommands(log).map(({ name }) => name);
    for (const kind of ['warning', 'error', 'notice'])
      expect(commands.filter((name) => name === kind).length).toBeLessThanOrEqual(10);
  },
);
