import { expect, test } from 'vitest';
import { analyseOnce } from '../../../src/analysis/decide/analyse.ts';
import { isCrossed } from '../../../src/analysis/decide/crossed-checks.ts';
import { createCrossedRows } from '../../../src/analysis/examples/crossed-rows.ts';
import { predictedRecords, runsOf } from '../examples/predicted-records.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** With so many of the variant's runs failed. */
async function decide(failed: number, { gain = 0.12, examples = 120 } = {}) {
  const world = { gain, examples };
  const all = [...runsOf('baseline', SEEDS, world), ...runsOf('head', SEEDS, world)];
  const { records, readerOf } = predictedRecords(
    all.map((run) =>
      run.model === 'head' && run.seed <= failed ? { ...run, more: { status: 'diverged' as const } } : run,
    ),
  );
  const reader = readerOf('test');
  const metrics = [
    { name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'none' } as const,
  ];
  const rows = createCrossedRows({ variants: ['head'], metrics, readerOf: () => reader });
  const request = { experiment: 'e', metrics, variants: ['head'], alpha: 0.05 };
  const [comparison] = analyseOnce(request, records, { examples: await rows.read(records) });
  if (comparison === undefined || comparison.difference === null || !isCrossed(comparison))
    throw new Error('not measured over examples');
  return comparison;
}

test('a verdict for new examples stands with a failure that is counted, or is withheld', async () => {
  expect(await decide(0)).toMatchObject({ verdict: 'improvement', cause: null });
  expect(await decide(4)).toMatchObject({ verdict: 'inconclusive', cause: 'failures' });
});

test('what seeds alone would let stand, new examples do not', async () => {
  const verdicts = await Promise.all([1, 2, 3].map(async (failed) => (await decide(failed)).verdict));
  const { crossed, pValue } = await decide(1);
  // The seeds alone are sure of it.
  expect(crossed.seedsPValue).toBeLessThan(pValue / 100);
  expect(verdicts).toContain('inconclusive');
});
