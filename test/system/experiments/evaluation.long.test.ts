/** examples/evaluation, run by the shipped program, keeps the promises of its README. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { conclusive } from '../support/command.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/evaluation', import.meta.url));

test('the example comes to the verdicts that its README promises', async () => {
  const folder = await temporaryFolder();
  await cp(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('.conclusive') });
  const { code, stdout, stderr } = await conclusive(folder, 'run', '--json');
  expect(code, stderr).toBe(0);
  const { comparisons, models, runs, scope } = readResult(stdout);
  expect(runs.failures).toEqual([]);
  expect(scope).toBe('new-examples');
  expect(comparisons.map(({ variant, metric, verdict }) => [variant, metric, verdict])).toEqual([
    ['cooler', 'score', 'improvement'],
    ['longer', 'score', 'equivalent'],
  ]);
  expect(comparisons[0]?.difference).toBeGreaterThan(0.03);
  for (const { runs: counted } of models) expect(counted.ok).toBeGreaterThanOrEqual(3);
});
