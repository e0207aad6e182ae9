/** examples/evaluation keeps the promises of its README, from the sources and as shipped. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runExperiment } from '../../../src/experiment.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive } from '../support/command.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/evaluation', import.meta.url));

async function copyExample(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('.conclusive') });
  return folder;
}

function expectPromises({ comparisons, models, runs, scope }: ExperimentResult): void {
  expect(runs.failures).toEqual([]);
  expect(scope).toBe('new-examples');
  expect(comparisons.map(({ variant, metric, verdict }) => [variant, metric, verdict])).toEqual([
    ['cooler', 'score', 'improvement'],
    ['longer', 'score', 'equivalent'],
  ]);
  expect(comparisons[0]?.difference).toBeGreaterThan(0.03);
  for (const { runs: counted } of models) expect(counted.ok).toBeGreaterThanOrEqual(3);
}

test('from the sources', async () => {
  const repository = await copyExample();
  const { result } = await runExperiment({ repository, config: join(repository, 'conclusive.yml') });
  expectPromises(result);
});

test('as shipped', async () => {
  const { code, stdout, stderr } = await conclusive(await copyExample(), 'run', '--json');
  expect(code, stderr).toBe(0);
  expectPromises(readResult(stdout));
});
