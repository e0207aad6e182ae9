/** Repeated runs begin in places that the last runs of the comparison leave idle. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runExperiment } from '../../src/experiment.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The last run of the comparison ends well only if the baseline's first run has been repeated by then. */
const PROGRAM = `
import { existsSync, writeFileSync } from 'node:fs';
const [seed, arm, place, out] = process.argv.slice(2);
if (seed === '1' && arm === '0') writeFileSync(place + (existsSync(place + '/first') ? '/again' : '/first'), '');
const end = Date.now() + 60_000;
while (seed === '2' && arm === '1' && !existsSync(place + '/again')) {
  if (Date.now() > end) throw new Error('nobody has repeated a run');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
writeFileSync(out + '/metrics.json', JSON.stringify({ score: 0.5 + Number(arm) / 10 + Number(seed) / 100 }));
`;

async function experiment(reproducible: boolean | 'auto') {
  const [repository, place] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(repository, 'train.mjs'), PROGRAM);
  await writeFile(
    join(repository, 'conclusive.yml'),
    `trainer: { command: '"${process.execPath}" train.mjs {seed} {params.arm} "{params.place}" {run_dir}' }
params: { place: ${JSON.stringify(place)} }
models: { baseline: { params: { arm: 0 } }, variants: [{ name: head, params: { arm: 1 } }] }
metrics: [{ name: score, direction: maximize, margin: 0.05 }]
seeds: 2
checks: { reproducible: ${reproducible} }
`,
  );
  return () => runExperiment({ repository, config: 'conclusive.yml', parallel: 2 });
}

test.each([true, 'auto'] as const)(
  'with reproducible: %j a run is repeated beside the last one',
  async (reproducible) => {
    const run = await experiment(reproducible);
    const { result } = await run();
    expect(result.runs).toMatchObject({ trained: 4, reused: 0, failures: [] });
    expect(
      result.checks
        .filter(({ id }) => id === 'reproducible')
        .map(({ model, status, value }) => [model, status, value]),
    ).toEqual([
      ['baseline', 'pass', 0],
      ['head', 'pass', 0],
    ]);
    // What is on record is not repeated.
    expect((await run()).result.runs).toMatchObject({ trained: 0, reused: 4 });
  },
);
