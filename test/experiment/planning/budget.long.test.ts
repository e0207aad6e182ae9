import { expect, test } from 'vitest';
import { sequentialLevels } from '../../../src/analysis/decide/levels.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { readResult } from '../../support/result-schema.ts';
import { conclusive, folderWith } from '../../system/support/command.ts';

/**
 * 20,000 experiments without a difference for each number of pairs at which the clock ends the design: false alarms stay at alpha. The
 * binomial interval of 0.05 over so many is 0.050 ± 0.004 at 99 %.
 */
test.each([3, 12, 23])('a look that the clock has chosen keeps its level: %d pairs', (end) => {
  const looks = [6, 8, 11, 14, 19, 25];
  const counts = [...looks.filter((pairs) => pairs < end), end];
  const levels = counts.map((_, look) => sequentialLevels(counts.slice(0, look + 1), looks).difference(0.05));
  const random = createRandom('budget', end);
  const experiments = 20_000;
  let alarms = 0;
  for (let experiment = 0; experiment < experiments; experiment += 1) {
    const differences = Array.from({ length: end }, () => randomNormal(random));
    const isAlarm = counts.some(
      (pairs, look) => pairedT(differences.slice(0, pairs)).pValue <= (levels[look] ?? 0),
    );
    if (isAlarm) alarms += 1;
  }
  expect(alarms / experiments).toBeLessThan(0.054);
});

test('an experiment that runs out of time has a verdict on what is complete, says so, and goes on from there', async () => {
  const node = process.execPath.replaceAll('\\', '/');
  const directory = await folderWith({
    'train.mjs': `import { writeFileSync } from 'node:fs';
const { CONCLUSIVE_SEED: seed, CONCLUSIVE_RUN_DIR: run, CONCLUSIVE_PARAMS: params } = process.env;
await new Promise((settle) => setTimeout(settle, 2100));
const score = Math.sin(1e4 * (2 * Number(seed) + JSON.parse(params).arm));
writeFileSync(run + '/metrics.json', JSON.stringify({ score }));`,
    'conclusive.yml': `trainer: { command: '"${node}" train.mjs' }
params: { arm: 0 }
models: { variants: [{ name: head, params: { arm: 1 } }] }
metrics: [{ name: score, direction: maximize }]
seeds: { min: 6, max: 16 }
limits: { parallel: 2, total-minutes: 0.3 }
`,
  });
  const first = await conclusive(directory, 'run', '--json');
  const cut = readResult(first.stdout);
  const pairs = cut.comparisons[0]?.difference === null ? 0 : (cut.comparisons[0]?.baseline.n ?? 0);
  expect(pairs).toBeGreaterThanOrEqual(2);
  // Eighteen seconds, and no pair takes less than 2.1. At nine, these scores decide, whatever the clock says.
  expect(pairs).toBeLessThan(9);
  const said = `limits.total-minutes: the 0.3 minutes ended after ${pairs} of at most 16 seed pairs`;
  expect(cut.provenance.notices).toContainEqual(expect.stringContaining(said));
  const taken = cut.design.looks.filter((look) => look.taken);
  expect(taken.at(-1)?.pairs).toBe(pairs);
  expect(taken.at(-1)?.spent).toBeLessThan(0.05);
  const again = readResult((await conclusive(directory, 'run', '--json', '--max-minutes', '60')).stdout);
  expect(again.runs.reused).toBeGreaterThanOrEqual(2 * pairs);
  expect(again.provenance.notices.join()).not.toContain('total-minutes');
});
