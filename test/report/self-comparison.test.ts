import { describe, expect, test } from 'vitest';
import { compareWithItself } from '../../src/analysis/self-comparison/self-comparison.ts';
import { renderSelfComparison } from '../../src/report/self-comparison.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';
import { judgeSelfComparison } from '../../src/verdict/self-comparison.ts';
import { record } from '../checks/records.ts';
import { MACRO_F1 } from '../support/sample-results.ts';
import { better } from '../support/samples.ts';

const { provenance } = better;

/** Twenty runs that drift by so much from seed to seed, of which the first few failed. */
async function render(drift: number, failing = 0) {
  const random = createRandom('report of the baseline against itself');
  const records = Array.from({ length: 20 }, (_, index) => {
    const metrics = { test: { macro_f1: 0.7 + drift * index + 0.01 * randomNormal(random) } };
    return record('baseline', index + 1, index < failing ? { status: 'crashed', metrics: {} } : { metrics });
  });
  const request = { experiment: 'x', metrics: [MACRO_F1], alpha: 0.05, looks: [6, 8, 10] };
  const comparison = await compareWithItself(records, request);
  const result = judgeSelfComparison(comparison, { metrics: request.metrics, records, provenance });
  return { result, ...renderSelfComparison(result) };
}

describe('the report of the baseline against itself', () => {
  test('says that runs depend on the order of their seeds, although the shuffled ones raise no more alarms than they may', async () => {
    const { result, markdown, summary } = await render(0.05);
    expect(result).toMatchObject({ consistent: true, independent: false });
    expect(markdown).toMatch(
      /^### ❌ A\/A: runs of the baseline depend on the order of their seeds: macro.*f1, the first half differs from the second \(p\s.*; macro.*f1, runs of neighbouring seeds are alike/,
    );
    expect(summary).toContain('the seed order affects the results');
  });

  test('says nothing of the kind where they do not, and which pairs failed runs have cost', async () => {
    const { result, markdown } = await render(0, 1);
    expect(result).toMatchObject({ consistent: true, independent: true, takenLooks: [6, 8, 9] });
    expect(markdown).toMatch(/^### ✅ A\/A: the false-alarm rate/);
    expect(markdown).toContain('19 runs of the baseline under as many seeds, 1 failed');
    expect(markdown).toContain('design of 10 pairs, of which 9 could be made');
    expect(markdown).toContain('with 3 looks, at 6, 8, 9 pairs');
  });
});
